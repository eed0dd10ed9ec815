-- Audience measurement that needs no consent: sums by day and page, of an id of its own that leads to
-- nobody. The path '' is the whole site.
create table consent.measurement (
  source_id uuid not null,
  day date not null,
  path text not null,
  views integer not null,
  visitors integer not null,
  primary key (source_id, day, path)
);
create index measurement_by_day on consent.measurement (day);

-- Who was counted today, by a hash of today: forgotten the next night, and with it who came twice.
create table consent.measured (
  day date not null,
  visitor text not null,
  primary key (day, visitor)
);
