import { z } from 'zod'
import { Share } from '../arms-contract.ts'
import { Amount, JourneyPassages, RunState } from '../contract.ts'
import { Definition } from '../definition-contract.ts'

/** Over how much of the past a draft may be tried. */
export const BacktestOrder = z.object({ days: z.int().min(1).max(365) })
export type BacktestOrder = z.infer<typeof BacktestOrder>

/** `interrupted`: the process that did it ended before it was done. */
export const BacktestState = z.enum([
  'queued',
  'running',
  'done',
  'cancelled',
  'failed',
  'interrupted',
])
export type BacktestState = z.infer<typeof BacktestState>

const reasoned = z.object({ reason: z.string(), messages: z.int() })

/** Who of those who would have been written to reached the goal anyway, since nothing was sent. */
export const BacktestGoal = z.object({
  event: z.string(),
  seconds: z.int(),
  /** The journey names no goal: an order within a week is looked at. */
  assumed: z.boolean(),
  /** Those whose time for it was over before the backtest ended, and of them those who reached it. */
  people: z.int(),
  reached: z.int(),
  /** Those whose time is not over yet: they count neither way. */
  open: z.int(),
  rate: Share.nullable(),
  revenue: z.array(Amount),
  /** Of a control group of so many percent: the least rise of the rate that such a time can show. */
  holdout: z.object({ percent: z.number(), people: z.int(), rise: z.number() }).nullable(),
})
export type BacktestGoal = z.infer<typeof BacktestGoal>

/** What a throttle would have held up. */
export const BacktestThrottle = z.object({
  /** Messages that had to wait, and the longest wait in seconds. */
  waited: z.int(),
  longest: z.int(),
  /** Messages of which it is not certain when they would have gone. */
  unsettled: z.int(),
})
export type BacktestThrottle = z.infer<typeof BacktestThrottle>

export const BacktestDay = z.object({
  day: z.iso.date(),
  entered: z.int(),
  sent: z.int(),
  notSent: z.int(),
  reached: z.int(),
})
export type BacktestDay = z.infer<typeof BacktestDay>

export const BacktestStep = z.object({
  step: z.string(),
  /** Runs that came to it. */
  reached: z.int(),
  /** Runs that were still there when the time was over. */
  waiting: z.int(),
  sent: z.int(),
  notSent: z.array(reasoned),
})
export type BacktestStep = z.infer<typeof BacktestStep>

export const BacktestResult = z.object({
  /** People whose past was looked at, and events that were heard of them. */
  looked: z.int(),
  events: z.int(),
  entered: z.object({ people: z.int(), runs: z.int() }),
  messages: z.object({
    due: z.int(),
    sent: z.int(),
    people: z.int(),
    /** Due to somebody in the control group. */
    withheld: z.int(),
    notSent: z.array(reasoned),
    /** The most that one person would have got. */
    most: z.int(),
  }),
  days: z.array(BacktestDay),
  steps: z.array(BacktestStep),
  ways: JourneyPassages.shape.ways,
  ended: z.array(z.object({ state: z.string(), reason: z.string().nullable(), runs: z.int() })),
  /** What else the journey would have done, by kind. */
  asked: z.array(z.object({ what: z.string(), times: z.int() })),
  goal: BacktestGoal,
  /** Where the draft has a throttle. */
  throttle: BacktestThrottle.optional(),
  /** People who were in another journey at the same time. */
  overlaps: z.array(
    z.object({
      journeyId: z.uuid(),
      name: z.string(),
      template: z.string().nullable(),
      people: z.int(),
    }),
  ),
  /** Runs of this journey that really began in the time: what people did then may be its work. */
  ranThen: z.int(),
  /** So many runs are kept to look at; of more than that, a fair share. */
  kept: z.int(),
})
export type BacktestResult = z.infer<typeof BacktestResult>

export const BacktestSummary = z.object({
  id: z.uuid(),
  state: BacktestState,
  /** The version of the journey that was tried. */
  version: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  days: z.int(),
  askedAt: z.iso.datetime(),
  askedBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  /** Whole milliseconds that it took. */
  took: z.int().nullable(),
  progress: z.object({ people: z.int(), of: z.int() }),
  /** Of one that failed: what went wrong, as a code. */
  reason: z.string().nullable(),
  entered: z.int().nullable(),
  sent: z.int().nullable(),
})
export type BacktestSummary = z.infer<typeof BacktestSummary>

export const BacktestList = z.object({ backtests: z.array(BacktestSummary) })

export const Backtest = BacktestSummary.extend({
  definition: Definition,
  result: BacktestResult.nullable(),
})
export type Backtest = z.infer<typeof Backtest>

export const BacktestRun = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  key: z.string(),
  state: RunState,
  step: z.string(),
  enteredAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  holdout: z.boolean(),
  convertedAt: z.iso.datetime().nullable(),
  sent: z.int(),
  notSent: z.int(),
})
export type BacktestRun = z.infer<typeof BacktestRun>

export const BacktestRunPage = z.object({
  runs: z.array(BacktestRun),
  next: z.string().nullable(),
})

export const BacktestRunQuery = z.object({
  step: z.string().max(40).optional(),
  /** Those to whom a message would have gone, those to whom one would not, those who reached the goal. */
  what: z.enum(['sent', 'not-sent', 'reached']).optional(),
  /** An e-mail address, telephone number, user id or customer id. */
  search: z.string().max(200).optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type BacktestRunQuery = z.infer<typeof BacktestRunQuery>

export const BacktestRunDetail = BacktestRun.extend({
  path: z.array(
    z.object({
      step: z.string(),
      at: z.iso.datetime(),
      what: z.string(),
      detail: z.string().optional(),
    }),
  ),
  messages: z.array(
    z.object({
      step: z.string(),
      templateId: z.uuid(),
      at: z.iso.datetime(),
      reason: z.string().nullable(),
      event: z.record(z.string(), z.unknown()),
    }),
  ),
  /** The other journeys that they were in at the time. */
  others: z.array(z.object({ journeyId: z.uuid(), name: z.string() })),
})
export type BacktestRunDetail = z.infer<typeof BacktestRunDetail>
