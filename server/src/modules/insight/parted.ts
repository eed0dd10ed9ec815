import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { finalIds, idsOfPeople } from '../customers/index.ts'
import type { Unmerge } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import type { Changes } from './rollup.ts'
import { clearSales, enterSales } from './sale-book.ts'
import { isSale, saleOf } from './trade.ts'
import { clearVisits, enterVisits } from './visit-book.ts'
import { isActivity, moment } from './visits.ts'

/** Notes who was parted, in the weave; like merges, it is for the consumer to follow. */
export async function noteParted(tx: Tx, unmerges: readonly Unmerge[]): Promise<void> {
  if (unmerges.length === 0) return
  const people = [...new Set(unmerges.flatMap(({ kept, restored }) => [kept, restored]))]
  await sql`
    insert into insight.parted (customer_id) select * from unnest(${people}::uuid[])
    on conflict do nothing`.execute(tx)
}

/**
 * Counts the visits and sales of parted people again, each by what happened to them: visits that were
 * joined cannot be cut. What lies from `position` on has not been counted yet, and will be.
 */
export async function countParted(tx: Tx, position: number, changes: Changes): Promise<void> {
  const { rows } = await sql<{ customer_id: string }>`
    delete from insight.parted returning customer_id`.execute(tx)
  if (rows.length === 0) return
  const noted = rows.map((row) => row.customer_id)
  const personOf = await idsOfPeople(tx, [...new Set((await finalIds(tx, noted)).values())])
  const ids = [...personOf.keys()]
  await clearVisits(tx, ids, changes)
  await clearSales(tx, ids, changes)
  const events = (await eventsOf(tx, ids)).filter((event) => event.position < position)
  const person = (customerId: string) => personOf.get(customerId) ?? customerId
  const moments = events.filter(isActivity).map((event) => moment(event, person(event.customerId)))
  const sales = events.filter(isSale).map((event) => saleOf(event, person(event.customerId)))
  await enterVisits(tx, moments, changes)
  await enterSales(tx, sales, changes)
}
