import type { Work } from '../../kernel/work.ts'
import { definitionsChanged } from './turn.ts'

/**
 * Switches audiences off whose condition failed: their members stay as they are, the reason is shown,
 * and the thread goes on. Within a turn.
 */
export async function switchOff(
  work: Work,
  failures: Iterable<{ readonly id: string; readonly reason: string }>,
): Promise<void> {
  const reasons = new Map([...failures].map(({ id, reason }) => [id, reason]))
  for (const [id, reason] of reasons) {
    await work.tx
      .updateTable('audiences.audience')
      .set({ state: 'off', reason: reason.slice(0, 500), changed_at: work.now })
      .where('id', '=', id)
      .execute()
  }
  if (reasons.size > 0) await definitionsChanged(work)
}
