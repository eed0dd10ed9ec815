import { Condition, Effect } from '../../server/src/modules/promotions/effect-contract.ts'
import {
  type Basket,
  type Quote,
  quote,
  type Rule,
} from '../../server/src/modules/promotions/index.ts'
import type { Priced } from './schema.ts'

/** The case's percentages as basis points. */
const points = (percent: number) => Math.round(percent * 100)

export function basketOf({ prices, lines, shipping, shippings }: Priced): Basket {
  return {
    currency: 'EUR',
    pricesIncludeTax: prices === 'gross',
    lines: lines.map(({ unit, qty, vat, sku, product, category, brand }, at) => ({
      ...{ id: String(at).padStart(4, '0'), sku: sku ?? `sku-${at}`, unit, quantity: qty },
      ...{ productId: product ?? '', categories: category ? [category] : [] },
      ...{ vat: points(vat), brand: brand ?? null },
    })),
    delivery: [...(shipping ? [shipping] : []), ...shippings].map(({ price, vat }, at) => ({
      id: String(at),
      price,
      vat: points(vat),
    })),
  }
}

type Given = Readonly<Record<string, unknown>>

/** Promotions in the order in which they are given, unless they name their priority. */
export const rulesOf = ({ promos, discount_percent }: Priced): Rule[] => {
  const all =
    discount_percent === undefined ? promos : [...promos, { order_percent: discount_percent }]
  return all.map((promo, at) => ruleOf(promo, at))
}

function ruleOf(given: Given, at: number): Rule {
  const left = new Map(Object.entries(given))
  const take = (name: string): number | undefined => {
    const value = left.get(name)
    if (value === undefined) return undefined
    left.delete(name)
    return Number(value)
  }
  const conditions = conditionsOf(take)
  const target = targetOf(left)
  const effect = effectOf(take, left, target)
  const priority = take('priority') ?? 100
  const combines = left.get('combinable') !== false && left.get('exclusive') !== true
  const group = typeof left.get('group') === 'string' ? String(left.get('group')) : null
  for (const known of ['combinable', 'exclusive', 'group', 'id', 'code', 'name']) left.delete(known)
  if (left.size > 0) throw new Error(`promotion with unknown ${[...left.keys()].join(', ')}`)
  return {
    ...{ id: String(given.id ?? String(at).padStart(4, '0')), priority, currency: 'EUR', effect },
    ...{ conditions, startsAt: null, endsAt: null, needsCode: false, codes: [], group, combines },
    limits: { total: null, perCustomer: null, budget: null },
    used: { uses: 0, byCustomer: 0, spent: 0 },
  }
}

type Take = (name: string) => number | undefined

function conditionsOf(take: Take): Condition[] {
  const known: [string, string][] = [
    ['if_subtotal_gte', 'subtotal'],
    ['if_qty_gte', 'quantity'],
    ['if_line_qty_gte', 'line-quantity'],
  ]
  return known.flatMap(([name, kind]) => {
    const atLeast = take(name)
    return atLeast === undefined ? [] : [Condition.parse({ kind, atLeast })]
  })
}

/** What a promotion is for: one name or several. */
function targetOf(left: Map<string, unknown>) {
  const names = { skus: 'sku', products: 'product', categories: 'category', brands: 'brand' }
  return Object.fromEntries(
    Object.entries(names).flatMap(([list, name]) => {
      const value = left.get(name) ?? left.get(list)
      if (value === undefined) return []
      left.delete(name)
      left.delete(list)
      return [[list, Array.isArray(value) ? value.map(String) : [String(value)]]]
    }),
  )
}

function effectOf(take: Take, left: Map<string, unknown>, target: object): Effect {
  const maxQuantity = take('max_quantity') ?? null
  if (left.has('buy_qty')) {
    const which = left.get('which') ?? 'cheapest'
    left.delete('which')
    return Effect.parse({
      kind: 'buy-get',
      buy: { quantity: take('buy_qty'), target },
      get: { quantity: take('get_qty') ?? 1, target },
      percent: points(take('get_percent') ?? 100),
      ...{ which, maxQuantity },
    })
  }
  if (left.get('free_shipping') !== undefined) {
    left.delete('free_shipping')
    return Effect.parse({ kind: 'delivery', how: 'price', value: 0 })
  }
  for (const [name, effect] of simple) {
    const value = take(name)
    if (value !== undefined) return Effect.parse({ ...effect(value), target, maxQuantity })
  }
  throw new Error(`promotion of an unknown kind: ${[...left.keys()].join(', ')}`)
}

const simple: readonly [string, (value: number) => object][] = [
  ['item_percent', (value) => ({ kind: 'percent', of: 'items', percent: points(value) })],
  ['percent_each', (value) => ({ kind: 'percent', of: 'items', percent: points(value) })],
  ['order_percent', (value) => ({ kind: 'percent', of: 'order', percent: points(value) })],
  ['percent_across', (value) => ({ kind: 'percent', of: 'order', percent: points(value) })],
  ['order_fixed', (amount) => ({ kind: 'fixed', how: 'order', amount })],
  ['fixed_across', (amount) => ({ kind: 'fixed', how: 'across', amount })],
  ['fixed_each', (amount) => ({ kind: 'fixed', how: 'each', amount })],
  ['item_fixed', (amount) => ({ kind: 'fixed', how: 'each', amount })],
  ['shipping_percent', (value) => ({ kind: 'delivery', how: 'percent', value: points(value) })],
  ['shipping_fixed', (value) => ({ kind: 'delivery', how: 'amount', value })],
  ['shipping_price', (value) => ({ kind: 'delivery', how: 'price', value })],
]

/** What the basket comes to. */
export const quoteOf = (given: Priced, rules = rulesOf(given)): Quote =>
  quote(basketOf(given), rules, {
    ...{ at: new Date('2026-11-30T10:00:00Z'), channel: 'web', shopId: null },
    ...{ audienceIds: [], firstOrder: false, codes: [] },
  })
