import { z } from 'zod'

export const StepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const Path = z.string().min(1).max(200)
export const Seconds = z
  .int()
  .positive()
  .max(400 * 86_400)

export const comparisons = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'exists',
  'missing',
  'empty',
  'filled',
] as const

/** A comparison of what lies at a path, such as `cart.total`, in an event's properties. */
export const Comparison = z.object({
  path: Path,
  is: z.enum(comparisons),
  value: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
})
export type Comparison = z.infer<typeof Comparison>

/** An event that concerns the journey: its name, and what must hold of its properties. */
export const EventMatch = z.object({
  event: z.string().min(1).max(200),
  where: z.array(Comparison).max(20).default([]),
})
export type EventMatch = z.infer<typeof EventMatch>

/**
 * A condition on what the run knows of its event, on the customer's traits, on what a webhook
 * answered (`status`, `body.voucher`), on what happened since the run began (its first event
 * included; of a keyed run, events of its key), or on an audience.
 */
export const Condition = z.discriminatedUnion('of', [
  Comparison.extend({ of: z.literal('event') }),
  Comparison.extend({ of: z.literal('traits') }),
  Comparison.extend({ of: z.literal('answer'), step: StepId }),
  EventMatch.extend({ of: z.literal('happened') }),
  z.object({ of: z.literal('audience'), audienceId: z.uuid(), is: z.enum(['in', 'out']) }),
])
export type Condition = z.infer<typeof Condition>

/** True if all of `all` hold and, where `any` names some, at least one of those. */
export const Test = z.object({
  all: z.array(Condition).max(20).default([]),
  any: z.array(Condition).max(20).default([]),
})
export type Test = z.infer<typeof Test>

/** A time of day as clocks show it: `09:30`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Monday is 1, Sunday 7. */
export const Weekdays = z.array(z.int().min(1).max(7)).min(1).max(7)

/** A time zone by its name, `Europe/Paris`. */
export const Zone = z.string().min(1).max(60)
