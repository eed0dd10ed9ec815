import type { Db } from '../../../kernel/database.ts'
import type { Loop } from '../../../kernel/loops.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import type { Reader } from './contract.ts'
import { readerStates } from './lag.ts'

const minute = 60_000

/** Once a minute, so that rates and backlogs have a past; of several processes the first of a minute is kept. */
export const historyLoop = (inWork: InWork): Loop => ({
  name: 'thread/history',
  wakeOn: [],
  idleMs: minute,
  run: async () => {
    await inWork(noteReaders)
    return false
  },
})

/** Notes how far each reader is. */
export async function noteReaders({ tx, now }: Work): Promise<void> {
  const states = await readerStates(tx, now)
  const at = new Date(now.getTime() - (now.getTime() % minute))
  await tx
    .insertInto('thread.reader_minute')
    .values(
      states.map(({ name, position, behind, lagSeconds }) => ({
        ...{ name, minute: at, position, behind, lag_seconds: lagSeconds },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const oldest = new Date(now.getTime() - 24 * 60 * minute)
  await tx.deleteFrom('thread.reader_minute').where('minute', '<', oldest).execute()
}

/** All readers as they are, with their last hour. */
export async function readers(db: Db, now: Date): Promise<Reader[]> {
  const states = await readerStates(db, now)
  const rows = await db
    .selectFrom('thread.reader_minute')
    .selectAll()
    .where('minute', '>=', new Date(now.getTime() - 61 * minute))
    .orderBy('minute')
    .execute()
  return states.map((state) => {
    const own = rows.filter(({ name }) => name === state.name)
    return {
      ...state,
      points: own.slice(1).map((row, index) => ({
        at: row.minute.toISOString(),
        read: Math.max(0, row.position - (own[index]?.position ?? row.position)),
        behind: row.behind,
      })),
    }
  })
}
