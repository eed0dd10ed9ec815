import { z } from 'zod'
import { Aside, PaperKind, Quantity, Sku } from './contract.ts'

/** Why somebody corrects a number by hand. */
export const reasons = [
  ...(['counted', 'found', 'lost', 'stolen', 'broken', 'expired', 'sample', 'mistake'] as const),
] as const
export const Reason = z.enum(reasons)
export type Reason = z.infer<typeof Reason>

const Note = z.string().trim().max(500).optional()
const Spot = { sku: Sku, locationId: z.uuid() }
const whole = 1_000_000
const PaperLines = z
  .array(z.object({ sku: Sku, quantity: Quantity }))
  .min(1)
  .max(1000)

/** By so much more or less, or to a number that was counted; one of them. */
export const AdjustInput = z
  .strictObject({
    ...Spot,
    by: z.int().min(-whole).max(whole).optional(),
    to: z.int().min(0).max(whole).optional(),
    reason: Reason,
    note: Note,
  })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), { path: ['by'] })
export type AdjustInput = z.infer<typeof AdjustInput>

/** Goods that come without having been announced. */
export const ReceiveInput = z.strictObject({
  locationId: z.uuid(),
  lines: PaperLines,
  note: Note,
  /** The same told again is one. */
  key: z.string().min(1).max(100).optional(),
})
export type ReceiveInput = z.infer<typeof ReceiveInput>

/** Sets goods aside, or puts them back, or throws away what was aside. */
export const AsideInput = z.strictObject({
  ...Spot,
  as: Aside,
  quantity: Quantity,
  what: z.enum(['set-aside', 'put-back', 'throw-away']),
  note: Note,
})
export type AsideInput = z.infer<typeof AsideInput>

/** What is kept back of an item in a place, and when somebody is told that it runs low. */
export const LevelRules = z.strictObject({
  ...Spot,
  safety: z.int().min(-whole).max(whole).nullable(),
  safetyByChannel: z.record(z.string().min(1).max(40), z.int().min(-whole).max(whole)).default({}),
  lowAt: z.int().min(0).max(whole).nullable(),
  uncounted: z.boolean().default(false),
})
export type LevelRules = z.infer<typeof LevelRules>

/** What a place keeps back of everything from a channel (`*`: from all); null takes the rule away. */
export const PlaceSafety = z.strictObject({
  locationId: z.uuid(),
  channel: z.string().min(1).max(40),
  quantity: z.int().min(0).max(whole).nullable(),
})
export type PlaceSafety = z.infer<typeof PlaceSafety>

export const NewPaperInput = z
  .strictObject({
    kind: PaperKind,
    from: z.uuid().optional(),
    locationId: z.uuid(),
    lines: z
      .array(z.object({ sku: Sku, quantity: Quantity }))
      .max(1000)
      .default([]),
    ref: z.string().trim().max(100).optional(),
    note: Note,
    dueAt: z.iso.datetime().optional(),
  })
  .refine(({ kind, from, locationId }) => kind !== 'transfer' || (from && from !== locationId), {
    path: ['from'],
  })
  .refine(({ kind, lines }) => kind === 'stocktake' || lines.length > 0, { path: ['lines'] })
export type NewPaperInput = z.input<typeof NewPaperInput>

export const ArriveInput = z.strictObject({
  lines: z.array(z.object({ sku: Sku, quantity: Quantity })).max(1000),
  aside: Aside.optional(),
  last: z.boolean().default(true),
  key: z.string().min(1).max(100).optional(),
})
export type ArriveInput = z.input<typeof ArriveInput>

export const CountInput = z.strictObject({
  counts: z
    .array(z.object({ sku: Sku, quantity: z.int().min(0).max(whole) }))
    .min(1)
    .max(1000),
})
export type CountInput = z.infer<typeof CountInput>
