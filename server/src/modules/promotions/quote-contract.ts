import { z } from 'zod'

const Amount = z.int()
const Price = z.int().min(0).max(1_000_000_000)
/** Basis points: 550 is 5.5 %. */
const Vat = z.int().min(0).max(10_000)
const Currency = z.string().regex(/^[A-Z]{3}$/)

/** A line of a basket, with what promotions and taxes need to know of its product. */
export const BasketLine = z.object({
  id: z.string().min(1).max(200),
  sku: z.string().min(1).max(200),
  productId: z.string().max(200).default(''),
  quantity: z.int().min(1).max(9_999),
  /** The price of one, including taxes or not as the basket says. */
  unit: Price,
  vat: Vat,
  categories: z.array(z.string()).default([]),
  brand: z.string().nullable().default(null),
})
export type BasketLine = z.infer<typeof BasketLine>

export const BasketDelivery = z.object({
  id: z.string().min(1).max(200),
  price: Price,
  vat: Vat,
})
export type BasketDelivery = z.infer<typeof BasketDelivery>

export const Basket = z.object({
  currency: Currency,
  pricesIncludeTax: z.boolean(),
  lines: z.array(BasketLine).max(500),
  delivery: z.array(BasketDelivery).max(50).default([]),
})
export type Basket = z.infer<typeof Basket>

/** Why a promotion, or a code that somebody typed, gives nothing. Figures say what would be needed. */
export const Why = z.enum([
  'code-unknown',
  'code-missing',
  'code-used',
  'not-started',
  'ended',
  'other-currency',
  'other-channel',
  'other-shop',
  'not-in-audience',
  'not-first-order',
  'subtotal-missing',
  'quantity-missing',
  'nothing-eligible',
  'nothing-to-deliver',
  'gift-missing',
  'nothing-left',
  'used-up',
  'customer-limit',
  'budget-spent',
  'excluded-by',
])
export type Why = z.infer<typeof Why>

export const NotApplied = z.object({
  /** Null for a code that opens nothing. */
  promotionId: z.string().nullable(),
  code: z.string().nullable(),
  why: Why,
  /** What is missing: minor units of the basket's prices, or units of goods. */
  missing: z.int().optional(),
  /** What there must be. */
  needed: z.int().optional(),
  /** The promotion that goes before it. */
  by: z.string().optional(),
  /** The gift that is to be put into the basket. */
  sku: z.string().optional(),
  at: z.string().optional(),
})
export type NotApplied = z.infer<typeof NotApplied>

export const Applied = z.object({
  promotionId: z.string(),
  code: z.string().nullable(),
  /** What it takes off, in the basket's prices; more than 0. */
  amount: Amount,
  /** Of tiers: how far it is to the next. */
  next: z.object({ missing: z.int(), from: z.int() }).optional(),
})
export type Applied = z.infer<typeof Applied>

const Discount = z.object({ promotionId: z.string(), amount: Amount })
const Taxed = { discounts: z.array(Discount), net: Amount, vat: Amount, gross: Amount }

export const QuoteLine = z.object({
  id: z.string(),
  sku: z.string(),
  quantity: z.int(),
  unit: Amount,
  vatRate: z.int(),
  /** Unit times quantity, before promotions, in the basket's prices. */
  list: Amount,
  discount: Amount,
  ...Taxed,
  /** What each unit comes to, taxes included; they add up to `gross`. */
  perUnit: z.array(Amount),
})
export type QuoteLine = z.infer<typeof QuoteLine>

export const QuoteDelivery = z.object({
  id: z.string(),
  vatRate: z.int(),
  list: Amount,
  discount: Amount,
  ...Taxed,
})
export type QuoteDelivery = z.infer<typeof QuoteDelivery>

/** VAT of the document, once for each rate. */
export const Tax = z.object({ rate: z.int(), net: Amount, vat: Amount })
export type Tax = z.infer<typeof Tax>

/** What a basket comes to, and why. All parts add up: lines and deliveries to the totals. */
export const Quote = z.object({
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  lines: z.array(QuoteLine),
  delivery: z.array(QuoteDelivery),
  taxes: z.array(Tax),
  /** The goods before promotions, and all discounts (of delivery too), in the basket's prices. */
  subtotal: Amount,
  discount: Amount,
  net: Amount,
  vat: Amount,
  gross: Amount,
  applied: z.array(Applied),
  notApplied: z.array(NotApplied),
})
export type Quote = z.infer<typeof Quote>
