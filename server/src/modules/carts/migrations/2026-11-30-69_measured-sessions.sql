-- Whether what is put into the cart may be told to the customer's thread. Who refuses to be measured
-- has a cart all the same: it is a service they asked for, and nothing more is learned from it.
alter table carts.session add measured boolean not null default true;
