import { z } from 'zod'

/** What a reservation is for; it only differs in how long it lives. */
export const ReservationKind = z.enum(['cart', 'pickup', 'order'])
export type ReservationKind = z.infer<typeof ReservationKind>

/** Goods that are there and cannot be sold for now. */
export const aside = ['damaged', 'quality'] as const
export const Aside = z.enum(aside)
export type Aside = z.infer<typeof Aside>

export const PaperKind = z.enum(['transfer', 'delivery', 'stocktake'])
export type PaperKind = z.infer<typeof PaperKind>

/** A transfer is sent and received, a delivery expected and received, a stocktake counting and approved. */
export const PaperState = z.enum(['open', 'done', 'cancelled'])
export type PaperState = z.infer<typeof PaperState>

export const Sku = z.string().trim().min(1).max(100)
/** What one movement may be of; a table of PostgreSQL's `integer` never runs over with it. */
export const Quantity = z.int().min(1).max(1_000_000)

/** The first level that is not the sum of its moves, or not what its reservations say. */
export const Disagreement = z.object({
  sku: z.string(),
  locationId: z.uuid(),
  what: z.enum(['on_hand', 'reserved', 'damaged', 'quality', 'reservations']),
  level: z.int(),
  found: z.int(),
})
export type Disagreement = z.infer<typeof Disagreement>

/** What adding up the whole journal has shown. */
export const Proof = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  levels: z.int(),
  moves: z.int(),
  /** Lines of reservations that are open. */
  reservations: z.int(),
  disagreements: z.int(),
  first: Disagreement.nullable(),
  tookMs: z.int(),
})
export type Proof = z.infer<typeof Proof>
