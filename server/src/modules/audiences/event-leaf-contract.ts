import { z } from 'zod'
import { Comparison, countOps, position, saysWhen, seconds } from './comparison-contract.ts'

/** Of a window only the most recent times are kept per customer, so its count has a limit. */
export const mostInWindow = 200

const filters = z.array(Comparison).max(10)

/**
 * Which events: those of a name, or, with a `*` at its end, of all names that begin so. `where` are
 * comparisons with their properties, `items` with one and the same product line among theirs.
 */
const events = {
  name: z.string().min(1).max(200),
  where: filters.optional(),
  items: filters.optional(),
}

/** In the last so many seconds, or between two moments; ever, where nothing is said. */
const period = {
  withinSeconds: seconds.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
}
const isOnePeriod = (said: { withinSeconds?: unknown; from?: unknown; to?: unknown }) =>
  said.withinSeconds === undefined || (said.from === undefined && said.to === undefined)
const twoPeriods = { error: 'event/two-periods' }

const count = z.strictObject({ op: z.enum(countOps), n: z.int().min(0).max(1_000_000) })
const isCountable = (leaf: { withinSeconds?: number | undefined; count: { n: number } }) =>
  !leaf.withinSeconds || leaf.count.n <= mostInWindow
const tooMany = { error: 'event/too-many-in-window' }

/** So many occurrences of an event, ever or in a window that ends now, of all or of those that fit. */
export const EventLeaf = z
  .strictObject({ kind: z.literal('event'), ...events, ...period, count })
  .refine(isCountable, tooMany)
  .refine(isOnePeriod, twoPeriods)
export type EventLeaf = z.infer<typeof EventLeaf>

/** When they did it for the first or the last time; nothing of it holds for who never did. */
export const MomentLeaf = z
  .strictObject({
    kind: z.literal('moment'),
    which: z.enum(['first', 'last']),
    ...events,
    ...position,
  })
  .refine(saysWhen, { error: 'moment/when-missing' })
export type MomentLeaf = z.infer<typeof MomentLeaf>

/** What the first or the last of those occurrences was like. */
export const OccurrenceLeaf = z.strictObject({
  kind: z.literal('occurrence'),
  which: z.enum(['first', 'last']),
  ...events,
  has: filters,
})
export type OccurrenceLeaf = z.infer<typeof OccurrenceLeaf>

export const measures = ['sum', 'average', 'distinct', 'min', 'max'] as const

/** What the values of one property come to, over occurrences of an event. */
export const AmountLeaf = z
  .strictObject({
    kind: z.literal('amount'),
    measure: z.enum(measures),
    path: z.string().min(1).max(200),
    ...events,
    ...period,
    op: z.enum(countOps),
    value: z.number(),
  })
  .refine(isOnePeriod, twoPeriods)
export type AmountLeaf = z.infer<typeof AmountLeaf>

/** One event, and then, within a time, another or none of it. */
export const SequenceLeaf = z.strictObject({
  kind: z.literal('sequence'),
  first: z.strictObject(events),
  next: z.strictObject(events),
  /** How long after the first one the other has to come. */
  withinSeconds: seconds,
  /** False: it did not come, and the time is over. */
  happens: z.boolean(),
  /** Only first events that are no older than this. */
  lookbackSeconds: seconds.optional(),
})
export type SequenceLeaf = z.infer<typeof SequenceLeaf>

/** What became of messages to them: of all, or of those made from one template or for one journey. */
export const MessageLeaf = z
  .strictObject({
    kind: z.literal('message'),
    did: z.enum(['sent', 'opened', 'clicked', 'bounced']),
    templateId: z.uuid().optional(),
    journeyId: z.uuid().optional(),
    count,
    withinSeconds: seconds.optional(),
  })
  .refine(isCountable, tooMany)
export type MessageLeaf = z.infer<typeof MessageLeaf>

export const EventLeaves = [
  EventLeaf,
  MomentLeaf,
  OccurrenceLeaf,
  AmountLeaf,
  SequenceLeaf,
  MessageLeaf,
] as const
