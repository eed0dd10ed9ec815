create schema stock;

-- What there is of an item in a place: the only truth that changes. Available is on_hand less damaged, in
-- quality control, reserved and the safety stock. on_hand may fall below reserved, and below zero: a till
-- that was cut off may have handed over more than was known. It is reserving that never goes too far,
-- since its update is conditional. Half of each page is left free, for new versions of a hot row.
create table stock.level (
  sku text not null,
  location_id uuid not null,
  on_hand integer not null default 0,
  reserved integer not null default 0 check (reserved >= 0),
  damaged integer not null default 0 check (damaged >= 0),
  quality integer not null default 0 check (quality >= 0),
  -- Kept back from all channels, and from single ones; null: as the place has it. Below zero, so much may
  -- be sold that is not there yet.
  safety integer,
  safety_by_channel jsonb not null default '{}',
  -- At this or below, somebody is told; null: nobody.
  low_at integer,
  -- Made when asked for, or without a body: there is always enough.
  uncounted boolean not null default false,
  primary key (sku, location_id)
) with (fillfactor = 50);
create index level_by_place on stock.level (location_id);

-- What a place keeps back of everything, for a channel or for all of them ('*').
create table stock.safety (
  location_id uuid not null,
  channel text not null,
  quantity integer not null,
  primary key (location_id, channel)
);

-- A part of a level that is promised: to a cart for some minutes, to somebody who comes to collect, to an
-- order without an end. One id may hold several lines, `lines` of them, which are whole or nothing
-- until it is confirmed. It ends by deletion, which decides every race.
create table stock.reservation (
  sku text not null,
  id uuid not null,
  location_id uuid not null,
  quantity integer not null check (quantity > 0),
  lines smallint not null,
  kind text not null,
  channel text not null,
  ref text,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (sku, id, location_id)
);
create index reservation_by_id on stock.reservation (id);
create index reservation_by_place on stock.reservation (sku, location_id);
create index reservation_by_end on stock.reservation (expires_at) where expires_at is not null;

-- The journal: every change of a level, which is the sum of its moves.
create table stock.move (
  sku text not null,
  id uuid not null,
  location_id uuid not null,
  at timestamptz not null,
  kind text not null,
  on_hand integer not null default 0,
  reserved integer not null default 0,
  damaged integer not null default 0,
  quality integer not null default 0,
  reservation uuid,
  ref text,
  reason text,
  note text,
  by text,
  primary key (sku, id)
);
create index move_by_place on stock.move (sku, location_id, id);

-- Nobody changes the journal, not the owner of the database either: a rule (which is no trigger) refuses it
-- for each row that an update or a delete would meet.
create function stock.journal_stands() returns void language plpgsql as $$
begin
  raise exception 'the journal of stock is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create rule move_is_not_changed as on update to stock.move do instead select stock.journal_stands() where old.id is not null;
create rule move_is_not_deleted as on delete to stock.move do instead select stock.journal_stands() where old.id is not null;

-- What was done once: a sale that a till tells twice, a delivery booked by two tabs. Decided by the key.
create table stock.once (
  id text primary key,
  at timestamptz not null
);

-- Goods on their way or counted: transfers between places, deliveries of suppliers, stocktakes. A line
-- says what was sent, announced or on hand (`expected`) and what came or was counted (`found`).
create table stock.paper (
  id uuid primary key,
  kind text not null,
  state text not null,
  from_location uuid,
  location_id uuid not null,
  ref text,
  note text,
  by text,
  created_at timestamptz not null,
  due_at timestamptz,
  ended_at timestamptz
);
create index paper_by_state on stock.paper (state, created_at desc);

create table stock.paper_line (
  paper_id uuid not null references stock.paper (id),
  sku text not null,
  expected integer not null default 0,
  found integer,
  primary key (paper_id, sku)
);
create index paper_line_by_item on stock.paper_line (sku);

-- What the last proofs found: whether journal, levels and reservations agree.
create table stock.proof (
  id uuid primary key,
  at timestamptz not null,
  levels integer not null,
  moves bigint not null,
  reservations integer not null,
  disagreements integer not null,
  first json,
  took_ms integer not null
);
