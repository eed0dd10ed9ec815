import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'
import type { List } from './list-contract.ts'
import { leavesIn } from './nesting.ts'
import { ListInUse, ListNotFound } from './refusals.ts'
import { takeTurn } from './turn.ts'

type Who = Pick<Actor, 'kind' | 'id'>

export async function lists(db: Db): Promise<List[]> {
  const { rows } = await sql<{
    id: string
    name: string
    customers: number
    created_at: Date
    changed_at: Date
  }>`
    select list.*, (select count(*)::int from audiences.listed where list_id = list.id) as customers
    from audiences.list order by name`.execute(db)
  return rows.map(({ id, name, customers, created_at, changed_at }) => ({
    ...{ id, name, customers },
    createdAt: created_at.toISOString(),
    changedAt: changed_at.toISOString(),
  }))
}

export async function list(db: Db, id: string): Promise<List> {
  const found = (await lists(db)).find((one) => one.id === id)
  if (!found) throw new ListNotFound({ id })
  return found
}

export async function createList(work: Work, actor: Who, name: string): Promise<string> {
  const { tx, now } = work
  const id = work.newId()
  await tx
    .insertInto('audiences.list')
    .values({ id, name, created_at: now, changed_at: now })
    .execute()
  await audit(work, actor, 'audiences/list-created', `list:${id}`)
  return id
}

/** Forgets a list that no audience names. */
export async function deleteList(work: Work, actor: Who, id: string): Promise<void> {
  await takeTurn(work)
  const rows = await work.tx
    .selectFrom('audiences.audience')
    .select(['id', 'name', 'condition'])
    .execute()
  const by = rows.filter(({ condition }) =>
    leavesIn(condition).some((leaf) => leaf.kind === 'list' && leaf.id === id),
  )
  if (by.length > 0) {
    const names = by.map(({ name }) => name).join(', ')
    throw new ListInUse({ by: by.map((row) => row.id), names })
  }
  await work.tx.deleteFrom('audiences.listed').where('list_id', '=', id).execute()
  const { numDeletedRows } = await work.tx
    .deleteFrom('audiences.list')
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new ListNotFound({ id })
  await audit(work, actor, 'audiences/list-deleted', `list:${id}`)
}
