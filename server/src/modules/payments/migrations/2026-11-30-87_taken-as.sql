-- As what the till took what was paid in a shop; null where nobody said.
alter table payments.payment
  add column taken_as text check (taken_as in ('cash', 'terminal'));
