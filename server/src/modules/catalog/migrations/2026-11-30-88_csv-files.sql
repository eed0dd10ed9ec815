-- Files of the catalogue that come in. How far one is moves in the transaction that changes a product, so whoever
-- dies has done a product and counted it, or neither. The file itself lies here, so that any node can go on with it.
create table catalog.csv_file (
  id uuid primary key,
  name text not null,
  -- Gzipped, as UTF-8.
  body bytea not null,
  -- A trial undoes what it does.
  trial boolean not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  -- Products and lines that the file has, and products up to which it was read.
  products integer not null,
  lines integer not null,
  position integer not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  refused integer not null,
  -- Why it stopped, if nobody asked it to.
  refusal jsonb,
  uploaded_at timestamptz not null,
  updated_at timestamptz not null
);
create index csv_file_running on catalog.csv_file (uploaded_at) where state = 'running';

-- What could not be taken, and why. `position` is the product's place in the file.
create table catalog.csv_fault (
  file_id uuid not null references catalog.csv_file (id) on delete cascade,
  position integer not null,
  line integer not null,
  product text not null,
  sku text not null,
  "column" text,
  reason text not null,
  details jsonb not null,
  primary key (file_id, position)
);
