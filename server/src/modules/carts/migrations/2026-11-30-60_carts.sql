create schema carts;

-- Who holds a token may act as this shopper. Only its hash is kept. `origin_id` is the id it was opened
-- for: if two people who were taken for one are parted again, sessions go back by it.
create table carts.session (
  token_hash bytea primary key,
  customer_id uuid not null,
  origin_id uuid not null,
  -- Proved by a code or by the brand's own server; else only recognised by a browser's or app's id.
  signed_in boolean not null,
  -- Only recognised by a browser that was joined to somebody known by other means: since anybody may say
  -- that a browser is theirs, it is shown what was put in by it, and nothing else of that person.
  limited boolean not null,
  -- The id by which this browser or app tells its events.
  anonymous_id text,
  language text not null,
  channel text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_customer on carts.session (customer_id);
create index session_by_expiry on carts.session (expires_at);

-- One cart per customer, over all devices and the till. Its row is the lock under which its lines change.
create table carts.cart (
  customer_id uuid primary key,
  -- What events call it; a new one after each order.
  cart_id uuid not null,
  codes text[] not null,
  version integer not null,
  changed_at timestamptz not null
) with (fillfactor = 70);

-- Lines that are to be bought, and those saved for later. The same article with other options is
-- another line; `variety` is the options in one form.
create table carts.line (
  customer_id uuid not null,
  id uuid not null,
  sku text not null,
  variety text not null,
  options jsonb not null,
  quantity integer not null check (quantity > 0),
  saved boolean not null default false,
  -- The unit price that the customer has last seen, in minor units; null where there was none.
  seen_unit integer,
  added_at timestamptz not null,
  origin_id uuid not null,
  primary key (customer_id, id),
  unique (customer_id, saved, sku, variety, origin_id)
) with (fillfactor = 70);

-- What somebody keeps an eye on, and what they looked at.
create table carts.wish (
  customer_id uuid not null,
  sku text not null,
  added_at timestamptz not null,
  origin_id uuid not null,
  primary key (customer_id, sku)
);
create table carts.view (
  customer_id uuid not null,
  sku text not null,
  viewed_at timestamptz not null,
  origin_id uuid not null,
  primary key (customer_id, sku)
);

-- A code that opens a cart at the till (the cart itself), or gives others its lines (a copy).
create table carts.share (
  code_hash bytea primary key,
  customer_id uuid not null,
  copy jsonb,
  expires_at timestamptz not null
);

-- Codes that were mailed, by a hash of the address they were asked for.
create table carts.sign_in (
  address_hash bytea primary key,
  customer_id uuid not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  tries integer not null
);

-- Customers who were joined or parted, until their carts have followed. A request that was under way
-- may still write to the old one: so each is looked at once more, later.
create table carts.merge (
  id uuid primary key,
  from_id uuid not null,
  into_id uuid not null,
  parted uuid[],
  noted_at timestamptz not null,
  settled_at timestamptz
);
