import { z } from 'zod'

const Day = z.iso.date()
const Zone = z.string().refine(isZone, 'unknown time zone')
const Currency = z.string().regex(/^[A-Z]{3}$/)

/** Whole days, both included, in the brand's time zone unless another is named. */
export const Period = z
  .object({ from: Day, to: Day, timeZone: Zone.optional(), currency: Currency.optional() })
  .refine(({ from, to }) => from <= to, 'ends before it begins')
export type Period = z.infer<typeof Period>

/**
 * One tile: what was measured, how, on how many, and against the period before. `change` is relative
 * (0.1 = a tenth more), `low` and `high` are its 95 % interval; null where there is too little to say.
 */
export const Figure = z.object({
  formula: z.string(),
  value: z.number().nullable(),
  n: z.int(),
  before: z.number().nullable(),
  nBefore: z.int(),
  change: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Figure = z.infer<typeof Figure>

/** Amounts in minor units. Texts of the formulas stand in the console under their codes. */
export const Figures = z.object({
  visits: Figure,
  conversion: Figure,
  orders: Figure,
  unitsPerOrder: Figure,
  averageBasket: Figure,
  revenue: Figure,
  returned: Figure,
  newCustomers: Figure,
  /** Orders and returns that named no amount: they count as nothing in the revenue. */
  unpriced: z.int(),
})
export type Figures = z.infer<typeof Figures>

export const Home = z.object({
  from: Day,
  to: Day,
  beforeFrom: Day,
  beforeTo: Day,
  timeZone: z.string(),
  currency: z.string(),
  /** Every currency in which something was sold in the period, the most used first. */
  currencies: z.array(z.string()),
  total: Figures,
  channels: z.array(z.object({ channel: z.string(), figures: Figures })),
})
export type Home = z.infer<typeof Home>

export const HomeQuery = Period.safeExtend({ channel: z.string().optional() })
export type HomeQuery = z.infer<typeof HomeQuery>

/** What was counted on one channel; amounts in minor units of the period's currency. */
export const Sums = z.object({
  visits: z.int(),
  converted: z.int(),
  newCustomers: z.int(),
  orders: z.int(),
  unpriced: z.int(),
  units: z.int(),
  revenue: z.int(),
  returns: z.int(),
  returned: z.int(),
})
export type Sums = z.infer<typeof Sums>

export const SeriesQuery = HomeQuery.safeExtend({ by: z.enum(['day', 'month']).default('day') })
export type SeriesQuery = z.infer<typeof SeriesQuery>

/** Only days (or months, named by their first day) on which something was counted. */
export const Series = z.object({
  timeZone: z.string(),
  currency: z.string(),
  points: z.array(Sums.extend({ day: Day, channel: z.string() })),
})
export type Series = z.infer<typeof Series>

/** What a person has brought, per currency, and when they came. */
export const CustomerValue = z.object({
  values: z.array(
    z.object({
      currency: z.string(),
      orders: z.int(),
      units: z.int(),
      revenue: z.int(),
      returns: z.int(),
      returned: z.int(),
    }),
  ),
  firstOrderAt: z.iso.datetime().nullable(),
  lastOrderAt: z.iso.datetime().nullable(),
  /** False for who refuses to be measured: their visits count in the figures, and are not theirs. */
  measured: z.boolean(),
  visits: z.int(),
  lastVisitAt: z.iso.datetime().nullable(),
})
export type CustomerValue = z.infer<typeof CustomerValue>

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
