-- People who were one and are no longer: the consumer counts their visits and sales again.
create table insight.parted (
  customer_id uuid primary key
);
