-- A return that names neither amount nor products gives its order back as a whole: it is worth what the
-- order was, whichever of the two is reported first.
alter table insight.sale add column whole boolean not null default false;
