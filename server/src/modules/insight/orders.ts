import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'

/** The event of the newest order of each of these customers, within a time; who has none is absent. */
export async function ordersOf(
  db: Db,
  customerIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await sql<{ customer_id: string; event_id: string }>`
    select distinct on (customer_id) customer_id, event_id from insight.sale
    where customer_id = any(${[...customerIds]}::uuid[]) and kind = 'order'
      and at >= ${from} and at <= ${to}
    order by customer_id, at desc`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.event_id]))
}

/** Every order of these customers, the oldest first. */
export async function allOrdersOf(
  db: Db,
  customerIds: readonly string[],
): Promise<{ customerId: string; eventId: string; at: Date }[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{ customerId: string; eventId: string; at: Date }>`
    select customer_id as "customerId", event_id as "eventId", at from insight.sale
    where customer_id = any(${[...customerIds]}::uuid[]) and kind = 'order' order by at`.execute(db)
  return rows
}

/** When each of these customers last bought something. */
export async function lastOrders(
  db: Db,
  customerIds: readonly string[],
): Promise<Map<string, Date>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    select customer_id, max(at) as at from insight.sale
    where customer_id = any(${[...customerIds]}::uuid[]) and kind = 'order'
    group by customer_id`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.at]))
}
