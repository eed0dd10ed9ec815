-- A yes that waits for its confirmation is `pending`. A decision may end by itself; one for a child
-- names who holds parental authority; a confirmation names what it confirms, and when that was asked.
alter table consent.decision drop constraint decision_decision_check;
alter table consent.decision add constraint decision_decision_check
  check (decision in ('given', 'withdrawn', 'pending'));
alter table consent.decision
  add column expires_at timestamptz,
  add column parent text,
  add column confirms uuid,
  add column asked_at timestamptz,
  add column proof text;

alter table consent.standing drop constraint standing_decision_check;
alter table consent.standing add constraint standing_decision_check
  check (decision in ('given', 'withdrawn', 'pending'));
alter table consent.standing
  add column expires_at timestamptz,
  add column parental boolean not null default false;
create index standing_pending on consent.standing (at) where decision = 'pending';
