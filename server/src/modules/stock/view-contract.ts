import { z } from 'zod'
import { PaperKind, PaperState, Proof, ReservationKind } from './contract.ts'

const Texts = z.object({ fr: z.string(), en: z.string() })

export const ItemState = z.enum(['low', 'out', 'negative', 'reserved', 'aside'])
export type ItemState = z.infer<typeof ItemState>

export const ItemQuery = z.object({
  /** A sku, a barcode, or words of a product's name. */
  search: z.string().trim().max(100).optional(),
  location: z.uuid().optional(),
  state: ItemState.optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ItemQuery = z.infer<typeof ItemQuery>

/** An item over all places, or in the one that was asked for. */
export const Item = z.object({
  sku: z.string(),
  name: Texts.nullable(),
  places: z.int(),
  onHand: z.int(),
  reserved: z.int(),
  /** Damaged or to be looked at. */
  aside: z.int(),
  /** What may be sold, with safety stock kept back. */
  available: z.int(),
  inbound: z.int(),
  /** In how many places it is at or below its mark. */
  low: z.int(),
  /** In how many there is less than nothing. */
  negative: z.int(),
})
export type Item = z.infer<typeof Item>

export const ItemPage = z.object({ items: z.array(Item), next: z.string().nullable() })
export type ItemPage = z.infer<typeof ItemPage>

export const PlaceLevel = z.object({
  locationId: z.uuid(),
  location: z.string(),
  kind: z.enum(['shop', 'warehouse']),
  onHand: z.int(),
  reserved: z.int(),
  damaged: z.int(),
  quality: z.int(),
  inbound: z.int(),
  /** Kept back from channels without a rule of their own, the place's rule included. */
  safety: z.int(),
  /** The item's own rule; null where the place's holds. */
  ownSafety: z.int().nullable(),
  safetyByChannel: z.record(z.string(), z.int()),
  available: z.int(),
  lowAt: z.int().nullable(),
  isLow: z.boolean(),
  uncounted: z.boolean(),
})
export type PlaceLevel = z.infer<typeof PlaceLevel>

export const ItemDetail = z.object({
  sku: z.string(),
  name: Texts.nullable(),
  levels: z.array(PlaceLevel),
})
export type ItemDetail = z.infer<typeof ItemDetail>

export const MoveLine = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  locationId: z.uuid(),
  location: z.string(),
  kind: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  damaged: z.int(),
  quality: z.int(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  ref: z.string().nullable(),
  /** Who of the team did it. */
  by: z.string().nullable(),
})
export type MoveLine = z.infer<typeof MoveLine>

export const MoveQuery = z.object({
  location: z.uuid().optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MoveQuery = z.infer<typeof MoveQuery>
export const MovePage = z.object({ moves: z.array(MoveLine), next: z.uuid().nullable() })

export const ReservationLine = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: Texts.nullable(),
  locationId: z.uuid(),
  location: z.string(),
  quantity: z.int(),
  kind: ReservationKind,
  channel: z.string(),
  ref: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
})
export type ReservationLine = z.infer<typeof ReservationLine>

export const ReservationQuery = z.object({
  sku: z.string().max(100).optional(),
  location: z.uuid().optional(),
  kind: ReservationKind.optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ReservationQuery = z.infer<typeof ReservationQuery>
export const ReservationPage = z.object({
  reservations: z.array(ReservationLine),
  next: z.uuid().nullable(),
})

export const Paper = z.object({
  id: z.uuid(),
  kind: PaperKind,
  state: PaperState,
  from: z.string().nullable(),
  locationId: z.uuid(),
  location: z.string(),
  ref: z.string().nullable(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  createdAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  lines: z.int(),
  expected: z.int(),
  found: z.int(),
})
export type Paper = z.infer<typeof Paper>

export const PaperDetail = Paper.extend({
  /** Whether its goods are promised to an order: then they are received there. */
  held: z.boolean(),
  rows: z.array(
    z.object({
      sku: z.string(),
      name: Texts.nullable(),
      expected: z.int(),
      found: z.int().nullable(),
    }),
  ),
})
export type PaperDetail = z.infer<typeof PaperDetail>

export const PaperQuery = z.object({
  state: PaperState.optional(),
  kind: PaperKind.optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PaperQuery = z.infer<typeof PaperQuery>
export const PaperPage = z.object({ papers: z.array(Paper), next: z.uuid().nullable() })

/** The last proof, and what needs somebody now. */
export const StockState = z.object({
  proof: Proof.nullable(),
  levels: z.int(),
  low: z.int(),
  negative: z.int(),
  reservations: z.int(),
  openPapers: z.int(),
})
export type StockState = z.infer<typeof StockState>

const Skus = z
  .string()
  .transform((list) => list.split(',').filter(Boolean))
  .pipe(z.array(z.string().max(100)).min(1).max(100))

export const AvailabilityQuery = z.object({
  /** Separated by commas. */
  skus: Skus,
  channel: z.string().max(40).optional(),
  location: z.uuid().optional(),
})

export const Available = z.object({
  sku: z.string(),
  locationId: z.uuid(),
  available: z.int(),
})

export const Place = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['shop', 'warehouse']),
})
export type Place = z.infer<typeof Place>
