import { z } from 'zod'

const Record = z.record(z.string(), z.unknown())
const Where = z.array(z.looseObject({ path: z.string() })).default([])

const Branch = z.object({
  segment: z.string().optional(),
  same_key_event: z.string().optional(),
  where: Where,
  next: z.string(),
})
export type Branch = z.infer<typeof Branch>

const node = { id: z.string() }
const then = { ...node, next: z.string() }

export const Node = z.discriminatedUnion('do', [
  z.object({ do: z.literal('message'), ...then, channel: z.string().optional() }),
  z.object({ do: z.literal('delay'), ...then, seconds: z.number() }),
  z.object({
    ...{ do: z.literal('delay_until_date'), ...then },
    date_first_present_of: z.array(
      z.object({
        trait: z.string().optional(),
        entry_event: z.string().optional(),
        template: z.string().optional(),
      }),
    ),
    offset_s: z.number().default(0),
  }),
  z.object({
    ...{ do: z.literal('delay_until_local_time'), ...then },
    hour: z.number(),
    minute: z.number().default(0),
    default_timezone: z.string().optional(),
    /** Sunday is 0. */
    allowed_days: z.array(z.number()).optional(),
  }),
  z.object({
    ...{ do: z.literal('split'), ...node },
    ...{ segment: z.string().optional(), same_key_event: z.string().optional(), where: Where },
    ...{ yes: z.string(), no: z.string() },
  }),
  z.object({
    ...{ do: z.literal('wait_until'), ...node },
    ...{ timeout_s: z.number(), on_timeout: z.string(), branches: z.array(Branch) },
  }),
  z.object({
    ...{ do: z.literal('random_split'), ...node },
    arms: z.array(z.object({ next: z.string(), percent: z.number(), name: z.string() })),
  }),
])
export type Node = z.infer<typeof Node>

export const Journey = z.object({
  entry: z.object({
    segment: z.string().optional(),
    event: z.string().optional(),
    key: z.string().optional(),
    where: Where,
    may_run_again: z.boolean().default(false),
    re_enter_while_in_segment: z.boolean().default(false),
  }),
  first: z.string(),
  nodes: z.array(Node),
})
export type Journey = z.infer<typeof Journey>

export const Step = z.object({
  at_ms: z.number(),
  type: z.enum(['traits', 'event']).optional(),
  user: z.union([z.string(), z.number()]).optional(),
  anonymous: z.union([z.string(), z.number()]).optional(),
  event_time_ms: z.number().optional(),
  received_ms: z.number().optional(),
  set: Record.optional(),
  name: z.string().optional(),
  properties: Record.optional(),
  message_id: z.string().optional(),
  evaluate: z.unknown().optional(),
  note: z.string().optional(),
  journey_status: z.enum(['not_started', 'running', 'paused']).optional(),
  enter_segment: z.string().optional(),
  leave_segment: z.string().optional(),
})
export type Step = z.infer<typeof Step>

export const Expected = z.object({
  at_ms: z.number().optional(),
  messages_total: z.number().optional(),
  by_user: z.record(z.string(), z.number()).optional(),
  by_node: z.record(z.string(), z.number()).optional(),
  by_key: z.record(z.string(), z.number()).optional(),
  run_ends_at_local: z.string().optional(),
  timezone: z.string().optional(),
})
export type Expected = z.infer<typeof Expected>

export const Case = z.object({
  id: z.string(),
  title: z.string(),
  segments: z.array(z.object({ name: z.string(), where: Record })).default([]),
  journey: Journey,
  random_draw: z.number().optional(),
  timeline: z.array(Step),
  expect: z.array(Expected),
})
export type Case = z.infer<typeof Case>
