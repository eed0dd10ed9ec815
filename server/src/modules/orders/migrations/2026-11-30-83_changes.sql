-- A change of an order that costs more and waits for its payment by card: until then the order is as it was.
create table orders.change (
  customer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- paid: the order is changed. refused: it was paid, and could not be changed any more; the payment is dropped.
  -- lapsed: nobody paid in time. replaced: something else was done to the order first.
  state text not null check (state in ('open', 'paid', 'refused', 'lapsed', 'replaced')),
  reason text,
  -- What was asked, and by whom; what it means for each article, as the customer is told.
  edit jsonb not null,
  by text not null,
  told jsonb not null,
  amount bigint not null check (amount > 0),
  -- The payment that the customer has begun for it.
  payment_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (customer_id, id)
);
create unique index change_open on orders.change (customer_id, order_id) where state = 'open';
create index change_expiring on orders.change (expires_at) where state = 'open';
