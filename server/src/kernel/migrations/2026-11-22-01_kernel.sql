-- What the installation remembers of itself: whether it was born as a demo, how far its clock was moved.
create table kernel.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
