import { z } from 'zod'
import { StepId } from './condition-contract.ts'
import { Definition } from './definition-contract.ts'

export const JourneyName = z.string().trim().min(1).max(120)

export const NewJourney = z.object({ name: JourneyName, definition: Definition })
export type NewJourney = z.infer<typeof NewJourney>

/** A change of the draft, and the revision that it is a change of. */
export const JourneyChange = NewJourney.extend({ revision: z.int().positive() })
export type JourneyChange = z.infer<typeof JourneyChange>
export const DiscardDraft = JourneyChange.pick({ revision: true })

/**
 * `paused`: people come and go, nobody is moved on; `draining`: nobody comes in, who is inside goes on;
 * `stopped`: nobody comes in, and who was inside has been let go.
 */
export const JourneyStatus = z.enum(['draft', 'running', 'paused', 'draining', 'stopped'])
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

/** What is wrong at a step, and whether it keeps the journey from being published. */
export const JourneyFlaw = z.object({ code: z.string(), step: z.string(), blocks: z.boolean() })
export type JourneyFlaw = z.infer<typeof JourneyFlaw>

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
    z.object({
      step: z.string(),
      what: z.string(),
      detail: z.string().nullable(),
      /** Of a step with several ways out, as `waysOf` names them. */
      way: z.string().nullable(),
      runs: z.int(),
    }),
  ),
})
export type JourneyPassages = z.infer<typeof JourneyPassages>

export const JourneyDetail = JourneySummary.extend({
  /** The published version's, or of a draft its own. */
  definition: Definition,
  /** Changes that are not published yet, and what keeps them from being so. */
  draft: Definition.nullable(),
  /** Counts the changes of the draft: sent back with the next one. */
  revision: z.int(),
  flaws: z.array(JourneyFlaw),
  /** Whether people are being taken over to a version, or let go, at this moment. */
  moving: z.boolean(),
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
  version: z.coerce.number().int().positive().optional(),
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
      way: z.string().optional(),
    }),
  ),
})
export type CustomerJourney = z.infer<typeof CustomerJourney>
export const CustomerJourneys = z.object({ journeys: z.array(CustomerJourney) })

/**
 * What becomes of people who are inside by earlier versions: they finish on theirs, but for those at
 * the steps named here, who go on at the step of the new version, or (null) leave.
 */
export const Inside = z.object({ move: z.record(StepId, StepId.nullable()).default({}) })
export type Inside = z.infer<typeof Inside>

export const RollBack = Inside.extend({ version: z.int().positive() })

/** How many are inside by other versions than one, at which step, and where they would go on. */
export const InsidePreview = z.object({
  version: z.int(),
  steps: z.array(
    z.object({
      version: z.int(),
      step: z.string(),
      waiting: z.int(),
      /** The step of the same name and kind in that version; null where there is none. */
      same: z.string().nullable(),
    }),
  ),
})
export type InsidePreview = z.infer<typeof InsidePreview>

/** What one version says otherwise than another. */
export const JourneyDiff = z.object({
  from: z.int(),
  to: z.int(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  /** Steps that are in both, and the names of what differs. */
  changed: z.array(z.object({ step: z.string(), what: z.array(z.string()) })),
  /** What differs of the journey as a whole: its entry, exits, goal … */
  rules: z.array(z.string()),
})
export type JourneyDiff = z.infer<typeof JourneyDiff>

export const DiffQuery = z.object({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
})

export const VersionDetail = JourneyVersion.extend({ definition: Definition })

/** Whom a program starts a journey for: by any identifier, or by our id. */
export const StartRun = z.object({
  customer: z.union([
    z.object({ id: z.uuid() }),
    z.object({ kind: z.string().min(1).max(50), value: z.string().min(1).max(300) }),
  ]),
  /** Tells one run of the customer from another: an order, a booking. */
  key: z.string().min(1).max(200).optional(),
  /** What conditions and messages may use, as of an event. */
  properties: z.record(z.string(), z.unknown()).default({}),
  /** The same again is the same run: for a program that asks twice because it heard no answer. */
  idempotencyKey: z.string().min(1).max(200).optional(),
})
export type StartRun = z.infer<typeof StartRun>
export const Started = z.object({ customerId: z.uuid(), eventId: z.uuid() })

/** People picked by hand: by our ids, or by values of one kind of identifier. */
export const HandPick = z.object({
  by: z.string().min(1).max(50),
  values: z.array(z.string().min(1).max(300)).min(1).max(10_000),
})
export type HandPick = z.infer<typeof HandPick>
/** How many begin, and the values that name nobody. */
export const HandPicked = z.object({ picked: z.int(), unknown: z.array(z.string()) })

export const JourneySettings = z.object({
  /** Percentage of all customers whom no journey writes to, so that the effect of all can be told. */
  globalHoldout: z.number().min(0).max(20),
})
export type JourneySettings = z.infer<typeof JourneySettings>

export const JourneyTask = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  journeyId: z.uuid(),
  journeyName: z.string(),
  runId: z.uuid(),
  for: z.enum(['shop', 'agent']),
  title: z.string(),
  text: z.string(),
  state: z.enum(['open', 'done']),
  createdAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  doneBy: z.string().nullable(),
  outcome: z.string().nullable(),
})
export type JourneyTask = z.infer<typeof JourneyTask>
export const TaskPage = z.object({ tasks: z.array(JourneyTask), next: z.string().nullable() })
export type TaskPage = z.infer<typeof TaskPage>
export const TaskQuery = z.object({
  for: z.enum(['shop', 'agent']).optional(),
  state: z.enum(['open', 'done']).default('open'),
  customerId: z.uuid().optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type TaskQuery = z.infer<typeof TaskQuery>
export const TaskOutcome = z.object({ outcome: z.string().max(1_000).default('') })
