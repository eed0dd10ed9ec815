-- Kept by processes until it changes: kernel/steady.ts.
create trigger restamp after insert or update or delete or truncate on shops.location
  for each statement execute function kernel.restamp('house');
create trigger restamp after insert or update or delete or truncate on shops.special_day
  for each statement execute function kernel.restamp('house');
