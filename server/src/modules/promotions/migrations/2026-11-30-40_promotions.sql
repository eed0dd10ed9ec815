create schema if not exists promotions;

create table promotions.promotion (
  id uuid primary key,
  name text not null,
  state text not null check (state in ('draft', 'active', 'ended')),
  priority integer not null,
  currency text not null,
  effect jsonb not null,
  conditions jsonb not null,
  starts_at timestamptz,
  ends_at timestamptz,
  needs_code boolean not null,
  exclusive_group text,
  combines boolean not null,
  per_customer integer check (per_customer > 0),
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index promotion_state on promotions.promotion (state);

-- Counted by conditional updates alone: what they refuse is used up.
create table promotions.counter (
  promotion_id uuid primary key,
  total_limit integer check (total_limit > 0),
  budget bigint check (budget > 0),
  uses integer not null default 0 check (uses >= 0),
  spent bigint not null default 0 check (spent >= 0)
) with (fillfactor = 50);

create table promotions.code (
  code text primary key,
  promotion_id uuid not null,
  batch_id uuid,
  max_uses integer check (max_uses > 0),
  uses integer not null default 0 check (uses >= 0),
  created_at timestamptz not null
);
create index code_promotion on promotions.code (promotion_id, created_at, code);

create table promotions.use (
  customer_id uuid not null,
  order_id uuid not null,
  promotion_id uuid not null,
  code text,
  amount bigint not null,
  currency text not null,
  at timestamptz not null,
  given_back_at timestamptz,
  primary key (customer_id, order_id, promotion_id)
);
create index use_promotion on promotions.use (promotion_id, at);

create table promotions.customer_count (
  customer_id uuid not null,
  promotion_id uuid not null,
  uses integer not null check (uses >= 0),
  primary key (customer_id, promotion_id)
);

create table promotions.gift_card (
  card_id uuid primary key,
  tail text not null,
  currency text not null,
  purpose text not null check (purpose in ('multi', 'single')),
  vat integer,
  face bigint not null check (face > 0),
  balance bigint not null check (balance >= 0),
  held bigint not null default 0 check (held >= 0 and held <= balance),
  customer_id uuid,
  issued_at timestamptz not null,
  expires_at timestamptz,
  blocked_at timestamptz,
  check ((purpose = 'single') = (vat is not null))
);
create index gift_card_issued on promotions.gift_card (issued_at desc, card_id desc);
create index gift_card_customer on promotions.gift_card (customer_id) where customer_id is not null;
create index gift_card_expires on promotions.gift_card (expires_at) where balance > 0;

create table promotions.gift_card_code (
  code_hash text primary key,
  card_id uuid not null
);

-- Append-only: the balance of a card is the sum of its entries.
create table promotions.gift_card_entry (
  card_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('issued', 'redeemed', 'credited', 'expired')),
  amount bigint not null check (amount <> 0),
  balance bigint not null check (balance >= 0),
  ref text not null,
  at timestamptz not null,
  primary key (card_id, id),
  unique (card_id, kind, ref)
);

create table promotions.gift_card_hold (
  card_id uuid not null,
  ref text not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  primary key (card_id, ref)
);
