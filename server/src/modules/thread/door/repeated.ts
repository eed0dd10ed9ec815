import type { Work } from '../../../kernel/work.ts'
import type { InboxEvent } from '../events.ts'
import { writeCounts } from './meter-store.ts'

/** Of those that repeat in one batch, so many are told one by one; all are counted. */
const mostTold = 50

/** Tells which of a batch had been seen before and take no effect: nobody shall look for them in vain. */
export async function noteRepeated(
  work: Work,
  taken: readonly InboxEvent[],
  fresh: readonly InboxEvent[],
): Promise<void> {
  if (fresh.length === taken.length) return
  const kept = new Set(fresh)
  const repeated = taken.filter((event) => !kept.has(event) && event.sourceId !== null)
  if (repeated.length === 0) return
  const counts = new Map<string, { sourceId: string; minute: number; events: number }>()
  for (const { sourceId, receivedAt } of repeated) {
    const minute = receivedAt - (receivedAt % 60_000)
    const key = `${sourceId} ${minute}`
    const count = counts.get(key) ?? { sourceId: sourceId as string, minute, events: 0 }
    counts.set(key, { ...count, events: count.events + 1 })
  }
  await writeCounts(
    work.tx,
    [...counts.values()].map((count) => ({ ...count, outcome: 'duplicate' })),
  )
  await work.tx
    .insertInto('thread.repeated')
    .values(
      repeated.slice(0, mostTold).map(({ sourceId, messageId, type, name, receivedAt }) => ({
        id: work.newId(),
        source_id: sourceId as string,
        message_id: messageId,
        ...{ type, name, received_at: new Date(receivedAt) },
      })),
    )
    .execute()
}
