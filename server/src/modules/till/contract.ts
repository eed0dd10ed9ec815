import { z } from 'zod'

const Moment = z.iso.datetime()
/** An amount in minor units; what is given back is negative. */
const Amount = z.int()

/**
 * By what money came or went. `cash`, `terminal`: over the counter; `in-shop`: the same, where nobody said which.
 * `card`: on the web. `exchange`: by what was brought back for it, or by what was taken for it.
 */
export const TillMeans = z.enum(['in-shop', 'cash', 'terminal', 'card', 'gift-card', 'exchange'])
export type TillMeans = z.infer<typeof TillMeans>

/** A till of a shop, with where its chain stands. */
export const Till = z.object({
  id: z.uuid(),
  code: z.string(),
  place: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
  currency: z.string(),
  openedAt: Moment,
  /** How many receipts it has written. */
  receipts: z.int(),
  /** The sum of the absolute amounts of all its receipts. */
  perpetual: Amount,
  /** The day that is not closed yet. */
  openDay: z.iso.date(),
  closesAt: Moment,
  closings: z.int(),
})
export type Till = z.infer<typeof Till>

export const TillInput = z.object({
  locationId: z.uuid(),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
})
export type TillInput = z.infer<typeof TillInput>

export const ReceiptKind = z.enum(['sale', 'refund'])
export type ReceiptKind = z.infer<typeof ReceiptKind>

export const TillTax = z.object({ rate: z.int(), net: Amount, vat: Amount })
export type TillTax = z.infer<typeof TillTax>

export const TillPart = z.object({ means: TillMeans, amount: Amount })
export type TillPart = z.infer<typeof TillPart>

export const ReceiptLine = z.object({
  /** `adjustment`: an amount without goods, such as a gesture. */
  kind: z.enum(['article', 'delivery', 'adjustment']),
  sku: z.string().nullable(),
  name: z.object({ fr: z.string(), en: z.string() }).nullable(),
  /** What comes back counts below zero. */
  quantity: z.int(),
  vatRate: z.int().nullable(),
  /** With tax, promotions taken off. */
  gross: Amount,
})
export type ReceiptLine = z.infer<typeof ReceiptLine>

/** A receipt as it was sealed: nothing of it is ever changed. */
export const Receipt = z.object({
  id: z.uuid(),
  tillId: z.uuid(),
  till: z.string(),
  /** Without a gap, from 1. */
  number: z.int(),
  at: Moment,
  kind: ReceiptKind,
  currency: z.string(),
  total: Amount,
  lines: z.array(ReceiptLine),
  taxes: z.array(TillTax),
  payments: z.array(TillPart),
  orderId: z.uuid().nullable(),
  orderNumber: z.string().nullable(),
  /** Of a refund: the receipt of what is given back, where a till sold it. */
  corrects: z.uuid().nullable(),
  /** Who of the team wrote it. */
  by: z.string(),
  /** The till's perpetual total, with this receipt. */
  perpetual: Amount,
  previous: z.string(),
  hash: z.string(),
})
export type Receipt = z.infer<typeof Receipt>

export const ReceiptQuery = z.object({
  /** A till by its code. */
  till: z.string().max(60).optional(),
  place: z.uuid().optional(),
  number: z.coerce.number().int().positive().optional(),
  /** The number of an order, or its id. */
  order: z.string().trim().max(60).optional(),
  /** In minor units, of sales and refunds alike. */
  amount: z.coerce.number().int().nonnegative().optional(),
  /** A day, as the wall of the shop (or of the brand) has it. */
  day: z.iso.date().optional(),
  kind: ReceiptKind.optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ReceiptQuery = z.infer<typeof ReceiptQuery>

/** Newest first; `next` is the `before` of the following page. */
export const ReceiptPage = z.object({
  receipts: z.array(Receipt.extend({ place: z.string() })),
  next: z.string().nullable(),
})
export type ReceiptPage = z.infer<typeof ReceiptPage>

const Printed = z.object({
  /** 0 is the original, each further one a duplicate. */
  copy: z.int(),
  at: Moment,
  by: z.string(),
  byName: z.string().nullable(),
})

export const ReceiptDetail = Receipt.extend({
  byName: z.string().nullable(),
  place: z.object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    timeZone: z.string(),
    address: z.object({ street: z.string(), postalCode: z.string(), city: z.string() }),
  }),
  brand: z.string(),
  prints: z.array(Printed),
  /** Other receipts of the same order. */
  others: z.array(
    z.object({ id: z.uuid(), till: z.string(), number: z.int(), total: Amount, at: Moment }),
  ),
  /** The closing of its day; null while the day is open. */
  closing: z.object({ id: z.uuid(), period: z.string() }).nullable(),
})
export type ReceiptDetail = z.infer<typeof ReceiptDetail>

