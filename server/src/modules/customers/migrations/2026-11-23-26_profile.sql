-- What somebody does, counted: {"channel:web": 12, "hour:14": 3, "viewed:visage": 5}. Kept by the
-- consumer customers.profile under the id that the events were woven to, so that a merge moves nothing
-- and an un-merge undoes nothing: a person's habits are the sum over their ids.
create table customers.habits (
  customer_id uuid primary key,
  counts jsonb not null
) with (fillfactor = 80);

-- What may tell that two people live together: postal address, phone, card, in one form each.
alter table customers.finding add column marks text[] not null default '{}';
create index finding_by_mark on customers.finding using gin (marks) where marks <> '{}';

-- What a person of the team said of two customers: that they are one household, or that they are not.
-- Written for both, each under their own id.
create table customers.household (
  customer_id uuid not null,
  other_id uuid not null,
  together boolean not null,
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (customer_id, other_id)
);
