import { z } from 'zod'

export const Role = z.enum([
  'owner',
  'marketer',
  'associate',
  'agent',
  'analyst',
  'data_officer',
  'developer',
])
export type Role = z.infer<typeof Role>

export const Right = z.enum([
  'customers:read',
  'customers:write',
  'events:read',
  'sources:read',
  'sources:write',
  'import:write',
  'audiences:read',
  'audiences:write',
  'journeys:read',
  'journeys:write',
  'messages:read',
  'messages:write',
  'messages:send',
  'consent:read',
  'consent:write',
  'privacy:write',
  'insight:read',
  'team:read',
  'team:write',
  'audit:read',
  'settings:read',
  'settings:write',
  'clock:write',
])
export type Right = z.infer<typeof Right>

/** What each role may do. Routes check it, the console hides what it would refuse. */
export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  owner: Right.options,
  marketer: [
    'customers:read',
    'events:read',
    'audiences:read',
    'audiences:write',
    'journeys:read',
    'journeys:write',
    'messages:read',
    'messages:write',
    'messages:send',
    'consent:read',
    'insight:read',
    'settings:read',
  ],
  associate: ['customers:read', 'customers:write', 'consent:read', 'consent:write'],
  agent: [
    'customers:read',
    'customers:write',
    'events:read',
    'messages:read',
    'consent:read',
    'consent:write',
  ],
  analyst: [
    'customers:read',
    'events:read',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'insight:read',
  ],
  data_officer: [
    'customers:read',
    'events:read',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'consent:read',
    'consent:write',
    'privacy:write',
    'team:read',
    'audit:read',
  ],
  developer: [
    'customers:read',
    'customers:write',
    'events:read',
    'sources:read',
    'sources:write',
    'import:write',
    'audiences:read',
    'journeys:read',
    'messages:read',
    'settings:read',
  ],
}

export const Language = z.enum(['fr', 'en'])
export type Language = z.infer<typeof Language>
