import { askReplay, type Bookmarks } from '../../../kernel/bookmarks.ts'
import { replayNews } from '../../../kernel/news/parked.ts'
import type { Work } from '../../../kernel/work.ts'
import type { InboxEvent, WovenEvent } from '../events.ts'
import { putInInbox } from '../record.ts'
import { ParkedNotFound } from '../refusals.ts'

export const threadBookmarks: Bookmarks = {
  cursors: 'thread.consumer',
  parked: 'thread.parked',
  reader: 'consumer',
  wakesOn: 'thread.woven',
}

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
  await askReplay(work, threadBookmarks, id)
}

/** An event as it was set aside, as a reader gets it. */
export function revived(body: unknown): WovenEvent {
  const event = body as Omit<WovenEvent, 'at' | 'receivedAt'> & { at: string; receivedAt: string }
  return { ...event, at: new Date(event.at), receivedAt: new Date(event.receivedAt) }
}
