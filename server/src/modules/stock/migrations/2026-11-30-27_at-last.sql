-- Says no from within a statement that is sent together with its commit: nothing of that transaction stays.
create function stock.not_at_once() returns integer language plpgsql as $$
begin
  raise exception 'it cannot be had at once' using errcode = 'FR001';
end $$;
