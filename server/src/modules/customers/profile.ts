import type { Db } from '../../kernel/database.ts'
import { eventsOf } from '../thread/index.ts'
import { habitsOf } from './habit-book.ts'
import { type Counts, under } from './habits.ts'
import { stageOf, stageRules } from './lifecycle.ts'
import { cartAfter, cartDays, cartNames } from './open-cart.ts'
import { profileOf, threadIds } from './people.ts'
import type { CustomerProfile } from './profile-contract.ts'
import { CustomerNotFound } from './refusals.ts'

/** A purchase or a return, as whoever keeps the books tells it. */
export interface Sale {
  readonly kind: 'order' | 'return'
  readonly number: string | null
  readonly at: Date
  readonly channel: string
  readonly shop: string | null
  readonly currency: string
  readonly amount: number | null
  readonly categories: Counts
}
export type SalesOf = (db: Db, ids: readonly string[]) => Promise<readonly Sale[]>

const day = 86_400_000
/** Who bought something is drawn to it as much as who looked five times. */
const boughtWeighs = 5
const mostInterests = 8

/** What a person's thread makes of them, read from counts that were kept as it grew. */
export async function customerProfile(
  db: Db,
  id: string,
  { now, salesOf }: { now: Date; salesOf: SalesOf },
): Promise<CustomerProfile> {
  const ids = await threadIds(db, id)
  const person = ids[0] && (await profileOf(db, ids[0]))
  if (!person) throw new CustomerNotFound({ id })
  const [sales, habits, ofCart] = await Promise.all([
    salesOf(db, ids),
    habitsOf(db, ids),
    eventsOf(db, ids, { names: cartNames, since: new Date(now.getTime() - cartDays * day) }),
  ])
  const kept = keptOrders(sales)
  const moments = kept.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())
  const yearAgo = now.getTime() - stageRules.lost * day
  return {
    customerId: person.customerId,
    firstSeenAt: person.firstSeenAt.toISOString(),
    lastSeenAt: person.lastSeenAt.toISOString(),
    stage: stageOf(moments, now),
    stageFrom: {
      orders: kept.length,
      ordersInYear: moments.filter((at) => at.getTime() >= yearAgo).length,
      firstOrderAt: moments[0]?.toISOString() ?? null,
      lastOrderAt: moments.at(-1)?.toISOString() ?? null,
      rules: stageRules,
    },
    spend: spendOf(sales),
    favouriteShop: favouriteShopOf(sales),
    channels: under(habits, 'channel').map(([channel, acts]) => ({ channel, acts })),
    hours: Array.from({ length: 24 }, (_, hour) => habits[`hour:${hour}`] ?? 0),
    interests: interestsOf(habits, sales),
    cart: cartAfter(ofCart),
  }
}

/** Orders that were not given back as a whole. */
export function keptOrders<Some extends Pick<Sale, 'kind' | 'number' | 'amount'>>(
  sales: readonly Some[],
): Some[] {
  const returned = new Map<string, number>()
  for (const { kind, number, amount } of sales) {
    if (kind === 'return' && number)
      returned.set(number, (returned.get(number) ?? 0) + (amount ?? 0))
  }
  return sales.filter(({ kind, number, amount }) => {
    if (kind !== 'order') return false
    return !(number && amount && (returned.get(number) ?? 0) >= amount)
  })
}

function spendOf(sales: readonly Sale[]): CustomerProfile['spend'] {
  const by = new Map<string, { orders: number; revenue: number; returned: number }>()
  for (const { kind, currency, amount } of sales) {
    const sums = by.get(currency) ?? { orders: 0, revenue: 0, returned: 0 }
    by.set(currency, sums)
    if (kind === 'order') sums.orders++
    if (kind === 'order') sums.revenue += amount ?? 0
    else sums.returned += amount ?? 0
  }
  return [...by]
    .map(([currency, { orders, revenue, returned }]) => ({
      ...{ currency, orders, spent: revenue - returned },
      averageBasket: orders > 0 ? Math.round(revenue / orders) : null,
    }))
    .sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1))
}

/** Where they bought most often; of two, where they bought last. */
function favouriteShopOf(sales: readonly Sale[]): CustomerProfile['favouriteShop'] {
  const by = new Map<string, { orders: number; last: number }>()
  for (const { kind, shop, at } of sales) {
    if (kind !== 'order' || !shop) continue
    const known = by.get(shop) ?? { orders: 0, last: 0 }
    by.set(shop, { orders: known.orders + 1, last: Math.max(known.last, at.getTime()) })
  }
  const [first] = [...by].sort(([, a], [, b]) => b.orders - a.orders || b.last - a.last)
  return first ? { name: first[0], orders: first[1].orders } : null
}

function interestsOf(habits: Counts, sales: readonly Sale[]): CustomerProfile['interests'] {
  const by = new Map<string, CustomerProfile['interests'][number]>()
  const of = (category: string) => {
    const interest = by.get(category) ?? { category, viewed: 0, bought: 0, returned: 0 }
    by.set(category, interest)
    return interest
  }
  for (const [category, viewed] of under(habits, 'viewed')) of(category).viewed += viewed
  for (const { kind, categories } of sales) {
    for (const [category, units] of Object.entries(categories)) {
      if (kind === 'order') of(category).bought += units
      else of(category).returned += units
    }
  }
  const weight = ({ viewed, bought, returned }: CustomerProfile['interests'][number]) =>
    viewed + boughtWeighs * Math.max(0, bought - returned)
  return [...by.values()]
    .sort((a, b) => weight(b) - weight(a) || (a.category < b.category ? -1 : 1))
    .slice(0, mostInterests)
}
