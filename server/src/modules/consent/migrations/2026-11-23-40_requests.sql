-- What a person asks by law: a copy of all that is known of them, or that it be erased. The row is the
-- proof of the answer; an erasure empties what names the person when it is done.
create table consent.request (
  id uuid primary key,
  kind text not null check (kind in ('export', 'erasure')),
  state text not null check (state in ('asked', 'verified', 'running', 'done', 'refused')),
  identifier_kind text not null,
  identifier text,
  customer_id uuid,
  language text not null,
  -- Whether events that name the person are refused from then on.
  bar boolean not null default false,
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  extended_at timestamptz,
  extension_reason text,
  code_hash text,
  code_expires_at timestamptz,
  code_tries integer not null default 0,
  verified_at timestamptz,
  verified_by text,
  -- 'code', or how somebody of the team knows who asked.
  verified_how text,
  started_at timestamptz,
  done_at timestamptz,
  refused_reason text,
  -- While it runs: all ids of the person, all that names them, and the tables that are done.
  ids uuid[],
  traces text[],
  done_tables text[] not null default '{}',
  receipt json not null default '[]'
);
create index request_open on consent.request (due_at) where state not in ('done', 'refused');
create index request_by_time on consent.request (asked_at desc, id desc);

-- The two files of an export, compressed; gone when their link expires.
create table consent.export_file (
  customer_id uuid not null,
  request_id uuid not null,
  format text not null check (format in ('html', 'json')),
  body bytea not null,
  expires_at timestamptz not null,
  primary key (customer_id, request_id, format)
);
create index export_file_by_request on consent.export_file (request_id);

-- Identifiers of erased people, by hash: what rests on no new consent is not done with them again, and
-- if `barred` not even an event is taken.
create table consent.opposed (
  identifier_hash text primary key,
  kind text not null,
  at timestamptz not null,
  barred boolean not null
);
