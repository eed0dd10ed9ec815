-- What somebody forecast of a customer: a model of ours or of the brand's. By the id that it was made
-- for: an id that was absorbed since counts for the person who absorbed it.
create table audiences.prediction (
  customer_id uuid not null,
  name text not null,
  value double precision not null,
  at timestamptz not null,
  primary key (customer_id, name)
);

-- Places of the brand, by the name that a till tells, for conditions to measure distances from.
create table audiences.place (
  name text primary key,
  latitude double precision not null,
  longitude double precision not null,
  changed_at timestamptz not null
);

-- Each time that personas were looked for: how, over how many customers, and how sure they are.
create table audiences.persona_search (
  id uuid primary key,
  version integer not null unique,
  state text not null check (state in ('running', 'done', 'failed')),
  reason text,
  seed text not null,
  -- How many were asked for; null: as many as fit best.
  wanted integer,
  -- How long a behaviour counts.
  days integer not null,
  -- Features, means, deviations, the choice of how many, stability: as found.
  finding jsonb,
  customers integer not null default 0,
  asked_by text not null,
  at timestamptz not null,
  finished_at timestamptz
);

-- The personas that were found, each with its size, what marks it and the name a person gave it.
create table audiences.persona (
  id uuid primary key,
  search_id uuid not null,
  place integer not null,
  name text,
  size integer not null,
  marks jsonb not null,
  centre jsonb not null,
  unique (search_id, place)
);

-- Who was found to be of which, by the id of then.
create table audiences.persona_of (
  customer_id uuid not null,
  search_id uuid not null,
  persona_id uuid not null,
  primary key (customer_id, search_id)
);
create index persona_of_by_persona on audiences.persona_of (persona_id, customer_id);

-- How large an audience was, and how many came and went within the hour that begins then.
create table audiences.size (
  audience_id uuid not null,
  at timestamptz not null,
  entered integer not null default 0,
  departed integer not null default 0,
  -- Counted within that hour, last; null: nobody counted.
  members integer,
  primary key (audience_id, at)
);

-- One customer in 32, whatever else is true of them: the last digits of an id are random.
create index standing_sample on audiences.standing (customer_id)
  where right(customer_id::text, 2) < '08';
