import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { finalIds, findMany, idsOfPeople } from '../customers/index.ts'
import { type Actor, audit } from '../team/index.ts'
import { plainArray } from './arrays.ts'
import type { DefinitionReader } from './definitions.ts'
import type { ListChange, ListChanged } from './list-contract.ts'
import { lookAgain } from './look-again.ts'
import { ListNotFound } from './refusals.ts'
import { takeTurn } from './turn.ts'

const kinds = {
  email: 'email',
  phone: 'phone',
  loyaltyCard: 'loyalty_card',
  userId: 'user_id',
} as const

/**
 * Puts people on a list or takes them off it, and lets the audiences that name lists look at them at
 * once. Who has been merged since leaves it with all their ids.
 */
export async function changeList(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  { id, reader, action, by, values }: ListChange & { id: string; reader: DefinitionReader },
): Promise<ListChanged> {
  const { tx, now } = work
  const definitions = await reader.read(tx, await takeTurn(work))
  const { numUpdatedRows } = await tx
    .updateTable('audiences.list')
    .set({ changed_at: now })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new ListNotFound({ id })
  const named = await peopleNamed(tx, by, values)
  const people = [...new Set(named.values())]
  if (action === 'add') {
    await sql`
      insert into audiences.listed (customer_id, list_id, added_at)
      select customer_id, ${id}, ${now} from unnest(${plainArray(people)}::uuid[]) as named (customer_id)
      on conflict do nothing`.execute(tx)
  } else {
    const ids = [...(await idsOfPeople(tx, people)).keys()]
    await sql`
      delete from audiences.listed
      where list_id = ${id} and customer_id = any(${plainArray(ids)}::uuid[])`.execute(tx)
  }
  await lookAgain(work, people, definitions, 'list')
  await audit(work, actor, 'audiences/list-changed', `list:${id}`, { action, n: people.length })
  return { changed: people.length, unknown: values.filter((value) => !named.has(value)) }
}

/** Who is meant, by final id, by the value as it was given. */
async function peopleNamed(
  db: Db,
  by: ListChange['by'],
  values: readonly string[],
): Promise<Map<string, string>> {
  if (by !== 'customerId') return findMany(db, kinds[by], values)
  const ids = values.filter((value) => uuid.test(value))
  return finalIds(
    db,
    ids.map((value) => value.toLowerCase()),
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
