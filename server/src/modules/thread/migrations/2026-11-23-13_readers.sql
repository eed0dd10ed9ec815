-- Events set aside that a reader shall try again: it looks into thread.parked only when told to.
alter table thread.consumer add column replays integer not null default 0;
alter table thread.parked add column replay boolean not null default false;

-- How far each reader was, minute by minute, for a day.
create table thread.reader_minute (
  name text not null,
  minute timestamptz not null,
  position bigint not null,
  behind bigint not null,
  lag_seconds double precision not null,
  primary key (name, minute)
);
create index reader_minute_by_time on thread.reader_minute (minute);
