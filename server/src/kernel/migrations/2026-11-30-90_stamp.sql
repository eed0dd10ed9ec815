-- Renewed by each change of what processes keep because it seldom changes (kernel/steady.ts). Always a value that was
-- never there before: one that was seen by nobody but a transaction that was undone must not come again.
-- A stamp is all the rows of its part: as many as ever changed something at once, so that none waits for another.
create table kernel.stamp (
  place integer generated always as identity primary key,
  part text not null,
  value uuid not null default gen_random_uuid()
);
insert into kernel.stamp (part) values ('house'), ('catalogue');

create function kernel.restamp() returns trigger language plpgsql as $$
begin
  update kernel.stamp set value = gen_random_uuid() where place =
    (select place from kernel.stamp where part = tg_argv[0] for update skip locked limit 1);
  if not found then
    insert into kernel.stamp (part) values (tg_argv[0]);
  end if;
  return null;
end $$;

-- Where the demo stands in its story is noted all the time, and kept by nobody.
create trigger restamp after insert or update on kernel.setting
  for each row when (new.name not like 'demo.%') execute function kernel.restamp('house');
create trigger restamp_less after delete or truncate on kernel.setting
  for each statement execute function kernel.restamp('house');
