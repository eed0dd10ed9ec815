create schema audiences;

create table audiences.audience (
  id uuid primary key,
  -- What it is called inside audiences.standing; never given to another.
  number integer not null unique,
  name text not null,
  version integer not null,
  condition jsonb not null,
  state text not null check (state in ('building', 'live', 'off')),
  -- Why it was switched off.
  reason text,
  -- While it is being built: customers up to this one have been looked at, so many, of so many in all.
  built_to uuid,
  built integer not null default 0,
  to_build integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- Every definition that an audience ever had.
create table audiences.version (
  audience_id uuid not null,
  version integer not null,
  name text not null,
  condition jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (audience_id, version)
);

-- Whoever changes memberships locks this row first: one at a time, so that nobody decides on what
-- another is changing. `definitions` is new whenever an audience is; `numbers` were given so far.
create table audiences.turn (
  id boolean primary key check (id),
  definitions uuid not null,
  numbers integer not null
);
insert into audiences.turn values (true, '00000000-0000-0000-0000-000000000000', 0);

-- Occurrences of an event per customer: all (filter is empty), or those that fit a filter that an
-- audience uses. `recent` are the latest times, latest first, in milliseconds: as text they are half as
-- long as timestamps and cheap to read, and the n-th of them answers "n times since" by itself.
create table audiences.tally (
  customer_id uuid not null,
  event text collate "C" not null,
  filter text collate "C" not null,
  total integer not null,
  first bigint not null,
  recent bigint[] not null,
  keep smallint not null,
  primary key (customer_id, event, filter)
) with (fillfactor = 80);
create index tally_by_filter on audiences.tally (filter, customer_id) where filter <> '';

-- Every customer that audiences know: the numbers of the audiences they are in (the same as in
-- audiences.member, from the customer's side: read for each event woven), and the moment until which
-- time alone changes none of that; null: never. It may be early, never late.
create table audiences.standing (
  customer_id uuid primary key,
  audiences integer[] not null,
  next_change_at timestamptz
) with (fillfactor = 80);
create index standing_by_change on audiences.standing (next_change_at)
  where next_change_at is not null;

create table audiences.member (
  customer_id uuid not null,
  audience_id uuid not null,
  since timestamptz not null,
  primary key (customer_id, audience_id)
);
create index member_by_audience on audiences.member (audience_id, since desc, customer_id desc);
