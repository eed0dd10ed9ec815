import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import { type Actor, audit } from '../../team/index.ts'
import { leavesIn } from '../nesting.ts'
import { PersonaNotFound, PersonasInUse, PersonasNotFound } from '../refusals.ts'
import { takeTurn } from '../turn.ts'
import type { PersonaSearch } from './contract.ts'

type Who = Pick<Actor, 'kind' | 'id'>

/** Each search with what it found, the newest first. */
export async function personaSearches(db: Db): Promise<PersonaSearch[]> {
  const searches = await db
    .selectFrom('audiences.persona_search')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  const personas = Map.groupBy(
    await db.selectFrom('audiences.persona').selectAll().orderBy('place').execute(),
    (row) => row.search_id,
  )
  return searches.map(({ at, finished_at, asked_by: _, ...search }) => ({
    ...search,
    at: at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
    personas: (personas.get(search.id) ?? []).map(({ id, name, size, marks }) => ({
      ...{ id, name, size, marks: [...marks] },
      share: search.customers > 0 ? size / search.customers : 0,
    })),
  }))
}

/** Gives a persona the name that people here call it by. */
export async function namePersona(work: Work, actor: Who, id: string, name: string): Promise<void> {
  const { numUpdatedRows } = await work.tx
    .updateTable('audiences.persona')
    .set({ name })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new PersonaNotFound({ id })
  await audit(work, actor, 'audiences/persona-named', `persona:${id}`)
}

/** Forgets a version of the personas, if no audience names one of them. */
export async function forgetPersonas(work: Work, actor: Who, searchId: string): Promise<void> {
  await takeTurn(work)
  const personas = await work.tx
    .selectFrom('audiences.persona')
    .select('id')
    .where('search_id', '=', searchId)
    .execute()
  const ids = new Set(personas.map((row) => row.id))
  const rows = await work.tx.selectFrom('audiences.audience').select(['id', 'condition']).execute()
  const by = rows
    .filter(({ condition }) =>
      leavesIn(condition).some((leaf) => leaf.kind === 'persona' && ids.has(leaf.id)),
    )
    .map((row) => row.id)
  if (by.length > 0) throw new PersonasInUse({ by })
  const { numDeletedRows } = await work.tx
    .deleteFrom('audiences.persona_search')
    .where('id', '=', searchId)
    .where('state', '<>', 'running')
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new PersonasNotFound({ id: searchId })
  await work.tx.deleteFrom('audiences.persona').where('search_id', '=', searchId).execute()
  await work.tx.deleteFrom('audiences.persona_of').where('search_id', '=', searchId).execute()
  await audit(work, actor, 'audiences/personas-forgotten', `personas:${searchId}`)
}
