-- A journey tried on the past: what was asked, how far it came, what it found.
create table journeys.backtest (
  id uuid primary key,
  journey_id uuid not null references journeys.journey,
  -- The version that was tried, and what it said then: a draft goes on changing.
  version integer not null,
  definition jsonb not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  time_zone text not null,
  state text not null
    check (state in ('queued', 'running', 'done', 'cancelled', 'failed', 'interrupted')),
  asked_at timestamptz not null,
  asked_by text not null,
  ended_at timestamptz,
  took integer,
  people integer not null default 0,
  of_people integer not null default 0,
  -- The last sign of life of whoever does it, by the database's own clock.
  beat_at timestamptz,
  reason text,
  result jsonb,
  check ((state = 'done') = (result is not null))
);
create unique index backtest_alone on journeys.backtest (journey_id)
  where state in ('queued', 'running');
create index backtest_of_journey on journeys.backtest (journey_id, asked_at desc);

-- Who would have entered, and what would have become of them.
create table journeys.backtest_run (
  customer_id uuid not null,
  id uuid not null,
  backtest_id uuid not null,
  key text not null,
  state text not null,
  step text not null,
  entered_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  holdout boolean not null,
  converted_at timestamptz,
  sent integer not null,
  not_sent integer not null,
  -- The steps that it came to.
  steps text[] not null,
  path jsonb not null,
  messages jsonb not null,
  -- Journeys that they really were in at the time.
  others uuid[] not null,
  primary key (customer_id, id)
);
create index backtest_run_of_backtest on journeys.backtest_run (backtest_id, entered_at desc, id desc);
