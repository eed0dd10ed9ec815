-- Up to which place the rows of events were delivered. Whoever delivers locks it; where it differs from
-- thread.weaver, a weave did not commit and its rows are cleared away (load.ts).
create table thread.shuttle (
  single boolean primary key default true check (single),
  position bigint not null
);
insert into thread.shuttle (position) select position from thread.weaver;
