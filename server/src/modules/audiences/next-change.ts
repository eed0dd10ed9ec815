import type { Db } from '../../kernel/database.ts'

/** When the passing of time next moves somebody into an audience, or out of one. */
export async function nextChangeAt(db: Db): Promise<Date | undefined> {
  const first = await db
    .selectFrom('audiences.standing')
    .select('next_change_at')
    .where('next_change_at', 'is not', null)
    .orderBy('next_change_at')
    .limit(1)
    .executeTakeFirst()
  return first?.next_change_at ?? undefined
}
