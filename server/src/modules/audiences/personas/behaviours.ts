import type { Db } from '../../../kernel/database.ts'
import { refusingMeasure } from '../../consent/index.ts'
import { addUp, habitsById, idsOfPeople, keptOrders, under } from '../../customers/index.ts'
import { salesOf } from '../../insight/index.ts'
import type { Behaviour } from './features.ts'

const dayMs = 86_400_000
/** Who bought something is drawn to it as much as who looked five times. */
const boughtWeighs = 5

interface Span {
  readonly now: Date
  /** Purchases count so long; what they look at and on which channels, as long as it was counted. */
  readonly days: number
  readonly currency: string
}

/** What these people, by final id, do: without those who did nothing, or refuse to have it looked at. */
export async function behavioursOf(
  db: Db,
  finalIds: readonly string[],
  { now, days, currency }: Span,
): Promise<Behaviour[]> {
  if (finalIds.length === 0) return []
  const finals = await idsOfPeople(db, finalIds)
  const ids = [...finals.keys()]
  const refusing = await refusingMeasure(db, finalIds)
  const habits = await habitsById(db, ids)
  const sales = Map.groupBy(
    await salesOf(db, ids),
    ({ customerId }) => finals.get(customerId) ?? customerId,
  )
  const idsOf = Map.groupBy(ids, (id) => finals.get(id) ?? id)
  const since = new Date(now.getTime() - days * dayMs)
  return finalIds.flatMap((customerId) => {
    if (refusing.has(customerId)) return []
    const counts = (idsOf.get(customerId) ?? []).reduce<Counts>(
      (sum, id) => addUp(sum, Object.entries(habits.get(id) ?? {})),
      {},
    )
    const recent = (sales.get(customerId) ?? []).filter(({ at }) => at > since && at <= now)
    if (recent.length === 0 && under(counts, 'channel').length === 0) return []
    return [
      { customerId, ...boughtIn(recent, { since, now, currency }), ...drawnTo(counts, recent) },
    ]
  })
}

type Counts = Readonly<Record<string, number>>
type Sale = Awaited<ReturnType<typeof salesOf>>[number]

function boughtIn(
  sales: readonly Sale[],
  { since, now, currency }: { since: Date; now: Date; currency: string },
): Pick<Behaviour, 'recency' | 'orders' | 'spent'> {
  const orders = keptOrders(sales)
  const lastAt = orders.reduce((last, { at }) => Math.max(last, at.getTime()), since.getTime())
  const spent = sales
    .filter((sale) => sale.currency === currency)
    .reduce((sum, { kind, amount }) => sum + (kind === 'order' ? 1 : -1) * (amount ?? 0), 0)
  return { recency: (now.getTime() - lastAt) / dayMs, orders: orders.length, spent }
}

function drawnTo(
  counts: Counts,
  sales: readonly Sale[],
): Pick<Behaviour, 'channels' | 'categories'> {
  const channels = Object.fromEntries(under(counts, 'channel'))
  const categories = Object.fromEntries(under(counts, 'viewed'))
  for (const { kind, channel, categories: bought } of sales) {
    if (kind !== 'order') continue
    // Whoever buys uses that channel, also where nothing else was counted there.
    channels[channel] ??= 1
    for (const [category, units] of Object.entries(bought)) {
      categories[category] = (categories[category] ?? 0) + boughtWeighs * units
    }
  }
  return { channels, categories }
}
