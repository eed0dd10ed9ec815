import { z } from 'zod'

/** From so much on, and below so much; without an end: any more. */
const range = z
  .strictObject({ from: z.number().min(0), to: z.number().min(0).optional() })
  .refine(({ from, to }) => to === undefined || from < to, { error: 'range/empty' })
export type Range = z.infer<typeof range>

/**
 * A cell of recency, frequency and money, or several: when they last bought, in days; how many orders
 * they kept; what they spent less what they gave back, in minor units. Who never bought is in no cell.
 * The limits stand in the condition, so that what it means changes only when somebody edits it.
 */
export const RfmLeaf = z
  .strictObject({
    kind: z.literal('rfm'),
    recency: range.optional(),
    frequency: range.optional(),
    money: range.optional(),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .refine(({ recency, frequency, money }) => Boolean(recency ?? frequency ?? money), {
    error: 'rfm/limits-missing',
  })
export type RfmLeaf = z.infer<typeof RfmLeaf>

/** A place by its name, which for a shop is the one that its till tells. */
export const Place = z.strictObject({
  name: z.string().trim().min(1).max(200),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
export type Place = z.infer<typeof Place>

/**
 * How far they live, as the bird flies, from the nearest of some places, or from that of them where they
 * buy most. Nobody of whom it is not known is near or far.
 */
export const DistanceLeaf = z.strictObject({
  kind: z.literal('distance'),
  which: z.enum(['nearest', 'favourite']),
  places: z.array(Place).min(1).max(500),
  is: z.enum(['within', 'beyond']),
  km: z.number().positive().max(20_100),
})
export type DistanceLeaf = z.infer<typeof DistanceLeaf>

/** A forecast that was made of them compares so. Of whom there is none, it does not hold. */
export const PredictedLeaf = z.strictObject({
  kind: z.literal('predicted'),
  name: z.string().min(1).max(60),
  op: z.enum(['gt', 'gte', 'lt', 'lte']),
  value: z.number(),
})
export type PredictedLeaf = z.infer<typeof PredictedLeaf>

/** They were found to be of this persona when personas were looked for. */
export const PersonaLeaf = z.strictObject({ kind: z.literal('persona'), id: z.uuid() })
export type PersonaLeaf = z.infer<typeof PersonaLeaf>

export const FigureLeaves = [RfmLeaf, DistanceLeaf, PredictedLeaf, PersonaLeaf] as const
