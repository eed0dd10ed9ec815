create schema customers;
create extension if not exists pg_trgm;

-- A customer, known or not: an unknown visitor is one from the first event. One person is the set of
-- customers with the same final_id; the row whose customer_id equals final_id is the person's profile,
-- the others keep what they were when they were absorbed.
create table customers.customer (
  customer_id uuid primary key,
  final_id uuid not null,
  created_at timestamptz not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  traits jsonb not null,
  -- When each trait was said, in milliseconds: the newest event wins, not the last to arrive.
  trait_times jsonb not null,
  language text not null,
  time_zone text not null,
  -- How many others were absorbed: there is a limit.
  merges integer not null default 0,
  -- Name, e-mail and phone, for the search; null for a visitor who has none.
  search text
) with (fillfactor = 80);
create index customer_by_final on customers.customer (final_id) where customer_id <> final_id;
-- No index on last_seen_at: it changes at each event, and would then cost every one of them.
create index customer_search on customers.customer using gin (search gin_trgm_ops);

-- Whose an identifier is: the unique key decides when two events would make the same customer.
create table customers.identity (
  kind text not null,
  value text not null,
  customer_id uuid not null,
  primary key (kind, value)
);

-- The identifiers of a customer, with the event that proved each.
create table customers.identifier (
  customer_id uuid not null,
  kind text not null,
  value text not null,
  added_at timestamptz not null,
  event_id uuid not null,
  primary key (customer_id, kind, value)
);

-- Why two customers are one: the event and the identifiers that matched, and both states before.
create table customers.merge (
  customer_id uuid not null,
  id uuid not null,
  absorbed_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  matched jsonb not null,
  before jsonb not null,
  primary key (customer_id, id)
);
