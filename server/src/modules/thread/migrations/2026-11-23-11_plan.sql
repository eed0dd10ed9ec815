-- The tracking plan: what the events of a name must look like. The rows of plan_version are never
-- changed; plan holds, for each event, the one that counts.
create table thread.plan (
  name text primary key,
  version integer not null,
  mode text not null check (mode in ('off', 'observe', 'enforce')),
  schema jsonb not null,
  changed_at timestamptz not null
);

create table thread.plan_version (
  name text not null,
  version integer not null,
  mode text not null,
  schema jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (name, version)
);

-- How often each source sent an event otherwise than planned, day by day (UTC), for 90 days.
create table thread.plan_violation (
  source_id uuid not null,
  day date not null,
  name text not null,
  path text not null,
  rule text not null,
  events bigint not null,
  primary key (source_id, day, name, path, rule)
);
create index plan_violation_by_day on thread.plan_violation (day);
