-- Audiences that are kept the same somewhere else: at an address of the brand's, or on an advertising platform.
create table audiences.sync (
  id uuid primary key,
  audience_id uuid not null,
  kind text not null check (kind in ('webhook', 'google', 'meta')),
  name text not null,
  settings jsonb not null,
  -- What lets us in there, sealed.
  secret bytea not null,
  state text not null check (state in ('active', 'paused', 'failed')),
  next_at timestamptz not null,
  claimed_until timestamptz,
  tries integer not null default 0,
  last_error text,
  -- When all of it was compared last; null: never, or somebody asks for it.
  full_at timestamptz,
  done_at timestamptz,
  added bigint not null default 0,
  removed bigint not null default 0,
  -- Members who are not given away: no consent for it, nothing to be recognised by. As compared last.
  barred integer not null default 0,
  nameless integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- Who is there, and by which identifiers, so that the same can be taken back.
create table audiences.synced (
  customer_id uuid not null,
  sync_id uuid not null,
  identifiers text[] not null,
  at timestamptz not null,
  primary key (customer_id, sync_id)
);
create index synced_by_sync on audiences.synced (sync_id, customer_id);

-- Of whom something changed since it was compared.
create table audiences.sync_change (
  customer_id uuid not null,
  sync_id uuid not null,
  at timestamptz not null,
  primary key (customer_id, sync_id)
);
create index sync_change_by_sync on audiences.sync_change (sync_id, customer_id);

-- The last calls of each: what was sent, what was answered.
create table audiences.sync_call (
  id uuid primary key,
  sync_id uuid not null,
  at timestamptz not null,
  action text not null check (action in ('add', 'remove')),
  people integer not null,
  status integer,
  error text
);
create index sync_call_by_sync on audiences.sync_call (sync_id, at desc);
