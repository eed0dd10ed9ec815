create schema insight;

-- A visit: what one person did on one channel without half an hour of silence. Keyed by the final
-- customer; absorbed customers' visits move to whoever absorbed them, and join those they touch.
-- `views` counts what a visitor does, `orders` what they bought; without a view it is no visit (an
-- invoice imported from the shop's books is an order, not somebody who looked round).
create table insight.visit (
  customer_id uuid not null,
  channel text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  views integer not null,
  orders integer not null,
  primary key (customer_id, channel, started_at),
  check (ended_at >= started_at)
);

-- An order or a return. `reference` is its source and its number, so that an order reported twice by
-- the same source (a thank-you page loaded again) counts once: the earliest report is the one that
-- counts. Sales of nobody lie under the customer 00000000-0000-0000-0000-000000000000.
create table insight.sale (
  customer_id uuid not null,
  reference text not null,
  kind text not null check (kind in ('order', 'return')),
  event_id uuid not null,
  at timestamptz not null,
  channel text not null,
  currency text not null,
  -- Minor units, without VAT and delivery; null when the event named no amount.
  amount bigint,
  units integer not null,
  primary key (customer_id, reference)
);
create index sale_by_customer on insight.sale (customer_id, at);

-- Merges that the weaver has made and the figures have not followed yet.
create table insight.merged (
  from_id uuid primary key,
  into_id uuid not null
);

-- Roll-ups in quarters of an hour of UTC: every time zone's day is made of whole ones, so figures can
-- be read in the brand's zone, or in that of an imported file, without being counted again.
create table insight.activity (
  quarter timestamptz not null,
  channel text not null,
  visits integer not null,
  converted integer not null,
  new_customers integer not null,
  primary key (quarter, channel)
);

create table insight.takings (
  quarter timestamptz not null,
  channel text not null,
  currency text not null,
  orders integer not null,
  unpriced integer not null,
  units integer not null,
  revenue bigint not null,
  -- Sums of squared amounts: the spread of what an order brings, from which intervals are made.
  revenue_squares numeric not null,
  returns integer not null,
  returned bigint not null,
  returned_squares numeric not null,
  primary key (quarter, channel, currency)
);
