-- A word is compared by its traces: its letters, with each one left out, and (marked ~) how it sounds.
alter table customers.word rename column sound to trace;
delete from customers.word;
