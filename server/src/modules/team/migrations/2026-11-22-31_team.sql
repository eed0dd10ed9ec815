create schema team;

-- The people of the brand. `person`, `session`, `account` and `verification` are the tables of
-- better-auth under our names (see auth.ts); the role and all that decides rights is ours.
create table team.person (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  role text not null,
  language text not null default 'fr',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table team.session (
  id uuid primary key,
  token text not null unique,
  user_id uuid not null references team.person on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index session_by_person on team.session (user_id);

create table team.account (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references team.person on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);

create index account_by_person on team.account (user_id);

create table team.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index verification_by_identifier on team.verification (identifier);

-- The house has one founder: whoever claims this row became the first owner, all others came late.
-- It stays when that person has left and other owners are there.
create table team.founder (
  only_one boolean primary key default true check (only_one),
  person_id uuid not null
);

-- What the cookies of all processes are signed with; made by the first of them.
create table team.secret (
  name text primary key,
  value text not null
);

-- A link that lets one person in, once: the first owner (no email, no inviter) or a colleague.
create table team.invitation (
  id uuid primary key,
  token_hash bytea not null unique,
  role text not null,
  email text,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- A key of a program. Of its secret only the hash is kept; the prefix finds it and may be shown.
create table team.api_key (
  id uuid primary key,
  prefix text not null unique,
  secret_hash bytea not null,
  name text not null,
  role text not null,
  created_by text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- How often a door was tried within a window: one address, or one account.
create table team.attempt (
  door text primary key,
  tries integer not null,
  window_began_at timestamptz not null
);

-- Who did what. Each line's hash covers the line and the hash before it, so that a line which was
-- altered, removed or slipped in shows (see verify.ts). `json`, not jsonb, keeps the text as hashed.
create table team.audit (
  position bigint primary key,
  id uuid not null unique,
  at timestamptz not null,
  actor text not null,
  action text not null,
  object text not null,
  details json not null,
  previous text not null,
  hash text not null
);

create index audit_by_object on team.audit (object, position);

-- Lines are added, never changed: not even by the owner of the table (a superuser still could).
revoke update, delete, truncate on team.audit from current_user;

-- Where the chain ends. Moving it is what puts two lines that come at once one after the other.
create table team.audit_head (
  only_one boolean primary key default true check (only_one),
  position bigint not null,
  previous text not null,
  hash text not null
);

insert into team.audit_head (position, previous, hash) values (0, '', '');
