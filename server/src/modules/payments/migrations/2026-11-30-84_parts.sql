-- Whether the bank lets the amount be taken in parts, and how much of it is to be taken by now; null for all of it.
alter table payments.payment add partly boolean not null default false;
alter table payments.payment add to_take bigint check (to_take >= 0 and to_take <= amount);
-- How often the bank refused to let go of what it had put aside: it is asked again, and in the end a person is.
alter table payments.payment add capture_tries integer not null default 0;
