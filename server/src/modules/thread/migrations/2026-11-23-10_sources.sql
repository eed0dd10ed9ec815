-- What a source may do. A key that was replaced goes on working until `previous_until`, since pages
-- and apps that hold it are replaced one by one.
alter table thread.source
  add column enabled boolean not null default true,
  -- Of pages that may send with its key; empty: all.
  add column origins text[] not null default '{}',
  -- Its devices are used by many people: their ids are nobody's.
  add column shared boolean not null default false,
  -- Events a minute and process; none: as many as come.
  add column rate_per_minute integer check (rate_per_minute > 0),
  add column previous_key text unique,
  add column previous_until timestamptz;

-- What became of each source's events, minute by minute, counted at the door of each process. They are
-- written behind the answer: the last second before a process is killed may be missing here, while
-- thread.source_count is exact.
create table thread.source_minute (
  source_id uuid not null,
  minute timestamptz not null,
  outcome text not null,
  events bigint not null,
  primary key (source_id, minute, outcome)
);
create index source_minute_by_time on thread.source_minute (minute);

-- Some events as they came, for an hour, so that the debugger can show them beside what they became.
create table thread.raw_copy (
  id uuid primary key,
  source_id uuid not null,
  message_id text not null,
  at timestamptz not null,
  raw text not null
);
create index raw_copy_by_message on thread.raw_copy (source_id, message_id);
create index raw_copy_by_time on thread.raw_copy (at);

-- Events that had been seen before and took no effect, for a day.
create table thread.repeated (
  id uuid primary key,
  source_id uuid not null,
  message_id text not null,
  type text not null,
  name text not null,
  received_at timestamptz not null
);
create index repeated_by_time on thread.repeated (received_at);
