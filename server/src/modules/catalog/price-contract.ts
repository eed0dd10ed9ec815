import { z } from 'zod'
import { Channel, Code, Currency, Sku, Texts } from './contract.ts'

/** Who is asked prices of their own: `members`, `staff`, `pro`. */
export const PriceGroup = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)

const Priority = z.int().min(-1000).max(1000)
const period = {
  beginsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  endsAt: z.iso.datetime({ offset: true }).nullable().default(null),
}

export const PriceListInput = z.object({
  code: Code,
  name: Texts,
  currency: Currency,
  includesTax: z.boolean().default(true),
  /** Null: on every channel. */
  channel: Channel.nullable().default(null),
  /** Null: of everybody. */
  priceGroup: PriceGroup.nullable().default(null),
  ...period,
  priority: Priority.default(0),
  /** Its prices are announced as reductions. */
  reduction: z.boolean().default(false),
})
export type PriceListInput = z.infer<typeof PriceListInput>

/** What may still change: what it is called, and its period ahead of now; `now` is by the product's clock. */
export const PriceListChange = z.object({
  name: Texts,
  ...period,
  endsAt: z
    .union([z.literal('now'), z.iso.datetime({ offset: true })])
    .nullable()
    .default(null),
})
export type PriceListChange = z.infer<typeof PriceListChange>

export const PriceListState = z.enum(['coming', 'running', 'over'])

export const PriceList = PriceListInput.extend({
  id: z.uuid(),
  state: PriceListState,
  /** How many articles have a price in it. */
  prices: z.int(),
})
export type PriceList = z.infer<typeof PriceList>

export const PriceInput = z.object({
  list: Code,
  sku: Sku,
  /** In minor units; null takes the price out of the list. */
  amount: z.int().min(0).max(1_000_000_000).nullable(),
  /** From when on; now, if absent. */
  from: z.iso.datetime({ offset: true }).optional(),
})
export type PriceInput = z.infer<typeof PriceInput>

export const PriceLine = z.object({
  list: Code,
  amount: z.int(),
  beginsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
})
export type PriceLine = z.infer<typeof PriceLine>

/** What was, is and will be asked for an article, and why just that is asked now. */
export const ArticlePrices = z.object({
  sku: z.string(),
  lines: z.array(PriceLine),
  asked: z
    .object({
      amount: z.int(),
      currency: z.string(),
      includesTax: z.boolean(),
      compareAt: z.int().nullable(),
      /** The list that won. */
      list: z.string(),
      /** Of lists that hold too, and what each would have asked. */
      others: z.array(z.object({ list: z.string(), amount: z.int() })),
    })
    .nullable(),
})
export type ArticlePrices = z.infer<typeof ArticlePrices>
