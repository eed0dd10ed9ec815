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

export const Amount = z.object({ currency: z.string(), amount: z.int() })

/** What a journey brought in a time; amounts in minor units. */
export const JourneyResults = z.object({
  entered: z.int(),
  sent: z.int(),
  clicked: z.int(),
  converted: z.int(),
  revenue: z.array(Amount),
  /** The control group: they entered, got nothing, and may have bought all the same. */
  control: z.object({ entered: z.int(), converted: z.int(), revenue: z.array(Amount) }),
})
export type JourneyResults = z.infer<typeof JourneyResults>

export const JourneySummary = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The ready template it was made from, as a code. */
  template: z.string().nullable(),
  status: JourneyStatus,
  /** The version that newcomers follow. */
  version: z.int().nullable(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  /** How many are on their way now. */
  waiting: z.int(),
  results: JourneyResults,
})
export type JourneySummary = z.infer<typeof JourneySummary>

/** How many who were in the audience before were let in. */
export const Invited = z.object({ invited: z.int() })

export const JourneyList = z.object({ journeys: z.array(JourneySummary) })
export type JourneyList = z.infer<typeof JourneyList>

/** From when until when results are counted; everything, if absent. */
export const ResultsQuery = z.object({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type ResultsQuery = z.infer<typeof ResultsQuery>

export const StepCounts = z.object({
  step: z.string(),
  waiting: z.int(),
  sent: z.int(),
  clicked: z.int(),
})
export type StepCounts = z.infer<typeof StepCounts>

export const JourneyVersion = z.object({
  number: z.int(),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
  /** How many are on their way by it. */
  waiting: z.int(),
})

export const JourneyFlaw = z.object({ code: z.string(), step: z.string() })

export const JourneyDay = z.object({
  day: z.iso.date(),
  entered: z.int(),
  sent: z.int(),
  clicked: z.int(),
  converted: z.int(),
})
export type JourneyDay = z.infer<typeof JourneyDay>

/** Which way those went who entered in the last days, as their paths tell. */
export const JourneyPassages = z.object({
  days: z.int(),
  ways: z.array(
    z.object({ step: z.string(), what: z.string(), detail: z.string().nullable(), runs: z.int() }),
  ),
})
export type JourneyPassages = z.infer<typeof JourneyPassages>

export const JourneyDetail = JourneySummary.extend({
  /** The published version's, or of a draft its own. */
  definition: Definition,
  /** Changes that are not published yet, and what keeps them from being so. */
  draft: Definition.nullable(),
  flaws: z.array(JourneyFlaw),
  versions: z.array(JourneyVersion),
  steps: z.array(StepCounts),
  passages: JourneyPassages,
  ended: z.array(z.object({ state: z.string(), reason: z.string().nullable(), runs: z.int() })),
  days: z.array(JourneyDay),
})
export type JourneyDetail = z.infer<typeof JourneyDetail>

export const RunState = z.enum(['waiting', 'done', 'exited', 'failed'])

export const RunLine = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  key: z.string(),
  version: z.int(),
  state: RunState,
  step: z.string(),
  dueAt: z.iso.datetime().nullable(),
  enteredAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  holdout: z.boolean(),
  convertedAt: z.iso.datetime().nullable(),
})
export type RunLine = z.infer<typeof RunLine>

export const RunPage = z.object({ runs: z.array(RunLine), next: z.string().nullable() })
export type RunPage = z.infer<typeof RunPage>

export const RunQuery = z.object({
  step: z.string().max(40).optional(),
  state: RunState.optional(),
  /** An e-mail address, telephone number, user id or customer id. */
  search: z.string().max(200).optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type RunQuery = z.infer<typeof RunQuery>

/** A customer's way through a journey, step by step, with what happened there. */
export const CustomerJourney = RunLine.omit({ customerName: true }).extend({
  journeyId: z.uuid(),
  journeyName: z.string(),
  journeyTemplate: z.string().nullable(),
  path: z.array(
    z.object({
      step: z.string(),
      at: z.iso.datetime(),
      what: z.string(),
      detail: z.string().optional(),
    }),
  ),
})
export type CustomerJourney = z.infer<typeof CustomerJourney>
export const CustomerJourneys = z.object({ journeys: z.array(CustomerJourney) })
