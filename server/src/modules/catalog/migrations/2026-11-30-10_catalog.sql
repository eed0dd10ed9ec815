create schema catalog;

-- What a product is taxed as; the rate follows from the country and the date. The bundled rates are in
-- catalog.vat_rate: theirs is the last row that has begun.
create table catalog.tax_class (
  code text primary key,
  name jsonb not null,
  position integer not null
);

create table catalog.vat_rate (
  country text not null check (country ~ '^[A-Z]{2}$'),
  tax_class text not null references catalog.tax_class (code),
  since date not null,
  -- In basis points: 2000 is 20 %.
  rate integer not null check (rate between 0 and 10000),
  primary key (country, tax_class, since)
);

-- A category below its parent. `path` holds the codes from the root down to its own, so that whoever asks
-- for a product's categories or a category's products need not climb.
create table catalog.category (
  id uuid primary key,
  code text not null unique,
  parent_id uuid references catalog.category (id),
  path text[] not null,
  name jsonb not null,
  position integer not null default 0
);
create index category_by_path on catalog.category using gin (path);

-- What may be said of products: ingredients, author, age. `kind` decides what a value may be.
create table catalog.attribute (
  code text primary key,
  kind text not null,
  name jsonb not null,
  -- For kinds that choose: [{code, name}].
  choices jsonb not null default '[]',
  unit text,
  filterable boolean not null default false,
  position integer not null default 0
);

create table catalog.product (
  id uuid primary key,
  -- Its word in addresses.
  code text not null unique,
  state text not null check (state in ('draft', 'active', 'archived')),
  name jsonb not null,
  description jsonb not null,
  brand text,
  tax_class text not null references catalog.tax_class (code),
  -- What its variants differ by: [{code, name, values: [{code, name}]}].
  options jsonb not null default '[]',
  -- By the code of an attribute.
  attributes jsonb not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1
);

-- What is sold: stock, carts and orders know it by its sku.
create table catalog.variant (
  id uuid primary key,
  product_id uuid not null references catalog.product (id) on delete cascade,
  sku text not null unique,
  -- The value chosen of each option of its product.
  options jsonb not null default '{}',
  active boolean not null default true,
  position integer not null default 0,
  -- In grams, for parcels.
  weight integer check (weight >= 0)
);
create index variant_by_product on catalog.variant (product_id, position);

-- One code of the trade names one variant; books and relabelled goods have several.
create table catalog.barcode (
  code text primary key,
  kind text not null check (kind in ('ean13', 'ean8', 'upca', 'isbn13', 'isbn10')),
  variant_id uuid not null references catalog.variant (id) on delete cascade,
  position integer not null default 0
);
create index barcode_by_variant on catalog.barcode (variant_id, position);

-- What a bundle is made of. Its own stock is that of its parts.
create table catalog.part (
  variant_id uuid not null references catalog.variant (id) on delete cascade,
  sku text not null references catalog.variant (sku),
  quantity integer not null check (quantity between 1 and 1000),
  primary key (variant_id, sku)
);
create index part_by_sku on catalog.part (sku);

create table catalog.product_category (
  product_id uuid not null references catalog.product (id) on delete cascade,
  category_id uuid not null references catalog.category (id),
  primary key (product_id, category_id)
);
create index product_by_category on catalog.product_category (category_id);

create table catalog.related (
  product_id uuid not null references catalog.product (id) on delete cascade,
  kind text not null check (kind in ('similar', 'goes_with', 'accessory')),
  other_id uuid not null references catalog.product (id) on delete cascade,
  position integer not null default 0,
  primary key (product_id, kind, other_id),
  check (product_id <> other_id)
);

-- A picture: an address of ours or another's, or a file that was uploaded and made small.
create table catalog.media (
  id uuid primary key,
  url text,
  -- Of what was uploaded, so that the same picture is kept once.
  hash text unique,
  width integer,
  height integer,
  created_at timestamptz not null,
  check ((url is null) <> (hash is null))
);

create table catalog.media_file (
  media_id uuid not null references catalog.media (id) on delete cascade,
  -- The longer side, at most; in pixels.
  size integer not null,
  body bytea not null,
  primary key (media_id, size)
);

create table catalog.product_media (
  product_id uuid not null references catalog.product (id) on delete cascade,
  media_id uuid not null references catalog.media (id),
  -- The variant that it shows; all of them, if null.
  variant_id uuid references catalog.variant (id) on delete cascade,
  alt jsonb not null default '{}',
  position integer not null default 0,
  primary key (product_id, media_id)
);

-- For whom, where and when its prices hold. What decides between lists never changes once a list is
-- made, and its period only ahead of now: so what was asked on a past day can be computed again.
create table catalog.price_list (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  includes_tax boolean not null,
  -- Null: on every channel; for everybody; without beginning or end.
  channel text,
  price_group text,
  begins_at timestamptz,
  ends_at timestamptz,
  priority integer not null default 0,
  -- Its prices are announced as reductions: the lowest price of the 30 days before is told beside them.
  reduction boolean not null default false,
  created_at timestamptz not null,
  check (ends_at > begins_at)
);

-- A price is never overwritten: another one begins where it ends.
create table catalog.price (
  sku text not null references catalog.variant (sku) on delete cascade,
  list_id uuid not null references catalog.price_list (id),
  begins_at timestamptz not null,
  ends_at timestamptz,
  amount bigint not null check (amount >= 0),
  primary key (sku, list_id, begins_at)
);
create unique index price_now on catalog.price (sku, list_id) where ends_at is null;
create index price_by_list on catalog.price (list_id, sku) where ends_at is null;
