import type { Work } from '../../kernel/work.ts'

/**
 * Waits until nobody else is changing memberships or definitions, and keeps others waiting until the
 * commit. Returns which definitions hold. What is read before may be stale; what is read after is not.
 */
export async function takeTurn(work: Work): Promise<string> {
  const { definitions } = await work.tx
    .selectFrom('audiences.turn')
    .select('definitions')
    .forUpdate()
    .executeTakeFirstOrThrow()
  return definitions
}

/** Says, within a turn, that an audience is not what it was. */
export async function definitionsChanged(work: Work): Promise<void> {
  await work.tx.updateTable('audiences.turn').set({ definitions: work.newId() }).execute()
}
