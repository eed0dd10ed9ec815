-- Sources that other programs call: how they sign, and what their JSON means. The secret is sealed
-- with a key that is not in the database.
create table thread.webhook (
  source_id uuid primary key references thread.source (id),
  secret bytea,
  signature jsonb not null,
  mapping jsonb
);

-- The last payload of each, for whoever edits its mapping.
create table thread.webhook_payload (
  source_id uuid primary key,
  payload text not null,
  at timestamptz not null
);

-- Signatures that were accepted, for 30 days: the same request takes effect once.
create table thread.webhook_seen (
  source_id uuid not null,
  signature bytea not null,
  at timestamptz not null,
  primary key (source_id, signature)
);
create index webhook_seen_by_time on thread.webhook_seen (at);
