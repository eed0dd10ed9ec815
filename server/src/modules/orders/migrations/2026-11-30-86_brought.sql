-- What is collected in a shop may come from another place: it is on its way there, by a transfer of stock,
-- and is told to be there by a moment.
alter table orders.fulfilment
  drop constraint fulfilment_state_check,
  add constraint fulfilment_state_check check (state in (
    'waiting', 'preparing', 'on-its-way', 'ready', 'shipped', 'handed-over', 'cancelled', 'expired')),
  add column paper_id uuid,
  add column expected_at timestamptz;
