-- What the search finds a known person by: name, e-mail, phone, numbers, as words without accents or
-- capitals between spaces. Kept by the consumer customers.profile, a moment behind the thread.
create table customers.finding (
  customer_id uuid primary key,
  words text not null
);
-- A short pending list: what waits in it is read by every search.
create index finding_by_words on customers.finding using gin (words gin_trgm_ops)
  with (gin_pending_list_limit = 1024);

-- Every word of letters that stands in a finding, once: what a mistyped word is compared with.
create table customers.word (
  word text primary key
);
create index word_by_likeness on customers.word using gist (word gist_trgm_ops (siglen = 32));

-- The weave kept a text of its own for the search, and paid for its index at every event that names.
alter table customers.customer drop column search;
