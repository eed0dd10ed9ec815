-- What a night took away, rule by rule; the rows themselves are gone.
create table consent.retention_run (
  id uuid primary key,
  at timestamptz not null,
  rule text not null,
  rows bigint not null
);
create index retention_run_by_time on consent.retention_run (at desc);
