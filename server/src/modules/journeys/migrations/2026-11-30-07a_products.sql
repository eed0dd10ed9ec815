-- Who did something with a product lately, as long as some journey is entered by news of products.
create table journeys.interest (
  customer_id uuid not null,
  -- Its sku, or where a source names none, its product id.
  product text not null,
  interest text not null check (interest in ('viewed', 'wished', 'carted')),
  at timestamptz not null,
  primary key (customer_id, product, interest)
);
create index interest_by_product on journeys.interest (product, customer_id);

-- News of a product of which those whom it concerns are being told, in the order of their ids.
create table journeys.notice (
  id uuid primary key,
  journey_id uuid not null references journeys.journey,
  products text[] not null,
  properties jsonb not null,
  told_at timestamptz not null,
  after uuid
);

-- Also looked through for what people did with products.
alter table journeys.date_search rename to search;
