-- Facts that are nobody's: a price changed, a product is back. Whoever tells one writes it here, in the
-- transaction of the change; any number may do so at once.
create table kernel.news_incoming (
  position bigint generated always as identity primary key,
  name text not null,
  at timestamptz not null,
  properties json not null
);
alter table kernel.news_incoming set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The log that is read. Rows come here by deletion from the other table, by one dealer at a time, with
-- dense positions: what is visible has nothing missing below it, and a row committed late is dealt late.
create table kernel.news (
  position bigint primary key,
  name text not null,
  at timestamptz not null,
  properties json not null
);

create table kernel.news_dealer (
  single boolean primary key default true check (single),
  position bigint not null default 0
);
insert into kernel.news_dealer default values;

-- How far each reader has read; `replays`: how many of its parked items shall be tried again.
create table kernel.news_reader (
  name text primary key,
  position bigint not null default 0,
  replays integer not null default 0
);

-- Items at which a reader failed again and again, with the error, so that it could go on.
create table kernel.news_parked (
  id uuid primary key,
  reader text not null,
  error text not null,
  body json not null,
  parked_at timestamptz not null,
  replay boolean not null default false
);
