import type { Db } from '../../kernel/database.ts'
import type { LiveStream } from '../../kernel/live.ts'
import type { Signals } from '../../kernel/signals.ts'
import type { LiveEvent } from './contract.ts'
import { threadEntry } from './event-row.ts'
import type { WovenEvent } from './events.ts'
import { sources } from './source.ts'
import { lastWovenEvents } from './timeline.ts'

/** Names of customers by id, for people to read; asked of whoever knows customers. */
export type NamesOf = (db: Db, ids: readonly string[]) => Promise<Map<string, string | null>>

const mostAtOnce = 100

/** The newest events as the live view shows them, oldest first. */
export async function liveEvents(
  db: Db,
  namesOf: NamesOf,
  after: number | undefined,
): Promise<LiveEvent[]> {
  const events = await lastWovenEvents(db, after, mostAtOnce)
  const names = await namesOf(db, [...new Set(events.map((event) => event.customerId))])
  const known = new Map((await sources(db)).map((source) => [source.id, source.name]))
  return events.map((event: WovenEvent) => ({
    ...threadEntry(event),
    customerName: names.get(event.customerId) ?? null,
    sourceName: event.sourceId ? (known.get(event.sourceId) ?? null) : null,
  }))
}

/**
 * Sends what is woven as it is woven. In a flood the newest hundred of each moment are shown and the
 * rest is skipped: this is to be watched, not a log.
 */
export function follow(
  stream: LiveStream,
  { db, signals, namesOf }: { db: Db; signals: Signals; namesOf: NamesOf },
): void {
  let last: number | undefined
  let busy = false
  let again = false
  const look = async () => {
    again = busy
    if (busy) return
    busy = true
    do {
      again = false
      const events = await liveEvents(db, namesOf, last)
      last = events.at(-1)?.position ?? last ?? 0
      if (events.length > 0) stream.send('events', events, String(last))
    } while (again && !stream.closed)
    busy = false
  }
  const hurry = () => {
    look().catch(() => {
      busy = false // the database is away; the next signal looks again
    })
  }
  stream.onClose(signals.on('thread.woven', hurry))
  hurry()
}
