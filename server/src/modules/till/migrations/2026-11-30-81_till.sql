create schema till;

-- A till of a shop. Its row is the end of its two chains, of receipts and of closings, and the lock under
-- which they grow one by one.
create table till.till (
  id uuid primary key,
  location_id uuid not null,
  code text not null unique,
  currency text not null,
  opened_at timestamptz not null,
  -- How many receipts there are, the hash of the last, and the sum of their absolute amounts.
  number bigint not null default 0,
  hash text not null default '',
  perpetual bigint not null default 0,
  -- No receipt is earlier than the one before it, nor than the closing before it.
  last_at timestamptz not null,
  closings bigint not null default 0,
  closing_hash text not null default '',
  -- The last receipt of the days that are closed; the day that is open, as the shop's wall has it.
  closed_number bigint not null default 0,
  open_day text not null,
  day_began_at timestamptz not null,
  closes_at timestamptz not null
) with (fillfactor = 50);
create index till_by_place on till.till (location_id, opened_at);
create index till_closing on till.till (closes_at);

-- What was sold or given back at a till. `json`, not jsonb, keeps the text as it was hashed.
create table till.receipt (
  till_id uuid not null,
  number bigint not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('sale', 'refund')),
  currency text not null,
  total bigint not null,
  lines json not null,
  taxes json not null,
  payments json not null,
  order_id uuid,
  order_number text,
  -- Of a refund: the receipt of the sale.
  corrects uuid,
  by text not null,
  perpetual bigint not null,
  previous text not null,
  hash text not null,
  primary key (till_id, number)
);
create index receipt_by_id on till.receipt (id);
create index receipt_newest on till.receipt (at desc, id desc);
create index receipt_by_order on till.receipt (order_id);
create index receipt_by_order_number on till.receipt (order_number);
create index receipt_by_amount on till.receipt (abs(total));

-- Whose a receipt is: apart, since a receipt stays as it is when its customer is forgotten.
create table till.receipt_of (
  customer_id uuid not null,
  receipt_id uuid not null,
  till_id uuid not null,
  number bigint not null,
  at timestamptz not null,
  total bigint not null,
  currency text not null,
  primary key (customer_id, receipt_id)
);

-- A day, month or year of a till that is over: its sums, and where the chain of receipts stood.
create table till.closing (
  till_id uuid not null,
  position bigint not null,
  id uuid not null,
  kind text not null check (kind in ('day', 'month', 'year')),
  period text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  first_number bigint,
  last_number bigint,
  receipts bigint not null,
  sales bigint not null,
  refunds bigint not null,
  total bigint not null,
  taxes json not null,
  payments json not null,
  currency text not null,
  perpetual bigint not null,
  receipts_hash text not null,
  keep_until text not null,
  closed_at timestamptz not null,
  previous text not null,
  hash text not null,
  key_id uuid not null,
  signature text not null,
  primary key (till_id, position)
);
create index closing_by_period on till.closing (till_id, kind, period);
create index closing_by_id on till.closing (id);
create index closing_newest on till.closing (to_at desc, id desc);

-- What a till signs its closings with. The private half is sealed by a key outside of the database.
create table till.key (
  id uuid primary key,
  till_id uuid not null,
  public_key text not null,
  private_sealed bytea not null,
  made_at timestamptz not null
);
create index key_by_till on till.key (till_id, made_at);

-- Each time that a receipt was printed: 0 is the original, all others are duplicates.
create table till.print (
  till_id uuid not null,
  number bigint not null,
  copy integer not null,
  at timestamptz not null,
  by text not null,
  primary key (till_id, number, copy)
);

-- Nobody changes what was sealed, not the owner of the database either: a rule (which is no trigger) refuses
-- it for each row that an update or a delete would meet.
create function till.stands() returns void language plpgsql as $$
begin
  raise exception 'what a till has sealed is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create rule receipt_is_not_changed as on update to till.receipt do instead select till.stands() where old.id is not null;
create rule receipt_is_not_deleted as on delete to till.receipt do instead select till.stands() where old.id is not null;
create rule closing_is_not_changed as on update to till.closing do instead select till.stands() where old.id is not null;
create rule closing_is_not_deleted as on delete to till.closing do instead select till.stands() where old.id is not null;
create rule print_is_not_changed as on update to till.print do instead select till.stands() where old.till_id is not null;
create rule print_is_not_deleted as on delete to till.print do instead select till.stands() where old.till_id is not null;
revoke update, delete, truncate on till.receipt, till.closing, till.print from current_user;
