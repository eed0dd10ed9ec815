import { z } from 'zod'
import { perUnit, split } from '../../server/src/kernel/money.ts'
import type { Area } from './area.ts'
import { quoteOf, rulesOf } from './basket.ts'
import { tryCodes } from './codes.ts'
import { type Figures, faultsOf } from './compare.ts'
import { isLimited, useUp } from './limits.ts'
import { Priced } from './schema.ts'
import { figuresOf } from './vat.ts'

const Vectors = z.object({
  vectors: z.array(z.object({ weights: z.array(z.int()), total: z.int() })),
})

/** Promotions: totals, discounts by line and by promotion, how amounts are split, codes and limits. */
export const promotions: Area = async (one, product) => {
  const { given, then } = one
  if ('vectors' in given) {
    const parts = Vectors.parse(given).vectors.map(({ weights, total }) => split(total, weights))
    return faultsOf(then, { parts })
  }
  if ('coupons' in given) return tryCodes(await product(), one)
  if (isLimited(given)) return useUp(await product(), one)
  const priced = Priced.parse(given)
  return faultsOf(then, {
    ...figuresOf(priced),
    ...byPromotion(priced),
    ...inEachOrder(priced),
    ...perUnitDiscount(priced),
  })
}

function perUnitDiscount(priced: Priced): Figures {
  const { lines, line_discount = quoteOf(priced).lines[0]?.discount ?? 0 } = priced
  const per_unit_discount = perUnit(line_discount, lines[0]?.qty ?? 1)
  return { per_unit_discount, sum: per_unit_discount.reduce((all, one) => all + one, 0) }
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

/** What each promotion takes off each line, in the order in which they are given. */
function byPromotion(priced: Priced): Figures {
  const { lines } = quoteOf(priced)
  const by = (id: string) =>
    lines.map((line) => line.discounts.find((one) => one.promotionId === id)?.amount ?? 0)
  return Object.fromEntries(
    rulesOf(priced).map(({ id }, at) => [ordinals[at] ?? `promotion_${at + 1}`, by(id)]),
  )
}

/** What the basket comes to when a promotion of each kind is the first in order. */
function inEachOrder(priced: Priced): Figures {
  const rules = rulesOf(priced)
  return Object.fromEntries(
    rules.map((rule) => {
      const first = rules.map((one) => ({ ...one, priority: one === rule ? 1 : 2 }))
      const kind = rule.effect.kind === 'percent' ? 'percent' : 'fixed'
      return [`${kind}_first`, quoteOf(priced, first).gross]
    }),
  )
}
