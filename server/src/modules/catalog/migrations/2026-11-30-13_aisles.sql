-- Lists are narrowed, counted and sorted in the memory of the process (aisles.ts): each row has a small
-- number for it, and the transaction that wrote it, by which others learn what is new.
alter table catalog.shelf
  add column ordinal integer generated always as identity,
  add column written xid8 not null default pg_current_xact_id();
create unique index shelf_by_ordinal on catalog.shelf (ordinal);
create index shelf_by_writing on catalog.shelf (written);
drop index catalog.shelf_by_facets, catalog.shelf_by_name_fr, catalog.shelf_by_name_en,
  catalog.shelf_by_price, catalog.shelf_by_change;
