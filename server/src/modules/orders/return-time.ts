import type { Db } from '../../kernel/database.ts'
import type { FulfilmentRow } from './rows.ts'
import { orderSettings } from './settings.ts'

/** When the last of it came to the customer; undefined as long as something is on its way to leave. */
export function deliveredAt(fulfilments: readonly FulfilmentRow[]): Date | undefined {
  const times = fulfilments
    .filter(({ state }) => state === 'shipped' || state === 'handed-over')
    .flatMap(({ ended_at }) => ended_at?.getTime() ?? [])
  return times.length === 0 ? undefined : new Date(Math.max(...times))
}

/** Until when it may be returned; null before anything was delivered. */
export async function lastReturnDay(
  db: Db,
  fulfilments: readonly FulfilmentRow[],
): Promise<Date | null> {
  const there = deliveredAt(fulfilments)
  if (!there) return null
  const { returnDays } = await orderSettings(db)
  return new Date(there.getTime() + returnDays * 86_400_000)
}
