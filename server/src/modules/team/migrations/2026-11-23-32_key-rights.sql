-- A key has rights of its own and may end. Keys that exist keep what their role allowed until now.
alter table team.api_key
  add column rights text[],
  add column expires_at timestamptz;

update team.api_key set rights = case role
  when 'owner' then array['customers:read', 'customers:write', 'events:read', 'sources:read',
    'sources:write', 'import:write', 'audiences:read', 'audiences:write', 'journeys:read',
    'journeys:write', 'messages:read', 'messages:write', 'messages:send', 'consent:read',
    'consent:write', 'privacy:write', 'insight:read', 'team:read', 'team:write', 'audit:read',
    'settings:read', 'settings:write', 'clock:write']
  when 'marketer' then array['customers:read', 'events:read', 'audiences:read', 'audiences:write',
    'journeys:read', 'journeys:write', 'messages:read', 'messages:write', 'messages:send',
    'consent:read', 'insight:read', 'settings:read']
  when 'associate' then array['customers:read', 'customers:write', 'consent:read', 'consent:write']
  when 'agent' then array['customers:read', 'customers:write', 'events:read', 'messages:read',
    'consent:read', 'consent:write']
  when 'analyst' then array['customers:read', 'events:read', 'audiences:read', 'journeys:read',
    'messages:read', 'insight:read']
  when 'data_officer' then array['customers:read', 'events:read', 'audiences:read', 'journeys:read',
    'messages:read', 'consent:read', 'consent:write', 'privacy:write', 'team:read', 'audit:read']
  when 'developer' then array['customers:read', 'customers:write', 'events:read', 'sources:read',
    'sources:write', 'import:write', 'audiences:read', 'journeys:read', 'messages:read',
    'settings:read']
  else array[]::text[]
end;

alter table team.api_key
  alter column rights set not null,
  drop column role;
