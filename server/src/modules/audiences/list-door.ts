import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { changeList } from './change-list.ts'
import { DefinitionReader } from './definitions.ts'
import type { ListChange } from './list-contract.ts'

const reader = new DefinitionReader()

/** Puts customers on a list or takes them off it for another module, named by `by`. */
export async function listCustomers(
  work: Work,
  by: string,
  listId: string,
  action: ListChange['action'],
  customerIds: readonly string[],
): Promise<void> {
  const actor = { kind: 'command-line', id: by } as const
  const values = [...customerIds]
  await changeList(work, actor, { id: listId, reader, action, by: 'customerId', values })
}

/** Which of these are audiences that there are. */
export const knownAudiences = (db: Db, ids: readonly string[]): Promise<Set<string>> =>
  known(db, 'audiences.audience', ids)

/** Which of these are lists that there are. */
export const knownLists = (db: Db, ids: readonly string[]): Promise<Set<string>> =>
  known(db, 'audiences.list', ids)

async function known(
  db: Db,
  table: 'audiences.audience' | 'audiences.list',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}
