-- A sale is looked for by its number, and people have a favourite shop (unknown for sales from before).
alter table insight.sale add column number text, add column shop text;

update insight.sale
set number = lower(btrim(substr(reference, strpos(reference, ' ') + 1)))
where strpos(reference, ' ') > 0;

create index sale_by_number on insight.sale (number) where number is not null;
