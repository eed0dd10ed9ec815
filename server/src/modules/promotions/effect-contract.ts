import { z } from 'zod'

/** Minor units of the promotion's currency. */
const Amount = z.int().min(0).max(1_000_000_000)
/** Basis points: 1050 is 10.5 %. */
const Percent = z.int().min(1).max(10_000)
const Quantity = z.int().min(1).max(10_000)
const Names = z.array(z.string().trim().min(1).max(200)).max(500).default([])

/**
 * Which lines are meant: those that are in each list that names anything. Without any list, all.
 * Categories are codes, and a line is in those of its product and in all that are above them.
 */
export const Target = z.object({
  skus: Names,
  products: Names,
  categories: Names,
  brands: Names,
})
export type Target = z.infer<typeof Target>

const anything: Target = { skus: [], products: [], categories: [], brands: [] }
const Meant = Target.default(anything)

/** So much off each line that is meant, or off all of the goods at once. */
const PercentOff = z.object({
  kind: z.literal('percent'),
  of: z.enum(['items', 'order']),
  percent: Percent,
  target: Meant,
  /** Off so many units of each line at most. */
  maxQuantity: Quantity.nullable().default(null),
})

/** An amount off the goods, off each unit, or shared by the lines that are meant. */
const AmountOff = z.object({
  kind: z.literal('fixed'),
  how: z.enum(['order', 'each', 'across']),
  amount: Amount.min(1),
  target: Meant,
  maxQuantity: Quantity.nullable().default(null),
})

/** Whoever buys so many gets so many more for less: the cheapest of all, or more of the same. */
const BuyGet = z.object({
  kind: z.literal('buy-get'),
  buy: z.object({ target: Meant, quantity: Quantity }),
  get: z.object({ target: Meant, quantity: Quantity }),
  percent: Percent.default(10_000),
  which: z.enum(['cheapest', 'same']).default('cheapest'),
  /** Units that are had for less, over the whole basket. */
  maxQuantity: Quantity.nullable().default(null),
})

const Step = z.union([
  z.object({ from: z.int().min(1).max(1_000_000_000), percent: Percent }),
  z.object({ from: z.int().min(1).max(1_000_000_000), amount: Amount.min(1) }),
])

/** The more, the more off: the highest step that was reached counts for all that is meant. */
const Tiers = z.object({
  kind: z.literal('tiers'),
  by: z.enum(['spend', 'quantity']),
  target: Meant,
  steps: z.array(Step).min(1).max(20),
})

/** Off the fees of delivery, and off nothing else. */
const Delivery = z.object({
  kind: z.literal('delivery'),
  /** By so many basis points, by an amount, or down to a price. */
  how: z.enum(['percent', 'amount', 'price']),
  value: Amount,
})

/** These together for a price. */
const Bundle = z.object({
  kind: z.literal('bundle'),
  parts: z
    .array(z.object({ target: Meant, quantity: Quantity }))
    .min(1)
    .max(10),
  price: Amount,
  maxTimes: Quantity.nullable().default(null),
})

/** A thing that is free. Whoever keeps the cart puts it in when told that it is missing. */
const Gift = z.object({
  kind: z.literal('gift'),
  sku: z.string().trim().min(1).max(200),
  quantity: Quantity.default(1),
})

/** What a promotion gives. */
export const Effect = z.discriminatedUnion('kind', [
  PercentOff,
  AmountOff,
  BuyGet,
  Tiers,
  Delivery,
  Bundle,
  Gift,
])
export type Effect = z.infer<typeof Effect>
export type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>
export type TierStep = z.infer<typeof Step>

const Ids = z.array(z.string().trim().min(1).max(200)).min(1).max(100)

/**
 * When a promotion is given: all of its conditions hold. Amounts and quantities are those left after
 * the promotions before it.
 */
export const Condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subtotal'), atLeast: Amount.min(1), target: Meant }),
  z.object({ kind: z.literal('quantity'), atLeast: Quantity, target: Meant }),
  /** Of one and the same line. */
  z.object({ kind: z.literal('line-quantity'), atLeast: Quantity, target: Meant }),
  z.object({ kind: z.literal('audience'), anyOf: Ids }),
  z.object({ kind: z.literal('channel'), anyOf: Ids }),
  z.object({ kind: z.literal('shop'), anyOf: Ids }),
  z.object({ kind: z.literal('first-order') }),
])
export type Condition = z.infer<typeof Condition>
