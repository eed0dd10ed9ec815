-- Of a message that rests on what somebody bought: the event of that order.
alter table messages.message add column order_event_id uuid;
