import { keptOrders } from '../../customers/index.ts'
import { type Sale, saleNames } from '../../insight/index.ts'
import type { PersonaLeaf, PredictedLeaf, Range, RfmLeaf } from '../figure-leaf-contract.ts'
import type { Needing } from './counts.ts'
import type { CustomerState, LeafMeaning } from './state.ts'
import { salesIn } from './trade.ts'
import { steady, timeless } from './verdict.ts'

const dayMs = 86_400_000

const isIn = (value: number, { from, to }: Range) =>
  from <= value && (to === undefined || value < to)

/** What they spent less what they gave back, in minor units of one currency. */
export const spentIn = (sales: readonly Sale[], currency: string): number =>
  sales
    .filter((sale) => sale.currency === currency)
    .reduce((sum, { kind, amount }) => sum + (kind === 'order' ? 1 : -1) * (amount ?? 0), 0)

export function compileRfm({ recency, frequency, money, currency }: RfmLeaf): Needing {
  const figuresOf = (state: CustomerState) => {
    const sales = salesIn(state)
    const orders = keptOrders(sales)
    const lastAt = orders.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY)
    return { orders: orders.length, spent: spentIn(sales, currency), lastAt }
  }
  return {
    evaluate: (state, now) => {
      const { orders, spent, lastAt } = figuresOf(state)
      if (orders === 0 || (frequency && !isIn(orders, frequency))) return timeless(false)
      if (money && !isIn(spent, money)) return timeless(false)
      if (!recency) return timeless(true)
      const isRecent = (moment: number) => isIn(Math.max(0, moment - lastAt) / dayMs, recency)
      const limits = [recency.from, recency.to].filter((days) => days !== undefined)
      return steady(
        isRecent,
        limits.map((days) => lastAt + days * dayMs),
        now,
      )
    },
    found: (state, now) => {
      const { orders, spent, lastAt } = figuresOf(state)
      if (orders === 0) return null
      return { days: Math.floor(Math.max(0, now - lastAt) / dayMs), orders, spent, currency }
    },
    history: saleNames,
  }
}

/** A forecast that nobody made is neither high nor low. */
export function compilePredicted({ name, op, value }: PredictedLeaf): LeafMeaning {
  const holds = (found: number) =>
    ({ gt: found > value, gte: found >= value, lt: found < value, lte: found <= value })[op]
  return {
    evaluate: ({ predictions }) => {
      const found = predictions[name]
      return timeless(found !== undefined && holds(found))
    },
    found: ({ predictions }) => predictions[name] ?? null,
  }
}

export function compilePersona({ id }: PersonaLeaf): LeafMeaning {
  const isOf = ({ personas }: CustomerState) => personas.has(id)
  return { evaluate: (state) => timeless(isOf(state)), found: isOf }
}
