-- What became of the messages of a campaign, counted without reading them.
create index message_of_campaign on messages.message (origin_id, state, reason)
  include (first_clicked_at) where origin_kind = 'campaign';
