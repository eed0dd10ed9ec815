-- Whether somebody rests before their step, which is taken once the journey goes on or it is their turn.
alter table journeys.run add column before_step boolean not null default false;
-- What a run knows besides its event: what happened since it began, what webhooks answered.
alter table journeys.run add column memory jsonb;

alter table journeys.journey drop constraint journey_status_check;
alter table journeys.journey add constraint journey_status_check
  check (status in ('draft', 'running', 'paused', 'draining', 'stopped'));

-- When the next message of a throttled journey may go: each that asks is given the next moment.
create table journeys.turn (
  journey_id uuid primary key references journeys.journey,
  next_at timestamptz not null
);

-- What a step does outside the transaction that took it: a call to an address, a change of a list.
create table journeys.errand (
  customer_id uuid not null,
  id uuid not null,
  journey_id uuid not null references journeys.journey,
  version_id uuid not null references journeys.version,
  run_id uuid not null,
  step text not null,
  kind text not null check (kind in ('call', 'list')),
  -- The body of a call, as its template made it.
  body text,
  state text not null check (state in ('planned', 'claimed', 'done', 'failed')),
  due_at timestamptz not null,
  tries integer not null default 0,
  -- What came of it: a status, or a code.
  outcome text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (customer_id, id),
  -- A step is taken once in a run, and so is what it does.
  unique (customer_id, run_id, step)
);
create index errand_due on journeys.errand (due_at) where state in ('planned', 'claimed');

-- What people of a shop or of the service are to do for a customer.
create table journeys.task (
  customer_id uuid not null,
  id uuid not null,
  journey_id uuid not null references journeys.journey,
  run_id uuid not null,
  step text not null,
  assignee text not null check (assignee in ('shop', 'agent')),
  title text not null,
  text text not null,
  state text not null check (state in ('open', 'done')),
  created_at timestamptz not null,
  due_at timestamptz,
  done_at timestamptz,
  done_by text,
  outcome text,
  primary key (customer_id, id),
  unique (customer_id, run_id, step)
);
create index task_by_time on journeys.task (state, created_at desc, id desc);
