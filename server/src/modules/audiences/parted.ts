import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { idsOfPeople } from '../customers/index.ts'
import { eventsOf } from '../thread/index.ts'
import { Additions } from './additions.ts'
import type { Definitions } from './definitions.ts'
import type { Standing } from './engine/decide.ts'
import { unknown } from './standing.ts'
import { addToTallies } from './tallies.ts'

/**
 * Counts again, from the thread, for people who were one and are no longer, and lets all audiences look
 * at them. The thread does not hold this batch yet, which is added after.
 */
export async function partTallies(
  tx: Db,
  definitions: Definitions,
  people: ReadonlySet<string>,
  standings: Map<string, Standing>,
): Promise<void> {
  await sql`delete from audiences.tally where customer_id = any(${[...people]}::uuid[])`.execute(tx)
  const personOf = await idsOfPeople(tx, [...people])
  const counted = new Additions(definitions)
  for (const event of await eventsOf(tx, [...personOf.keys()])) {
    counted.count({ ...event, finalId: personOf.get(event.customerId) ?? event.customerId })
  }
  await addToTallies(tx, counted.list, [], [])
  for (const id of people) {
    // Known, though in no audience yet: what was counted for them is looked at.
    standings.set(id, { ...(standings.get(id) ?? unknown), until: 0 })
  }
}
