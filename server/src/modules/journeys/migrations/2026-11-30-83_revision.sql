-- Counts the changes of a journey's draft, and says whose the last one was: who saves what another has
-- changed meanwhile is told so.
alter table journeys.journey add column revision integer not null default 1;
alter table journeys.journey add column drafted_by text;
alter table journeys.journey add column drafted_at timestamptz;
