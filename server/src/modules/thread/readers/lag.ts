import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import { consumerStates } from '../consume.ts'
import type { ConsumerState } from '../contract.ts'

export interface ReaderState extends ConsumerState {
  readonly lagSeconds: number
}

/** How far each reader is, and how long the oldest event that waits for it has waited. */
export async function readerStates(db: Db, now: Date): Promise<ReaderState[]> {
  const states = await consumerStates(db)
  const waiting = states.filter(({ name, behind }) => behind > 0 && name !== 'weave')
  const since = await Promise.all([
    states[0] && states[0].behind > 0 ? oldestInInbox(db) : undefined,
    ...waiting.map(({ position }) => receivedAt(db, position + 1)),
  ])
  const began = new Map([
    ['weave', since[0]],
    ...waiting.map(({ name }, index) => [name, since[index + 1]] as const),
  ])
  return states.map((state) => {
    const at = began.get(state.name)
    const lag = at === undefined ? 0 : (now.getTime() - at) / 1000
    return { ...state, lagSeconds: Math.max(0, Math.round(lag * 10) / 10) }
  })
}

/** Of the event at a place of the thread, or the next one that is a customer's. */
async function receivedAt(db: Db, position: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('thread.event')
    .select('received_at')
    .where('position', '>=', position)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  return row?.received_at.getTime()
}

async function oldestInInbox(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ at: string | null }>`
    select body::json -> 0 ->> 'receivedAt' as at
    from thread.inbox order by position, part limit 1`.execute(db)
  return rows[0]?.at ? Number(rows[0].at) : undefined
}
