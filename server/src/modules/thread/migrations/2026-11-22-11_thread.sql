create schema thread;

-- Where events come from. The write key stands in web pages, so it may only write.
create table thread.source (
  id uuid primary key,
  name text not null unique,
  kind text not null,
  write_key text not null unique,
  created_at timestamptz not null
);

-- What became of each source's events, counted where it was decided.
create table thread.source_count (
  source_id uuid primary key references thread.source (id),
  accepted bigint not null default 0,
  refused bigint not null default 0,
  duplicates bigint not null default 0,
  last_event_at timestamptz
);

-- Events that are durable and not yet woven. A row is a parcel: a JSON array of what several requests
-- brought in the same instant. The weaver takes parcels by deleting them, lowest first, so one that a
-- slow transaction commits late is taken late and never passed over, and nobody waits for it. A parcel
-- that fails is split into parts, which keep its place.
create table thread.inbox (
  position bigint generated always as identity,
  part integer not null default 0,
  events integer not null check (events > 0),
  body text not null,
  primary key (position, part)
);
-- Parcels live for milliseconds: compressing them would cost more than it saves.
alter table thread.inbox alter column body set storage external;
alter table thread.inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The one weaver: whoever locks the row weaves; `position` is the last place that was dealt.
create table thread.weaver (
  single boolean primary key default true check (single),
  position bigint not null default 0
);
insert into thread.weaver default values;

-- Messages seen in the last 30 days, so that one sent twice takes effect once.
-- `message` is a hash over the source and the message id.
create table thread.seen (
  message uuid primary key,
  at timestamptz not null
);
create index seen_by_time on thread.seen using brin (at);

-- The thread. Only the weaver writes here, in the order of `position`. Rows never move: those of an
-- absorbed customer stay under the id they were woven to. `at` stands in the key so that the key serves
-- timelines, and so that the table can be cut by month when it is large (docs/decisions/inbox.md).
create table thread.event (
  customer_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  position bigint not null,
  type text not null,
  name text not null,
  channel text not null,
  received_at timestamptz not null,
  sent_at timestamptz,
  original_at timestamptz,
  source_id uuid,
  message_id text not null,
  historical boolean not null,
  properties json not null,
  context json not null,
  primary key (customer_id, at, id)
);
create index event_by_position on thread.event (position);

-- Events of nobody: no identifier that can be used. They count in figures and make no customer.
create table thread.unidentified (
  id uuid primary key,
  position bigint not null,
  at timestamptz not null,
  type text not null,
  name text not null,
  channel text not null,
  received_at timestamptz not null,
  sent_at timestamptz,
  original_at timestamptz,
  source_id uuid,
  message_id text not null,
  historical boolean not null,
  properties json not null,
  context json not null
);
create index unidentified_by_position on thread.unidentified (position);

-- How far each consumer has read.
create table thread.consumer (
  name text primary key,
  position bigint not null default 0
);

-- Events that made the weaver (consumer 'weave') or a consumer fail again and again: set aside with the
-- error, so that the others go on, until somebody replays them.
create table thread.parked (
  id uuid primary key,
  consumer text not null,
  position bigint,
  error text not null,
  body json not null,
  parked_at timestamptz not null
);

-- Events that could not be taken at the door, with the reason.
create table thread.quarantine (
  id uuid primary key,
  source_id uuid not null,
  reason text not null,
  detail text not null,
  received_at timestamptz not null,
  raw text not null
);
create index quarantine_by_time on thread.quarantine (received_at desc, id desc);
