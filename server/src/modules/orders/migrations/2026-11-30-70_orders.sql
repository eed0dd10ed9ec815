create schema orders;

-- An order keeps the customer's id as it was when it was placed, as events do: a person is a set of ids,
-- so that a merge and its undoing move no order.
create table orders."order" (
  customer_id uuid not null,
  id uuid not null,
  -- What people call it.
  number text not null,
  state text not null
    check (state in ('pending', 'confirmed', 'completed', 'cancelled', 'refused', 'expired')),
  -- Why it was cancelled, refused or has expired.
  reason text,
  channel text not null,
  language text not null,
  cart_id uuid,
  -- The session that ordered it: it may see the order without signing in.
  session_hash bytea,
  currency text not null,
  -- How it is to reach the customer: the option as it was chosen, with what it cost then.
  delivery jsonb not null,
  -- Who it is for, where it goes to.
  contact jsonb,
  address jsonb,
  -- The shop that it is collected at or was bought in.
  shop_id uuid,
  -- When the customer wants to collect it.
  wanted_at timestamptz,
  -- What was charged, as the quote said: lines, deliveries, taxes by rate, promotions.
  charged jsonb not null,
  gross bigint not null,
  -- Of `gross`: what an exchange brought along, so that it is not to be paid again; and from which order.
  credit bigint not null default 0,
  exchange_of uuid,
  refunded bigint not null default 0,
  revision integer not null default 1,
  placed_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  -- Until when it must be paid; null once it needs no watching any more.
  expires_at timestamptz,
  primary key (customer_id, id)
) with (fillfactor = 80);
create index order_by_id on orders."order" (id);
create index order_newest on orders."order" (placed_at desc, id desc);
create index order_by_state on orders."order" (state, placed_at desc, id desc);
create index order_of_cart on orders."order" (customer_id, cart_id);
create index order_expiring on orders."order" (expires_at) where expires_at is not null;

-- Whose an order is, by its number.
create table orders.number (
  number text primary key,
  customer_id uuid not null,
  order_id uuid not null
);

create table orders.line (
  customer_id uuid not null,
  order_id uuid not null,
  id uuid not null,
  position integer not null,
  sku text not null,
  -- Names and pictures as they were, what stock knows it by, and what the customer wanted done to it.
  article jsonb not null,
  options jsonb not null,
  quantity integer not null check (quantity > 0),
  -- Of those: handed over, and given back since.
  delivered integer not null default 0,
  returned integer not null default 0,
  primary key (customer_id, order_id, id),
  check (delivered <= quantity and returned <= delivered and returned >= 0)
);

-- What leaves one place together: a parcel, or what is collected in a shop.
create table orders.fulfilment (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('ship', 'collect', 'reserve', 'drive')),
  state text not null check (state in (
    'waiting', 'preparing', 'ready', 'shipped', 'handed-over', 'cancelled', 'expired')),
  location_id uuid not null,
  -- By which rule this place, and what else was weighed.
  routing jsonb not null,
  -- The reservation of stock that holds its goods.
  reservation_id uuid not null,
  -- For whoever serves at the counter: a keyed hash of the code, and its last signs.
  code_hash bytea,
  -- The code itself, sealed by the installation's secret: the customer's page and mails show it.
  code_sealed bytea,
  carrier text,
  tracking text,
  expires_at timestamptz,
  remind_at timestamptz,
  -- The car that waits outside.
  arrived_at timestamptz,
  place_note text,
  created_at timestamptz not null,
  ready_at timestamptz,
  ended_at timestamptz,
  primary key (customer_id, id)
);
create index fulfilment_by_order on orders.fulfilment (customer_id, order_id);
create index fulfilment_by_place on orders.fulfilment (location_id, state, created_at);
create index fulfilment_expiring on orders.fulfilment (expires_at) where expires_at is not null;
create index fulfilment_reminding on orders.fulfilment (remind_at) where remind_at is not null;

create table orders.fulfilment_line (
  customer_id uuid not null,
  fulfilment_id uuid not null,
  line_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (customer_id, fulfilment_id, line_id)
);

-- What is to be handed over for a code.
create table orders.pickup (
  code_hash bytea primary key,
  customer_id uuid not null,
  order_id uuid not null,
  fulfilment_id uuid not null
);

-- What came back, or is to: on whatever channel, wherever it was bought.
create table orders.return (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  state text not null check (state in ('requested', 'received', 'refused')),
  channel text not null,
  location_id uuid,
  -- By line: how many, whether they can be sold again, why.
  lines jsonb not null,
  refund bigint not null default 0,
  delivery_refund bigint not null default 0,
  -- The order that was given for it, in an exchange.
  exchange_order_id uuid,
  reason text,
  requested_at timestamptz not null,
  received_at timestamptz,
  primary key (customer_id, id)
);
create index return_by_order on orders.return (customer_id, order_id);
create index return_open on orders.return (requested_at desc, id desc) where state = 'requested';

-- Everything that happened to an order, and who did it.
create table orders.step (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  what text not null,
  by text not null,
  details jsonb not null,
  at timestamptz not null,
  primary key (customer_id, id)
);
create index step_by_order on orders.step (customer_id, order_id, id);

-- A checkout that is sent twice is one order: by a hash of the session and its key.
create table orders.checkout (
  key_hash bytea primary key,
  request_hash bytea not null,
  customer_id uuid not null,
  order_id uuid not null,
  at timestamptz not null
);
create index checkout_by_time on orders.checkout (at);

-- Mails that are due, until they are planned.
create table orders.letter (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  mail text not null,
  key text not null,
  variables jsonb not null,
  primary key (customer_id, id)
);
