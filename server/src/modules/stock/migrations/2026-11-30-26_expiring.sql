-- What is looked for by place is what expires. As an index of those alone it is smaller, and no plan takes
-- it for looking up one reservation among ten thousand of a hot product, which is the key's work.
drop index stock.reservation_by_place;
create index reservation_expiring on stock.reservation (sku, location_id, expires_at)
  where expires_at is not null;
