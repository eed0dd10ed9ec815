import { keptOrders, stageOf, stageRules } from '../../customers/index.ts'
import { counting, isSale, type Sale, saleNames, saleOf } from '../../insight/index.ts'
import type { ShopLeaf, StageLeaf } from '../customer-leaf-contract.ts'
import type { Needing } from './counts.ts'
import type { CustomerState } from './state.ts'
import { steady, timeless } from './verdict.ts'

const dayMs = 86_400_000

/** The sales that a history tells of, each once, as the books have them. */
export function salesIn({ history }: CustomerState): Sale[] {
  const sales = new Map<string, Sale>()
  const orders = new Map<string | null, Sale>()
  for (const event of history) {
    if (!isSale(event)) continue
    const sale = saleOf(event, '')
    const known = sales.get(sale.reference)
    const counts = known ? counting(known, sale) : sale
    sales.set(sale.reference, counts)
    const other = orders.get(sale.number)
    if (sale.kind === 'order') orders.set(sale.number, other ? counting(other, counts) : counts)
  }
  // An order that is given back as a whole is given back for what it had cost.
  return [...sales.values()].map((sale) => {
    const order = sale.whole ? orders.get(sale.number) : undefined
    return order ? { ...sale, amount: order.amount, currency: order.currency } : sale
  })
}

/** The same stages as the profile shows, from the orders that were kept. */
export function compileStage(leaf: StageLeaf): Needing {
  const isMeant = new Set<string>(leaf.in)
  const ordersIn = (state: CustomerState) =>
    keptOrders(salesIn(state)).map(({ at }) => new Date(at))
  const spans = [stageRules.new, stageRules.active, stageRules.lost].map((days) => days * dayMs)
  return {
    evaluate: (state, now) => {
      const orders = ordersIn(state)
      // A stage ends after its last day: at the first moment that is older.
      const ends = orders.flatMap((at) => spans.map((span) => at.getTime() + span + 1))
      return steady((moment) => isMeant.has(stageOf(orders, new Date(moment))), ends, now)
    },
    found: (state, now) => stageOf(ordersIn(state), new Date(now)),
    history: saleNames,
  }
}

const inShops = (state: CustomerState): Sale[] =>
  salesIn(state).filter((sale) => sale.kind === 'order' && sale.shop !== null)

export function compileShop({ which, shop, withinSeconds }: ShopLeaf): Needing {
  if (which === 'favourite') {
    return {
      evaluate: (state) => timeless(favouriteShopOf(state) === shop),
      found: favouriteShopOf,
      history: saleNames,
    }
  }
  const window = withinSeconds === undefined ? Number.POSITIVE_INFINITY : withinSeconds * 1000
  const lastIn = (state: CustomerState) =>
    inShops(state).reduce((last, sale) => (sale.shop === shop ? Math.max(last, sale.at) : last), 0)
  return {
    evaluate: (state, now) => {
      const end = lastIn(state) === 0 ? 0 : lastIn(state) + window
      return steady((moment) => moment < end, Number.isFinite(end) ? [end] : [], now)
    },
    found: (state) => (lastIn(state) === 0 ? null : new Date(lastIn(state)).toISOString()),
    history: saleNames,
  }
}

/** Where they bought most often; of two, where they bought last. */
export function favouriteShopOf(state: CustomerState): string | null {
  const by = new Map<string, { orders: number; last: number }>()
  for (const { shop, at } of inShops(state)) {
    if (shop === null) continue
    const known = by.get(shop) ?? { orders: 0, last: 0 }
    by.set(shop, { orders: known.orders + 1, last: Math.max(known.last, at) })
  }
  const [first] = [...by].sort(([, a], [, b]) => b.orders - a.orders || b.last - a.last)
  return first?.[0] ?? null
}
