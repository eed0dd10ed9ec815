-- What was bought, by category: {"visage": 2}. Null for sales from before, until they are read below.
alter table insight.sale add column categories jsonb not null default '{}';

update insight.sale
set categories = bought.categories
from (
  select id, jsonb_object_agg(category, units) as categories
  from (
    select event.id, left(line ->> 'category', 80) as category,
      sum(case when line ->> 'quantity' ~ '^\d{1,6}$' then (line ->> 'quantity')::int else 1 end) as units
    from thread.event
    cross join lateral json_array_elements(
      case when json_typeof(properties -> 'products') = 'array' then properties -> 'products'
        else '[]' end) as line
    where event.name in ('Order Completed', 'Order Refunded')
      and json_typeof(line) = 'object' and line ->> 'category' <> ''
    group by event.id, left(line ->> 'category', 80)
  ) as lines
  group by id
) as bought
where bought.id = sale.event_id;
