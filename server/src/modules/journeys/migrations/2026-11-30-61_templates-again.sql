-- A brand may begin the same ready journey more than once: one for each season, one for each country.
alter table journeys.journey drop constraint journey_template_key;
