-- A person who asks twice from their own page, or clicks twice, has asked once.
create unique index request_of_person on consent.request (customer_id)
  where asked_by = 'customer' and state in ('asked', 'verified', 'running');
