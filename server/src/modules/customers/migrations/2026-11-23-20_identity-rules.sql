-- By which rules this brand recognises its customers. `version` goes up with each change, also of the
-- lists below, and is read along with the identifiers of each batch: the next one follows new rules.
create table customers.rules (
  single boolean primary key default true check (single),
  version bigint not null default 0,
  -- What differs from the rules that the product comes with.
  rules jsonb not null default '{}',
  changed_at timestamptz,
  changed_by text
);
insert into customers.rules default values;

-- Values that name nobody: the mailbox of a shop, typed for whoever has none.
create table customers.blocked_value (
  kind text not null,
  value text not null,
  note text not null default '',
  added_at timestamptz not null,
  added_by text not null,
  primary key (kind, value)
);

-- Two identifiers that never belong to one person.
create table customers.kept_apart (
  kind text not null,
  value text not null,
  other_kind text not null,
  other_value text not null,
  note text not null default '',
  added_at timestamptz not null,
  added_by text not null,
  primary key (kind, value, other_kind, other_value)
);

-- Which of the ids of a person an identifier came to. An event is woven to the one by whose identifier
-- it was recognised, so that parting the ids again parts identifiers and events without moving any.
alter table customers.identity add column origin_id uuid;
update customers.identity set origin_id = customer_id;
alter table customers.identity alter column origin_id set not null;
alter table customers.identifier add column origin_id uuid;
update customers.identifier set origin_id = customer_id;
alter table customers.identifier alter column origin_id set not null;

-- Where recognising left something aside: which limit or rule, and whom it concerned. What happens
-- again is counted. Values that name nobody are counted under the customer of nobody.
create table customers.warning (
  customer_id uuid not null,
  code text not null,
  kind text not null,
  value text not null,
  -- Who holds the identifier that was left aside, if somebody else does.
  holder_id uuid,
  -- The identifiers of the last such event, the most telling first.
  identifiers jsonb not null,
  event_id uuid not null,
  times integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (customer_id, code, kind, value)
);
create index warning_by_time on customers.warning (last_at desc);

-- By which rule or person a merge came about, and whether it was undone since.
alter table customers.merge add column by text not null default 'rule';
alter table customers.merge add column reason text not null default '';
alter table customers.merge add column forced boolean not null default false;
alter table customers.merge add column undone_at timestamptz;
create index merge_by_time on customers.merge (at desc, id desc);

-- Merges that were undone: by whom, why, and what each side was and became.
create table customers.unmerge (
  customer_id uuid not null,
  id uuid not null,
  merge_id uuid not null,
  restored_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  by text not null,
  reason text not null,
  before jsonb not null,
  after jsonb not null,
  primary key (customer_id, id)
);
create index unmerge_by_restored on customers.unmerge (restored_id);
