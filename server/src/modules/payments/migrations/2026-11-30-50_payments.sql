create schema if not exists payments;

create table payments.payment (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  means text not null check (means in ('card', 'gift-card', 'in-shop')),
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null
    check (state in ('planned', 'pending', 'authorised', 'captured', 'failed', 'cancelled', 'unknown')),
  goal text not null check (goal in ('hold', 'take', 'drop')),
  reason text,
  captured bigint not null default 0 check (captured >= 0 and captured <= amount),
  refunded bigint not null default 0 check (refunded >= 0 and refunded <= captured),
  -- Of a card: what the provider calls it, what the customer's page proves itself with, what it was paid with.
  provider_ref text,
  client_secret text,
  token text,
  confirm_asked boolean not null default false,
  closed boolean not null default false,
  card text,
  -- Of a gift card.
  gift_card_id uuid,
  shop_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- When the provider is to be asked or told something; null when there is nothing to do.
  due_at timestamptz,
  tries integer not null default 0,
  claim uuid,
  claimed_until timestamptz,
  primary key (customer_id, id)
);
create index payment_order on payments.payment (customer_id, order_id);
create index payment_due on payments.payment (due_at) where due_at is not null;
create index payment_newest on payments.payment (created_at desc, id desc);

create table payments.refund (
  customer_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  order_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('planned', 'done', 'failed', 'unknown')),
  cause text not null,
  reason text,
  provider_ref text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  due_at timestamptz,
  tries integer not null default 0,
  claim uuid,
  claimed_until timestamptz,
  primary key (customer_id, id),
  foreign key (customer_id, payment_id) references payments.payment (customer_id, id)
);
create index refund_order on payments.refund (customer_id, order_id);
create index refund_due on payments.refund (due_at) where due_at is not null;

-- Every change of state, as it was learned.
create table payments.step (
  customer_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  refund_id uuid,
  state text not null,
  reason text,
  at timestamptz not null,
  primary key (customer_id, id)
);
create index step_payment on payments.step (customer_id, payment_id, id);

-- Whose payment it is that the provider speaks of.
create table payments.reference (
  ref text primary key,
  customer_id uuid not null,
  payment_id uuid not null
);

create table payments.account (
  provider text primary key,
  base_url text not null,
  publishable_key text not null,
  secret_sealed bytea not null,
  webhook_sealed bytea,
  changed_at timestamptz not null
);
