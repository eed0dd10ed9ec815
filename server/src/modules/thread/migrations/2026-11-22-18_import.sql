-- A file that is or was imported. `line` moves in the transaction that puts the events up to it into
-- the inbox, so an import that was killed goes on behind what is durable. One file goes into a source
-- once: message ids are forgotten after 30 days, this is not.
create table thread.import (
  id uuid primary key,
  source_id uuid not null references thread.source (id),
  file_name text not null,
  file_hash text not null,
  mapping jsonb not null,
  basis text not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  -- Who reads the file now: a second reader that takes over makes the first one stop.
  runner uuid not null,
  lines integer not null,
  line integer not null,
  events integer not null,
  refused integer not null,
  skipped integer not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  unique (source_id, file_hash)
);
