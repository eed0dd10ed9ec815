create schema consent;

-- The exact words of each consent, per language. A row is never changed: other words are a new version.
create table consent.wording (
  id uuid primary key,
  purpose text not null,
  channel text not null,
  version text not null,
  language text not null,
  text text not null,
  text_hash text not null,
  created_at timestamptz not null,
  unique (purpose, channel, version, language)
);

-- The ledger: one row for each decision, never changed. It stays under the customer that decided; the
-- ledger of a person is that of all the customers who proved to be this person.
create table consent.decision (
  customer_id uuid not null,
  id uuid not null,
  purpose text not null,
  channel text not null,
  decision text not null check (decision in ('given', 'withdrawn')),
  at timestamptz not null,
  recorded_at timestamptz not null,
  wording_id uuid references consent.wording (id),
  language_from text,
  source_kind text not null,
  source_id text,
  form text,
  ip text,
  user_agent text,
  operator text,
  identifier text,
  message_id uuid,
  primary key (customer_id, id),
  check (decision = 'withdrawn' or wording_id is not null)
);

-- Where each person stands now: the latest decision of the ledger, under the person's final id.
create table consent.standing (
  customer_id uuid not null,
  purpose text not null,
  channel text not null,
  decision text not null check (decision in ('given', 'withdrawn')),
  at timestamptz not null,
  decision_id uuid not null,
  primary key (customer_id, purpose, channel)
);
create index standing_given on consent.standing (purpose, channel, customer_id) where decision = 'given';
