import type { Db } from '../../kernel/database.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'

/** Longer than the slowest server may take for a batch. */
export const claimDeadlineMs = 5 * 60_000

/**
 * Ends the claims of senders that died: whether those messages left nobody knows, so they are called
 * unknown and never sent again by themselves. A sender that was only slow corrects it.
 */
export async function sweepClaims(work: Work): Promise<number> {
  const deadline = new Date(work.now.getTime() - claimDeadlineMs)
  const { numUpdatedRows } = await work.tx
    .updateTable('messages.message')
    .set({ state: 'unknown', reason: 'outcome-unknown', ended_at: work.now })
    .where('state', '=', 'claimed')
    .where('claimed_at', '<', deadline)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export const sweepLoop = (inWork: InWork): Loop => ({
  name: 'messages/sweep',
  wakeOn: [],
  nextAt: nextDeadline,
  untold: true,
  run: async () => {
    await inWork(sweepClaims)
    return false
  },
})

async function nextDeadline(db: Db): Promise<Date | undefined> {
  const { at } = await db
    .selectFrom('messages.message')
    .select(({ fn }) => fn.min('claimed_at').as('at'))
    .where('state', '=', 'claimed')
    .executeTakeFirstOrThrow()
  return at ? new Date(at.getTime() + claimDeadlineMs) : undefined
}
