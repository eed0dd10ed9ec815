-- Products of a file that name others of the same file as related, which were not there yet: they were taken without
-- those, and are read once more when all of the file is there.
create table catalog.csv_late (
  file_id uuid not null references catalog.csv_file (id) on delete cascade,
  position integer not null,
  -- As what it was counted.
  outcome text not null check (outcome in ('added', 'changed')),
  codes text[] not null,
  primary key (file_id, position)
);
