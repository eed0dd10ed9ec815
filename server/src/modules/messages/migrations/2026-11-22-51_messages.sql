create schema messages;

-- What is said, apart from to whom. Its text lives in versions that never change.
create table messages.template (
  id uuid primary key,
  name text not null,
  channel text not null,
  purpose text not null,
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  archived_at timestamptz
);

-- One published text of a template. `contents` holds, per language, subject, preheader, the MJML as it
-- was written, and the HTML made of it once, its Liquid tags kept.
create table messages.template_version (
  template_id uuid not null references messages.template (id),
  version integer not null,
  contents json not null,
  created_at timestamptz not null,
  created_by text,
  primary key (template_id, version)
);

-- The ledger: one row for each message to each customer, written before anything is sent. A row is
-- claimed before its message is handed over, so that a crash leaves `unknown`, never a second message.
create table messages.message (
  customer_id uuid not null,
  id uuid not null,
  dedupe_key text not null,
  template_id uuid not null references messages.template (id),
  version integer not null,
  channel text not null,
  purpose text not null,
  lane text not null check (lane in ('event', 'broadcast')),
  state text not null check (state in
    ('planned', 'claimed', 'handed_over', 'held', 'refused', 'failed', 'unknown', 'bounced')),
  -- Why it was held, refused or failed: a code, and what the code is about (the missing variable …).
  reason text,
  detail text,
  -- On what the permission rested when it was handed over.
  ground text,
  decision_id uuid,
  language text,
  address text,
  provider_id text,
  origin_kind text,
  origin_id uuid,
  run_id uuid,
  step text,
  -- What the template may say of the event that caused the message.
  event json,
  variables json,
  planned_at timestamptz not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  claimed_by uuid,
  claimed_at timestamptz,
  handed_over_at timestamptz,
  ended_at timestamptz,
  first_opened_at timestamptz,
  first_clicked_at timestamptz,
  primary key (customer_id, id),
  unique (customer_id, dedupe_key)
) with (fillfactor = 80);
create index message_due on messages.message (lane, due_at) where state = 'planned';
create index message_claimed on messages.message (claimed_at) where state = 'claimed';
create index message_by_time on messages.message (planned_at desc, id desc);
create index message_by_origin on messages.message (origin_id, planned_at desc) where origin_id is not null;

-- Addresses that must not be written to, by hash: it stays when the person is erased.
create table messages.suppression (
  address_hash text primary key,
  channel text not null,
  reason text not null,
  at timestamptz not null
);

-- Opens of people who did not agree to be followed: how many, never who.
create table messages.anonymous_open (
  template_id uuid not null,
  version integer not null,
  day date not null,
  opens integer not null,
  primary key (template_id, version, day)
);

-- What the local catcher received instead of the world.
create table messages.caught_mail (
  id uuid primary key,
  caught_at timestamptz not null,
  customer_id uuid,
  message_id uuid,
  sender text not null,
  recipients text[] not null,
  subject text not null,
  raw bytea not null
);
create index caught_mail_by_time on messages.caught_mail (caught_at desc, id desc);
create index caught_mail_by_customer on messages.caught_mail (customer_id) where customer_id is not null;
