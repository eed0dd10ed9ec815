-- Tries are no longer counted in windows: each one beyond what is free closes its door for twice as
-- long as the one before, and quiet time wears them off, hence the fractions. What was counted until
-- now is forgotten; it held for a quarter of an hour.
delete from team.attempt;

alter table team.attempt
  drop column window_began_at,
  alter column tries type double precision,
  add column last_try_at timestamptz not null,
  add column closed_until timestamptz not null;
