-- What was bought or given back, units by category: {"face": 2}. Unknown for sales from before.
alter table insight.sale add column categories jsonb not null default '{}';
