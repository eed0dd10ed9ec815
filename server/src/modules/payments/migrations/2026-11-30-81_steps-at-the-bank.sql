-- Where the customer has to go for the payment to go on: their bank's page, or the provider's own for the
-- card itself. Null when nobody waits for them.
alter table payments.payment add next_url text;
-- The card is asked for on the provider's page, not on one of ours.
alter table payments.payment add hosted boolean not null default false;
