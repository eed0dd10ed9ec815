import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { finalIds, threadIds } from '../customers/index.ts'
import { nobody } from '../thread/events.ts'
import type { CustomerValue } from './contract.ts'

/** Who placed an order or gave one back, by its number in any case, those who did so last first. */
export async function buyersOf(db: Db, number: string): Promise<string[]> {
  const rows = await db
    .selectFrom('insight.sale')
    .select('customer_id')
    .where('number', '=', number.toLowerCase())
    .where('customer_id', '<>', nobody)
    .orderBy('at', 'desc')
    .limit(20)
    .execute()
  const finals = await finalIds(
    db,
    rows.map((row) => row.customer_id),
  )
  return [...new Set(rows.flatMap((row) => finals.get(row.customer_id) ?? []))]
}

/** The sales of these ids, as a profile is made of them: those of one person, or of several. */
export async function salesOf(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('insight.sale')
    .select(['customer_id as customerId', 'kind', 'number', 'at', 'channel', 'shop', 'currency'])
    .select(['amount', 'categories'])
    .where('customer_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('at')
    .execute()
}

/** Which of these people, by final id, refuse that what they do on the web is looked at. */
export type RefuseMeasuring = (db: Db, finalIds: readonly string[]) => Promise<ReadonlySet<string>>

/** What a person has brought, read from their own few sales and visits. */
export async function customerValue(
  db: Db,
  customerId: string,
  refusing: RefuseMeasuring,
): Promise<CustomerValue> {
  const final = (await finalIds(db, [customerId])).get(customerId) ?? customerId
  // The set, not only the final id: after a merge the figures follow a moment later.
  const ids = [...new Set([final, ...(await threadIds(db, final))])]
  const { rows: values } = await sql<CustomerValue['values'][number]>`
    select currency,
      count(*) filter (where kind = 'order') as orders,
      coalesce(sum(units) filter (where kind = 'order'), 0)::bigint as units,
      coalesce(sum(amount) filter (where kind = 'order'), 0)::bigint as revenue,
      count(*) filter (where kind = 'return') as returns,
      coalesce(sum(amount) filter (where kind = 'return'), 0)::bigint as returned
    from insight.sale where customer_id = any(${ids})
    group by currency order by orders desc, currency`.execute(db)
  const orders = await db
    .selectFrom('insight.sale')
    .select((sale) => [sale.fn.min('at').as('first'), sale.fn.max('at').as('last')])
    .where('customer_id', 'in', ids)
    .where('kind', '=', 'order')
    .executeTakeFirst()
  const visits = await db
    .selectFrom('insight.visit')
    .select((visit) => [visit.fn.countAll<number>().as('n'), visit.fn.max('ended_at').as('last')])
    .where('customer_id', 'in', ids)
    .where('views', '>', 0)
    .executeTakeFirst()
  const measured = !(await refusing(db, [final])).has(final)
  return {
    values,
    firstOrderAt: orders?.first?.toISOString() ?? null,
    lastOrderAt: orders?.last?.toISOString() ?? null,
    measured,
    visits: measured ? (visits?.n ?? 0) : 0,
    lastVisitAt: measured ? (visits?.last?.toISOString() ?? null) : null,
  }
}
