-- A sale is looked for by its number, and people have a favourite shop.
alter table insight.sale add column number text, add column shop text;

update insight.sale
set number = lower(btrim(substr(reference, strpos(reference, ' ') + 1)))
where strpos(reference, ' ') > 0;

update insight.sale
set shop = coalesce(properties ->> 'shop_name', properties ->> 'store_name', properties ->> 'shop',
  properties ->> 'store', properties ->> 'shop_id', properties ->> 'store_id', properties ->> 'location')
from thread.event
where event.id = sale.event_id and event.name in ('Order Completed', 'Order Refunded');

create index sale_by_number on insight.sale (number) where number is not null;
