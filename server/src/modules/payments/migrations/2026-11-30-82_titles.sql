-- What the provider's page says that is paid for.
alter table payments.payment add title text;
