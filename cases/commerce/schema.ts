import { z } from 'zod'

/** A file of commerce cases: minor units, percentages as numbers. What is given depends on the area. */
const Things = z.record(z.string(), z.unknown())

export const Case = z.object({
  id: z.string(),
  area: z.string(),
  title: z.string(),
  given: Things,
  when: z.string(),
  // biome-ignore lint/suspicious/noThenProperty: the files call it so
  then: Things,
})
export type Case = z.infer<typeof Case>

export const CaseFile = z.object({
  cases: z.array(z.looseObject({ id: z.string(), title: z.string() })),
})

const Vat = z.number().default(0)
export const Line = z.strictObject({
  unit: z.int(),
  qty: z.int().default(1),
  vat: Vat,
  sku: z.string().optional(),
  product: z.string().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
})
export type Line = z.infer<typeof Line>
export const Shipping = z.strictObject({ price: z.int(), vat: Vat })

/** A basket with its promotions, as areas vat, money, promo and refund give it. */
export const Priced = z.looseObject({
  prices: z.enum(['net', 'gross']).default('gross'),
  lines: z.array(Line).default([]),
  shipping: Shipping.optional(),
  shippings: z.array(Shipping).default([]),
  promos: z.array(Things).default([]),
  discount_percent: z.number().optional(),
  line_discount: z.int().optional(),
})
export type Priced = z.infer<typeof Priced>
