create schema shops;

-- A place that holds stock: a shop, or a warehouse, which nobody visits.
create table shops.location (
  id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  kind text not null check (kind in ('shop', 'warehouse')),
  name text not null,
  active boolean not null default true,
  street text not null default '',
  postal_code text not null default '',
  city text not null default '',
  country text not null check (country ~ '^[A-Z]{2}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- The region or district that the brand counts it to.
  zone text,
  time_zone text not null,
  phone text,
  email text,
  services text[] not null default '{}',
  -- How near, in metres, somebody is at this shop.
  geofence integer not null default 150 check (geofence between 20 and 50000),
  -- By the day of the week, Monday first: [[{from, to}]], as clocks on its wall show it.
  hours jsonb not null default '[[],[],[],[],[],[],[]]',
  closed_on_holidays boolean not null default true,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  check ((latitude is null) = (longitude is null))
);

-- A day that is not like its weekday: closed if without hours, and open as they say otherwise.
create table shops.special_day (
  location_id uuid not null references shops.location (id) on delete cascade,
  day date not null,
  hours jsonb not null,
  note text,
  primary key (location_id, day)
);
