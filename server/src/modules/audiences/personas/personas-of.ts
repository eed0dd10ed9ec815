import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { idsOfPeople } from '../../customers/index.ts'
import { plainArray } from '../arrays.ts'

/**
 * The personas that these people, by final id, were found to be of: one of each search. Who was two
 * people then is of the persona of their final id, or else of that of their lowest id.
 */
export async function personasOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  if (finalIds.length === 0) return new Map()
  const finals = await idsOfPeople(db, finalIds)
  const { rows } = await sql<{ customer_id: string; search_id: string; persona_id: string }>`
    select customer_id, search_id, persona_id from audiences.persona_of
    where customer_id = any(${plainArray([...finals.keys()])}::uuid[])
    order by customer_id desc`.execute(db)
  const isTheirOwn = (row: (typeof rows)[number]) => finals.get(row.customer_id) === row.customer_id
  const found = new Map<string, Map<string, string>>()
  // What is set last stays: the lowest id's, and above it that of the final id.
  for (const row of [...rows.filter((one) => !isTheirOwn(one)), ...rows.filter(isTheirOwn)]) {
    const person = finals.get(row.customer_id) ?? row.customer_id
    const own = found.get(person) ?? new Map<string, string>()
    found.set(person, own.set(row.search_id, row.persona_id))
  }
  return new Map([...found].map(([person, own]) => [person, new Set(own.values())]))
}