export const ClosingKind = z.enum(['day', 'month', 'year'])
export type ClosingKind = z.infer<typeof ClosingKind>

/** What a till took and gave back in a period. */
export const TillTotals = z.object({
  receipts: z.int(),
  sales: Amount,
  /** Below zero. */
  refunds: Amount,
  total: Amount,
  taxes: z.array(TillTax),
  payments: z.array(TillPart),
})
export type TillTotals = z.infer<typeof TillTotals>

/** The closing of a period, sealed and signed; it stands for ever. */
export const Closing = TillTotals.extend({
  id: z.uuid(),
  tillId: z.uuid(),
  till: z.string(),
  /** Its place in the chain of the till's closings. */
  position: z.int(),
  kind: ClosingKind,
  /** `2026-11-30`, `2026-11` or `2026`. */
  period: z.string(),
  from: Moment,
  to: Moment,
  /** The first and last receipt; null where nothing was sold. */
  first: z.int().nullable(),
  last: z.int().nullable(),
  currency: z.string(),
  perpetual: Amount,
  /** Where the chain of receipts stood. */
  receiptsHash: z.string(),
  keepUntil: z.iso.date(),
  closedAt: Moment,
  previous: z.string(),
  hash: z.string(),
  keyId: z.uuid(),
  signature: z.string(),
})
export type Closing = z.infer<typeof Closing>

export const ClosingQuery = z.object({
  till: z.string().max(60).optional(),
  place: z.uuid().optional(),
  kind: ClosingKind.optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ClosingQuery = z.infer<typeof ClosingQuery>

export const ClosingPage = z.object({
  closings: z.array(Closing.extend({ place: z.string() })),
  next: z.string().nullable(),
})
export type ClosingPage = z.infer<typeof ClosingPage>

export const ArchiveQuery = z.object({
  till: z.string().max(60),
  /** A day, month or year that is closed. */
  period: z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/),
})
export type ArchiveQuery = z.infer<typeof ArchiveQuery>

/**
 * missing: there is none where one was. content: it is not what its hash says. chain: it does not go on from
 * the one before. head: the till says otherwise. sums: it does not add up. signature: the till's key did not
 * sign it. receipts: it does not say what the receipts say.
 */
export const Fault = z.enum([
  'missing',
  'content',
  'chain',
  'head',
  'sums',
  'signature',
  'receipts',
])
export type Fault = z.infer<typeof Fault>

/** What reading all of a till again has shown. */
export const TillVerdict = z.object({
  tillId: z.uuid(),
  till: z.string(),
  place: z.string(),
  receipts: z.object({
    /** Those that were found as they were written, from the first. */
    intact: z.int(),
    firstAltered: z.object({ number: z.int(), id: z.uuid().nullable(), why: Fault }).optional(),
    /** How many come after the first that was altered: they prove nothing any more. */
    after: z.int(),
    /** The last hash; kept elsewhere, it proves all receipts up to it. */
    head: z.string(),
  }),
  closings: z.object({
    intact: z.int(),
    firstAltered: z
      .object({
        position: z.int(),
        kind: ClosingKind.nullable(),
        period: z.string().nullable(),
        why: Fault,
      })
      .optional(),
    after: z.int(),
    head: z.string(),
  }),
  /** Its keys: what they signed can be checked by whoever noted them. */
  keys: z.array(z.object({ id: z.uuid(), fingerprint: z.string(), madeAt: Moment })),
})
export type TillVerdict = z.infer<typeof TillVerdict>

export const VerdictQuery = z.object({ till: z.string().max(60).optional() })
