import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { idsOfPeople } from '../customers/index.ts'
import { plainArray } from './arrays.ts'

/** The lists on which these people, by final id, stand: by whichever of their ids. */
export async function listsOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const lists = new Map<string, Set<string>>()
  if (finalIds.length === 0) return lists
  const finals = await idsOfPeople(db, finalIds)
  const { rows } = await sql<{ customer_id: string; list_id: string }>`
    select customer_id, list_id from audiences.listed
    where customer_id = any(${plainArray([...finals.keys()])}::uuid[])`.execute(db)
  for (const { customer_id, list_id } of rows) {
    const person = finals.get(customer_id) ?? customer_id
    lists.set(person, (lists.get(person) ?? new Set()).add(list_id))
  }
  return lists
}
