import type { Selectable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { AudienceNotFound } from './refusals.ts'
import type { AudienceTable } from './tables.ts'

export type AudienceRow = Selectable<AudienceTable>

export async function rowOf(db: Db, id: string): Promise<AudienceRow> {
  const row = await db
    .selectFrom('audiences.audience')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AudienceNotFound({ id })
  return row
}
