import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { InboxEvent } from './events.ts'

/** How long a message id is remembered. */
const remembered = '30 days'

/**
 * The events that were not seen before, in their order. What is remembered commits with the batch, so
 * an event that is sent again while it is being woven still takes effect once.
 */
export async function firstSeen(work: Work, events: readonly InboxEvent[]): Promise<InboxEvent[]> {
  const byMessage = new Map<string, InboxEvent>()
  for (const event of events) {
    const message = messageKey(event)
    if (!byMessage.has(message)) byMessage.set(message, event)
  }
  const messages = [...byMessage.keys()]
  // Only one weaves at a time, so nobody can come between the look and the insert.
  const { rows } = await sql<{ message: string }>`
    insert into thread.seen (message, at)
    select asked.message, ${work.now}
    from unnest(${messages}::uuid[]) as asked (message)
    left join thread.seen as known on known.message = asked.message
    where known.message is null
    returning message`.execute(work.tx)
  if (rows.length === messages.length) return [...byMessage.values()]
  const fresh = new Set(rows.map((row) => row.message))
  return [...byMessage].filter(([message]) => fresh.has(message)).map(([, event]) => event)
}

/** A hash as a UUID: 16 bytes whatever the client sends, and nobody's data. */
function messageKey({ sourceId, messageId }: InboxEvent): string {
  const hex = hash('sha256', `${sourceId} ${messageId}`, 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** Forgets some messages that are older than clients repeat them, and says whether there were any. */
export async function forgetSomeSeen({ tx, now }: Work): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from thread.seen where message in (
      select message from thread.seen
      where at < ${now}::timestamptz - ${remembered}::interval limit 5000)`.execute(tx)
  return numAffectedRows > 0n
}
