-- While an erasure runs: the id of nobody's that takes the place of each id of the person, the same in all
-- tables, so that an order and its lines stay together. Forgotten when it is done.
alter table consent.request add column pseudonyms json;
update consent.request set pseudonyms =
  (select json_object_agg(id, gen_random_uuid()) from unnest(ids) as id)
where state = 'running' and ids is not null;
