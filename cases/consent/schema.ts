import { z } from 'zod'

const Group = z.object({
  name: z.string(),
  channel: z.enum(['email', 'sms', 'push', 'mobile_push']).catch('email'),
  default: z.enum(['subscribed', 'not_subscribed']),
})
export type Group = z.infer<typeof Group>

const Action = z.enum(['subscribe', 'unsubscribe'])
export type Action = z.infer<typeof Action>

const who = { user: z.string().optional(), anonymous: z.string().optional() }
const when = { at_ms: z.number(), event_time_ms: z.number().optional() }

const Step = z.union([
  z.object({ ...when, ...who, type: z.literal('traits'), set: z.looseObject({}) }),
  z.object({ ...when, ...who, type: z.literal('consent'), group: z.string(), action: Action }),
  z.object({
    ...{ ...when, ...who, type: z.literal('event'), name: z.string() },
    ...{ properties: z.looseObject({}).default({}), message_id: z.string().optional() },
  }),
  z.object({
    at_ms: z.number(),
    expect: z.object({
      users: z.record(
        z.string(),
        z.object({ consent: z.record(z.string(), z.boolean()).optional() }),
      ),
    }),
  }),
  z.object({ at_ms: z.number(), evaluate: z.literal(true) }),
])
export type Step = z.infer<typeof Step>

const Case = z.object({
  id: z.string(),
  title: z.string(),
  consent_groups: z.array(Group).default([]),
  timeline: z.array(Step),
})
export type Case = z.infer<typeof Case>

const StateCase = z.looseObject({ id: z.string(), title: z.string() })
export type StateCase = z.infer<typeof StateCase>

export const CaseFile = z.object({
  time_zero: z.iso.datetime().default('2026-01-05T12:00:00.000Z'),
  cases: z.array(Case).default([]),
  state_cases: z.array(StateCase).default([]),
})
