-- Lists made by hand, to be named in conditions.
create table audiences.list (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- Who stands on which list, by the id that they were put on it with: an id that was absorbed since
-- counts for the person who absorbed it, and for its own again when they are parted.
create table audiences.listed (
  customer_id uuid not null,
  list_id uuid not null,
  added_at timestamptz not null,
  primary key (customer_id, list_id)
);
create index listed_by_list on audiences.listed (list_id, customer_id);
