-- What a person proves beside a password that they are who they say.

-- An app that makes six digits out of this secret and the time. `last_step` is the half minute of the
-- last code that let them in: a code that somebody read over a shoulder works for nobody again.
create table team.authenticator (
  person_id uuid primary key references team.person on delete cascade,
  secret bytea not null,
  last_step bigint not null,
  created_at timestamptz not null
);

-- Ten codes on paper for the day when the phone is gone; each lets in once and is then deleted.
create table team.backup_code (
  person_id uuid not null references team.person on delete cascade,
  code_hash bytea not null,
  primary key (person_id, code_hash)
);

-- The public halves of keys that devices keep. `sign_count` tells a copied key, where devices count.
create table team.passkey (
  id uuid primary key,
  person_id uuid not null references team.person on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

create index passkey_by_person on team.passkey (person_id);

-- Something begun that is finished once, within minutes (a second proof, the challenge of a passkey)
-- or a day (a link to choose a new password). Only the hash of what finishes it is kept.
create table team.ticket (
  token_hash bytea primary key,
  purpose text not null,
  person_id uuid references team.person on delete cascade,
  content json not null,
  expires_at timestamptz not null
);

create index ticket_by_person on team.ticket (person_id);

-- Roles whose people must bring a second proof. A role without a row asks for none.
create table team.strict_role (
  role text primary key
);
