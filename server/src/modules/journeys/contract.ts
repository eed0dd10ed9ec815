import { z } from 'zod'

const stepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const seconds = z
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
  path: z.string().min(1).max(200),
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

export const EventEntry = EventMatch.extend({
  kind: z.literal('event'),
  /** Path of the property that tells one run of a customer from another: a cart, an order. */
  key: z.string().min(1).max(200).optional(),
})

export const Entry = z.discriminatedUnion('kind', [
  EventEntry,
  z.object({
    kind: z.literal('audience'),
    audienceId: z.uuid(),
    change: z.enum(['entered', 'left']),
  }),
])
export type Entry = z.infer<typeof Entry>

/**
 * May a customer begin again? `never`; `after-completion`: one run at a time (of a key); `always`:
 * even while another goes on; `once-per-key`: a key is used up by a run that spoke or was ended by
 * an exit rule.
 */
export const Reentry = z.enum(['never', 'after-completion', 'always', 'once-per-key'])
export type Reentry = z.infer<typeof Reentry>

/** A condition on what the run knows of its event, on the customer's traits, or on an audience. */
export const Condition = z.discriminatedUnion('of', [
  Comparison.extend({ of: z.literal('event') }),
  Comparison.extend({ of: z.literal('traits') }),
  z.object({ of: z.literal('audience'), audienceId: z.uuid(), is: z.enum(['in', 'out']) }),
])
export type Condition = z.infer<typeof Condition>

export const Arm = z.object({
  name: z.string().min(1).max(80),
  share: z.number().positive().max(100),
  next: stepId,
})

export const Step = z.discriminatedUnion('kind', [
  z.object({ id: stepId, kind: z.literal('delay'), seconds, next: stepId }),
  EventMatch.extend({
    id: stepId,
    kind: z.literal('wait-until'),
    timeoutSeconds: seconds,
    onEvent: stepId,
    onTimeout: stepId,
  }),
  z.object({
    id: stepId,
    kind: z.literal('condition'),
    all: z.array(Condition).min(1).max(20),
    yes: stepId,
    no: stepId,
  }),
  z.object({
    id: stepId,
    kind: z.literal('message'),
    templateId: z.uuid(),
    next: stepId,
  }),
  z.object({ id: stepId, kind: z.literal('split'), arms: z.array(Arm).min(2).max(10) }),
  z.object({ id: stepId, kind: z.literal('exit') }),
])
export type Step = z.infer<typeof Step>

/** Events of the same key that renew what the run knows, and begin its present wait anew. */
export const Refresh = z.object({
  on: z.array(EventMatch).min(1).max(10),
  /** What is remembered: the latest event, or the cart that the events describe. */
  remember: z.enum(['event', 'cart']).default('event'),
  restartsWait: z.boolean().default(true),
})

export const Goal = EventMatch.extend({
  /** How long after a message was sent, or clicked, an event counts as brought by it. */
  attributionSeconds: seconds,
  /** Where the amount is: the first of these paths that holds a number. */
  value: z.array(z.string().min(1).max(200)).max(5).default([]),
})

export const Definition = z.object({
  entry: Entry,
  reentry: Reentry,
  refresh: Refresh.optional(),
  first: stepId,
  steps: z.array(Step).min(1).max(100),
  /** Each ends the run at once, wherever it waits. */
  exits: z.array(EventMatch).max(10).default([]),
  goal: Goal.optional(),
  /** Percentage of those who enter that get no message, so that the journey's effect can be told. */
  holdout: z.number().min(0).max(50).default(0),
})
export type Definition = z.infer<typeof Definition>

export const JourneyName = z.string().trim().min(1).max(120)

export const NewJourney = z.object({ name: JourneyName, definition: Definition })
export type NewJourney = z.infer<typeof NewJourney>

export const JourneyStatus = z.enum(['draft', 'running', 'paused'])
export type JourneyStatus = z.infer<typeof JourneyStatus>
