import type { Db } from '../../kernel/database.ts'
import { Lane } from './contract.ts'

/** When the next planned message is to go; one look per lane, as their index is made. */
export async function nextMessageAt(
  db: Db,
  lanes: readonly Lane[] = Lane.options,
): Promise<Date | undefined> {
  const times: number[] = []
  for (const lane of lanes) {
    const first = await db
      .selectFrom('messages.message')
      .select('due_at')
      .where('state', '=', 'planned')
      .where('lane', '=', lane)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst()
    if (first) times.push(first.due_at.getTime())
  }
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}
