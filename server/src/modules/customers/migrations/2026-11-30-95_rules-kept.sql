-- Kept by processes until it changes: kernel/steady.ts.
create trigger restamp after insert or update or delete or truncate on customers.rules
  for each statement execute function kernel.restamp('house');
create trigger restamp after insert or update or delete or truncate on customers.blocked_value
  for each statement execute function kernel.restamp('house');
create trigger restamp after insert or update or delete or truncate on customers.kept_apart
  for each statement execute function kernel.restamp('house');
