-- What a search finds a product by, and what a list shows of it before anything else is read. Written in
-- the transaction that changes the product, and again when a price that was set for later begins.
create table catalog.shelf (
  product_id uuid primary key references catalog.product (id) on delete cascade,
  state text not null,
  -- Its name in each language as lists are sorted by it.
  name_fr text not null,
  name_en text not null,
  -- `brand:colombe`, `category:face`, `skin:dry`: what a list can be narrowed by.
  facets text[] not null,
  -- The lowest that is asked of everybody for one of its variants, in the brand's currency.
  price bigint,
  -- Skus, barcodes, names: what may be found by any part of it.
  words text not null,
  text tsvector not null,
  changed_at timestamptz not null
);
create index shelf_by_text on catalog.shelf using gin (text) with (gin_pending_list_limit = 256);
create index shelf_by_words on catalog.shelf using gin (words gin_trgm_ops) with (gin_pending_list_limit = 256);
create index shelf_by_facets on catalog.shelf using gin (facets) with (gin_pending_list_limit = 256);
create index shelf_by_name_fr on catalog.shelf (name_fr, product_id);
create index shelf_by_name_en on catalog.shelf (name_en, product_id);
create index shelf_by_price on catalog.shelf (price, product_id);
create index shelf_by_change on catalog.shelf (changed_at, product_id);

-- Every word of letters in the catalogue, under what it has in common with its like (kernel/likeness.ts).
create table catalog.word (
  trace text not null,
  word text not null,
  primary key (trace, word)
);

-- Moments ahead at which another price begins to be asked by itself: of an article, or of all in a list.
-- Taken away by whoever tells of it.
create table catalog.turn (
  at timestamptz not null,
  -- An article's sku, or a list's id.
  what text not null,
  primary key (at, what)
);
create index media_by_url on catalog.media (url) where url is not null;
