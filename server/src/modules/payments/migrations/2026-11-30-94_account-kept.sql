-- Kept by processes until it changes: kernel/steady.ts.
create trigger restamp after insert or update or delete or truncate on payments.account
  for each statement execute function kernel.restamp('house');
