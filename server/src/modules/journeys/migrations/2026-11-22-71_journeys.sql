create schema journeys;

-- A journey and where it stands. What it does is in its versions.
create table journeys.journey (
  id uuid primary key,
  name text not null,
  -- The ready template it was made from; each is installed once.
  template text unique,
  status text not null check (status in ('draft', 'running', 'paused')),
  -- The version that newcomers follow; none before the first publication.
  published_version_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (status = 'draft' or published_version_id is not null)
);

-- Never edited once published: runs finish on the version they began with.
create table journeys.version (
  id uuid primary key,
  journey_id uuid not null references journeys.journey,
  number integer not null,
  definition jsonb not null,
  created_at timestamptz not null,
  published_at timestamptz,
  unique (journey_id, number)
);

-- One customer on the way through one journey. Whoever changes a run counts its revision up from the
-- one it has read: of two who change it at once, one finds nothing to change and looks again.
create table journeys.run (
  customer_id uuid not null,
  id uuid not null,
  journey_id uuid not null references journeys.journey,
  version_id uuid not null references journeys.version,
  key text not null,
  -- What only one waiting run of the customer may hold; null where several may.
  place text,
  state text not null check (state in ('waiting', 'done', 'exited', 'failed')),
  step text not null,
  due_at timestamptz,
  entered_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  holdout boolean not null,
  snapshot jsonb not null,
  path jsonb not null,
  touched_at timestamptz,
  attributed_until timestamptz,
  converted_at timestamptz,
  revision integer not null default 1,
  tries integer not null default 0,
  primary key (customer_id, id),
  check ((state = 'waiting') = (due_at is not null))
);

create unique index run_alone on journeys.run (customer_id, journey_id, place) where state = 'waiting';
create index run_due on journeys.run (journey_id, due_at) include (step) where state = 'waiting';
create index run_of_journey on journeys.run (journey_id, entered_at desc);

-- What a journey brought, by hour, so that any time zone can add up its days.
create table journeys.figure (
  journey_id uuid not null,
  hour timestamptz not null,
  measure text not null check (measure in ('entered', 'sent', 'clicked', 'converted', 'revenue')),
  step text not null,
  -- The control group is counted apart.
  holdout boolean not null,
  currency text not null,
  value bigint not null,
  primary key (journey_id, hour, measure, step, holdout, currency)
);

-- Customers proved to be one, whose runs have yet to be joined by the consumer.
create table journeys.merge (
  id uuid primary key,
  from_id uuid not null,
  into_id uuid not null
);
