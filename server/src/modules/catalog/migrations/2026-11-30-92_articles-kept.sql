-- Kept by processes until it changes: kernel/steady.ts.
create trigger restamp after insert or update or delete or truncate on catalog.vat_rate
  for each statement execute function kernel.restamp('house');
create trigger restamp after insert or update or delete or truncate on catalog.product
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.variant
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.barcode
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.product_media
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.media
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.product_category
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.category
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.part
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.price
  for each statement execute function kernel.restamp('catalogue');
create trigger restamp after insert or update or delete or truncate on catalog.price_list
  for each statement execute function kernel.restamp('catalogue');
