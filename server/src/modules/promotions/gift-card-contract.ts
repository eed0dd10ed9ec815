import { z } from 'zod'

/**
 * Multi-purpose: what it will buy is not known, so VAT is due when it is redeemed. Single-purpose: the
 * rate is known, and VAT is due when the card is sold (2016/1065, art. 256 ter CGI).
 */
export const CardPurpose = z.enum(['multi', 'single'])
export type CardPurpose = z.infer<typeof CardPurpose>

export const EntryKind = z.enum(['issued', 'redeemed', 'credited', 'expired'])
export type EntryKind = z.infer<typeof EntryKind>

const Amount = z.int().min(1).max(100_000_000)

export const NewCard = z
  .object({
    amount: Amount,
    currency: z.string().regex(/^[A-Z]{3}$/),
    purpose: CardPurpose.default('multi'),
    /** Basis points; of a single-purpose card only. */
    vat: z.int().min(0).max(10_000).nullable().default(null),
    expiresAt: z.iso.datetime().nullable().default(null),
    customerId: z.uuid().nullable().default(null),
  })
  .refine(({ purpose, vat }) => (purpose === 'single') === (vat !== null), {
    path: ['vat'],
    message: 'a single-purpose card names its rate, another does not',
  })
export type NewCard = z.input<typeof NewCard>

export const GiftCard = z.object({
  id: z.uuid(),
  /** The last characters of its code: the rest is known to its holder alone. */
  tail: z.string(),
  currency: z.string(),
  purpose: CardPurpose,
  vat: z.int().nullable(),
  face: z.int(),
  balance: z.int(),
  /** What payments that are under way have put aside. */
  held: z.int(),
  customerId: z.uuid().nullable(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  blockedAt: z.iso.datetime().nullable(),
})
export type GiftCard = z.infer<typeof GiftCard>

/** The one time that the whole code is told. VAT is what the sale of the card itself owes. */
export const IssuedCard = GiftCard.extend({ code: z.string(), vatAtSale: z.int() })
export type IssuedCard = z.infer<typeof IssuedCard>

export const CardEntry = z.object({
  id: z.uuid(),
  kind: EntryKind,
  amount: z.int(),
  balance: z.int(),
  ref: z.string(),
  at: z.iso.datetime(),
})
export type CardEntry = z.infer<typeof CardEntry>

export const GiftCardDetail = GiftCard.extend({
  entries: z.array(CardEntry),
  holds: z.array(z.object({ ref: z.string(), amount: z.int(), at: z.iso.datetime() })),
})
export type GiftCardDetail = z.infer<typeof GiftCardDetail>

export const GiftCardQuery = z.object({
  tail: z.string().trim().max(8).optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type GiftCardQuery = z.infer<typeof GiftCardQuery>

export const GiftCardPage = z.object({
  cards: z.array(GiftCard),
  next: z.string().nullable(),
  /** What the brand owes the holders of all cards, by currency. */
  owed: z.array(z.object({ currency: z.string(), amount: z.int() })),
})
export type GiftCardPage = z.infer<typeof GiftCardPage>

export const CardCode = z.object({ code: z.string().trim().min(8).max(40) })
export type CardCode = z.infer<typeof CardCode>

/** What the holder of a code may know. */
export const CardBalance = z.object({
  tail: z.string(),
  currency: z.string(),
  /** What can be paid with now. */
  available: z.int(),
  expiresAt: z.iso.datetime().nullable(),
})
export type CardBalance = z.infer<typeof CardBalance>
