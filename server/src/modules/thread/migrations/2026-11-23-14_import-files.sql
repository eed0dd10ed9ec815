-- Files that were uploaded in the console, in the data folder. `trial` is what a dry run found.
create table thread.import_file (
  id uuid primary key,
  name text not null,
  bytes bigint not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  trial jsonb
);
