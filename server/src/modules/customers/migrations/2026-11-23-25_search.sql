-- What the search finds a known person by: name, e-mail, phone, numbers, as words without accents or
-- capitals between spaces. Kept by the consumer customers.profile, a moment behind the thread.
create table customers.finding (
  customer_id uuid primary key,
  words text not null
);
-- A short pending list: what waits in it is read by every search.
create index finding_by_words on customers.finding using gin (words gin_trgm_ops)
  with (gin_pending_list_limit = 1024);

-- Every word of letters that stands in a finding, under how it sounds and under that with each letter
-- left out: two words that a slip or the ear takes for each other meet under one of them.
create table customers.word (
  sound text not null,
  word text not null,
  primary key (sound, word)
);

-- The weave kept a text of its own for the search, and paid for its index at every event that names.
alter table customers.customer drop column search;
