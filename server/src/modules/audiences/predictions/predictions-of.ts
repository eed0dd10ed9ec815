import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { idsOfPeople } from '../../customers/index.ts'
import { plainArray } from '../arrays.ts'

/** What was forecast of these people, by final id; of what was forecast for two of their ids, the newer. */
export async function predictionsOf(
  db: Db,
  finalIds: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const predictions = new Map<string, Record<string, number>>()
  if (finalIds.length === 0) return predictions
  const finals = await idsOfPeople(db, finalIds)
  const { rows } = await sql<{ customer_id: string; name: string; value: number }>`
    select customer_id, name, value from audiences.prediction
    where customer_id = any(${plainArray([...finals.keys()])}::uuid[])
    order by at, customer_id`.execute(db)
  for (const { customer_id, name, value } of rows) {
    const person = finals.get(customer_id) ?? customer_id
    predictions.set(person, { ...predictions.get(person), [name]: value })
  }
  return predictions
}
