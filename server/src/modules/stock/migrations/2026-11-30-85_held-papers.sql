-- The reservation that goods on their way are promised to: they arrive for it, and for nobody else.
alter table stock.paper add column held_for uuid;
