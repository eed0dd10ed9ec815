-- Renewed with each change of what processes keep because it seldom changes (kernel/steady.ts). Always a value that was
-- never there before: one that was seen by nobody but a transaction that was undone must not come again.
-- A stamp is all the rows of its part: as many as ever changed something at once, so that none waits for another.
create table kernel.stamp (
  place integer generated always as identity primary key,
  part text not null,
  value uuid not null default gen_random_uuid()
);
insert into kernel.stamp (part) values ('house'), ('catalogue');

create function kernel.restamp(of_part text) returns void language plpgsql as $$
begin
  update kernel.stamp set value = gen_random_uuid() where place =
    (select place from kernel.stamp where part = of_part for update skip locked limit 1);
  if not found then
    insert into kernel.stamp (part) values (of_part);
  end if;
end $$;
