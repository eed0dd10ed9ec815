import { sql } from 'kysely'
import type { Db, Tx } from '../../kernel/database.ts'
import type { WovenEvent } from '../thread/events.ts'
import { addUp, type Counts, habitsIn } from './habits.ts'

/** Counts what these events show of their customers' habits: one statement to read, one to write. */
export async function countHabits(tx: Tx, events: readonly WovenEvent[]): Promise<void> {
  const fresh = new Map<string, Counts>()
  for (const event of events) {
    const keys = habitsIn(event)
    if (keys.length === 0) continue
    const counts = fresh.get(event.customerId) ?? {}
    for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
    fresh.set(event.customerId, counts)
  }
  if (fresh.size === 0) return
  const known = await habitsById(tx, [...fresh.keys()])
  const rows = [...fresh]
    .map(([id, counts]) => [id, addUp(known.get(id) ?? {}, Object.entries(counts))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  await sql`
    insert into customers.habits (customer_id, counts)
    select * from unnest(${rows.map(([id]) => id)}::uuid[],
      ${rows.map(([, counts]) => JSON.stringify(counts))}::jsonb[])
    on conflict (customer_id) do update set counts = excluded.counts`.execute(tx)
}

/** The habits of one person, over all the ids that their events lie under. */
export async function habitsOf(db: Db, ids: readonly string[]): Promise<Counts> {
  const known = await habitsById(db, ids)
  return [...known.values()].reduce((sum, one) => addUp(sum, Object.entries(one)), {})
}

/** The habits that were counted under each of these ids. */
export async function habitsById(db: Db, ids: readonly string[]): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('customers.habits')
    .select(['customer_id', 'counts'])
    .where('customer_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row.counts]))
}
