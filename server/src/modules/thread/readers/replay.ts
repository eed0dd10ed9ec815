import { sql } from 'kysely'
import { isInfrastructureFault } from '../../../kernel/faults.ts'
import { replayNews } from '../../../kernel/news/parked.ts'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Consumer, InboxEvent, WovenEvent } from '../events.ts'
import { putInInbox } from '../record.ts'
import { ParkedNotFound } from '../refusals.ts'

/**
 * Lets an event that was set aside be tried again. The weaver's goes back to the inbox, to be woven
 * behind what was woven meanwhile; a reader's, of the thread or of news, is handed to it once more.
 */
export async function replayParked(work: Work, id: string): Promise<void> {
  const row = await work.tx
    .selectFrom('thread.parked')
    .select(['consumer', 'body'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) {
    if (await replayNews(work, id)) return
    throw new ParkedNotFound({ id })
  }
  if (row.consumer === 'weave') {
    await work.tx.deleteFrom('thread.parked').where('id', '=', id).execute()
    await putInInbox(work, [row.body as InboxEvent])
    return
  }
  await work.tx.updateTable('thread.parked').set({ replay: true }).where('id', '=', id).execute()
  await work.tx
    .updateTable('thread.consumer')
    .set({ replays: sql<number>`replays + 1` })
    .where('name', '=', row.consumer)
    .execute()
  await signal(work.tx, 'thread.woven')
}

/** Hands the reader what it shall try again, each on its own: one that fails again goes on waiting. */
export async function handReplays(work: Work, consumer: Consumer): Promise<void> {
  const rows = await work.tx
    .selectFrom('thread.parked')
    .select(['id', 'body'])
    .where('consumer', '=', consumer.name)
    .where('replay', '=', true)
    .orderBy('id')
    .limit(100)
    .execute()
  for (const { id, body } of rows) await handOne(work, consumer, id, body)
  await work.tx
    .updateTable('thread.consumer')
    .set({ replays: sql<number>`greatest(0, replays - ${Math.max(1, rows.length)})` })
    .where('name', '=', consumer.name)
    .execute()
}

async function handOne(work: Work, consumer: Consumer, id: string, body: unknown): Promise<void> {
  await sql`savepoint replay`.execute(work.tx)
  try {
    await consumer.handle(work, [revived(body)])
    await work.tx.deleteFrom('thread.parked').where('id', '=', id).execute()
  } catch (error) {
    if (isInfrastructureFault(error)) throw error
    await sql`rollback to savepoint replay`.execute(work.tx)
    await work.tx
      .updateTable('thread.parked')
      .set({ replay: false, error: error instanceof Error ? error.message : String(error) })
      .where('id', '=', id)
      .execute()
  }
  await sql`release savepoint replay`.execute(work.tx)
}

function revived(body: unknown): WovenEvent {
  const event = body as Omit<WovenEvent, 'at' | 'receivedAt'> & { at: string; receivedAt: string }
  return { ...event, at: new Date(event.at), receivedAt: new Date(event.receivedAt) }
}
