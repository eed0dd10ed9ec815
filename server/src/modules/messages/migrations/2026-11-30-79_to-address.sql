-- Where somebody asked for a message to go: the address that a code was asked for, that an order was
-- placed with. Null for the address that the person is known by.
alter table messages.message add column to_address text;
