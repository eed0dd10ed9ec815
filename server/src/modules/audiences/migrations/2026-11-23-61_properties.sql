-- Properties of customers that are worked out from their thread.
create table audiences.property (
  name text primary key,
  value jsonb not null,
  frozen boolean not null,
  changed_at timestamptz not null
);

-- What a frozen property was when somebody asked for it last: {"it": value}.
create table audiences.kept_value (
  customer_id uuid not null,
  property text not null,
  value jsonb not null,
  at timestamptz not null,
  primary key (customer_id, property)
);
