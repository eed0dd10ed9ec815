-- When a date of a customer comes, on which they enter a journey.
create table journeys.appointment (
  customer_id uuid not null,
  journey_id uuid not null references journeys.journey,
  at timestamptz not null,
  primary key (customer_id, journey_id)
);
create index appointment_due on journeys.appointment (journey_id, at);

-- A journey that has just been published: up to whom everybody has been looked at for their date.
create table journeys.date_search (
  journey_id uuid primary key references journeys.journey,
  after uuid
);

-- When the audience of a journey is let in next, and after whom, while that is going on.
create table journeys.round (
  journey_id uuid primary key references journeys.journey,
  next_at timestamptz not null,
  after text
);

-- People inside who are being taken over to a version, by a map of steps; without a version they leave.
create table journeys.takeover (
  journey_id uuid primary key references journeys.journey,
  version_id uuid references journeys.version,
  steps jsonb not null,
  begun_at timestamptz not null
);
