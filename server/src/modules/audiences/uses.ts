import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { rowOf } from './audience-row.ts'
import { conditionsOf, dependentsOf } from './conditions.ts'
import type { AudienceUse } from './contract.ts'
import { AudienceInUse, ListInUse } from './refusals.ts'
import './tables.ts'

/** What outside this module goes by an audience or a list; only the composition root knows who that is. */
export type UsedBy = (
  db: Db,
  what: { of: 'audience' | 'list'; id: string },
) => Promise<AudienceUse[]>

/** Where an audience is used: what names it, goes by it, or is kept the same as it. */
export async function usesOf(db: Db, id: string, usedBy: UsedBy): Promise<AudienceUse[]> {
  await rowOf(db, id)
  const naming = dependentsOf(id, await conditionsOf(db))
  const audiences = await named(
    db,
    'audience',
    sql`
    select id, name, state <> 'off' as live from audiences.audience
    where id = any(${naming}::uuid[]) order by name`,
  )
  const syncs = await named(
    db,
    'sync',
    sql`
    select id, name, state = 'active' as live from audiences.sync
    where audience_id = ${id} order by name`,
  )
  return [...audiences, ...(await usedBy(db, { of: 'audience', id })), ...syncs]
}

async function named(db: Db, kind: AudienceUse['kind'], query: ReturnType<typeof sql>) {
  const { rows } = await query.execute(db)
  return (rows as Omit<AudienceUse, 'kind'>[]).map((row) => ({ kind, ...row }))
}

/** What goes by it must be changed first: it would hear nothing more, and nobody would know. */
export async function refuseUsed(
  db: Db,
  { of, id }: { of: 'audience' | 'list'; id: string },
  usedBy: UsedBy,
): Promise<void> {
  const uses = (await usedBy(db, { of, id })).filter(({ live }) => live)
  if (uses.length === 0) return
  const by = { by: uses.map((use) => use.id), names: uses.map(({ name }) => name).join(', ') }
  throw of === 'audience' ? new AudienceInUse(by) : new ListInUse(by)
}
