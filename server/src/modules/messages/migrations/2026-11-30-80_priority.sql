-- Of messages that compete for what the frequency cap leaves, the one with the higher number goes.
alter table messages.message add column priority smallint not null default 50;
