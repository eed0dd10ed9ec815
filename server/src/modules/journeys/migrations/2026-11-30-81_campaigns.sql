-- One message to an audience or a list, at a moment, at a speed.
create table journeys.campaign (
  id uuid primary key,
  name text not null,
  definition jsonb not null,
  state text not null
    check (state in ('draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled')),
  created_at timestamptz not null,
  -- Counted up by each change of what it says, so that of two people who change it none overwrites the other.
  revision integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  -- When it is to begin, and when it did.
  begins_at timestamptz,
  begun_at timestamptz,
  -- People who joined its audience up to `taken_to` are among its recipients. While `taking_to` is set
  -- those who joined until then are being taken in, a portion at a time, and `after` is how far that is.
  taken_to timestamptz,
  taking_to timestamptz,
  after text,
  enrolled integer not null default 0,
  -- When the next portion may go, how large the last one was, how many errors there were when it went on.
  next_at timestamptz,
  portion integer not null default 0,
  errors integer not null default 0,
  -- Why it was paused, if not by a person.
  reason text,
  -- Once nothing of it is on its way any more.
  ended_at timestamptz,
  check ((state = 'draft') = (begins_at is null))
);
create index campaign_live on journeys.campaign (state) where ended_at is null;

-- To whom a campaign goes. What became of the message is on the messages' ledger.
create table journeys.recipient (
  customer_id uuid not null,
  campaign_id uuid not null,
  -- `merged`: another recipient proved to be the same person; `control`: of the global control group;
  -- `gone`: erased.
  state text not null check (state in ('waiting', 'planned', 'merged', 'control', 'gone')),
  due_at timestamptz not null,
  message_id uuid,
  converted_at timestamptz,
  amount bigint,
  currency text,
  primary key (customer_id, campaign_id)
);
create index recipient_due on journeys.recipient (campaign_id, due_at, customer_id) where state = 'waiting';
create index recipient_of_campaign on journeys.recipient (campaign_id, state);
create index recipient_converted on journeys.recipient (campaign_id) where converted_at is not null;
