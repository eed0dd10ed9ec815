-- The id whose event a run began with: where two who were one are parted, runs go with their events.
alter table journeys.run add column origin_id uuid;
update journeys.run set origin_id = customer_id;
alter table journeys.run alter column origin_id set not null;

-- Of a merge that was undone: every id that leads to `into_id` again, who had been a part of `from_id`.
alter table journeys.merge add column parted uuid[];
