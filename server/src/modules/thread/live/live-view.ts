import type { Db } from '../../../kernel/database.ts'
import type { LiveStream } from '../../../kernel/live.ts'
import type { Signals } from '../../../kernel/signals.ts'
import type { LiveEvent } from '../contract.ts'
import { sharedRow, threadEntry, wovenEvent } from '../event-row.ts'
import { nobody, type WovenEvent } from '../events.ts'
import { sources } from '../source.ts'
import { lastWovenEvents } from '../timeline.ts'
import { liveRest, type Shown } from './rest.ts'

/** Names of customers by id, for people to read; asked of whoever knows customers. */
export type NamesOf = (db: Db, ids: readonly string[]) => Promise<Map<string, string | null>>

const mostAtOnce = 100
/** What is refused wakes nobody: it is looked for while somebody watches. */
const restEveryMs = 2000

/** The newest events as the live view shows them, those of nobody too, oldest first. */
export async function liveEvents(
  db: Db,
  namesOf: NamesOf,
  after: number | undefined,
): Promise<LiveEvent[]> {
  const [known, unknown] = await Promise.all([
    lastWovenEvents(db, after, mostAtOnce),
    lastOfNobody(db, after),
  ])
  const events = [...known, ...unknown]
    .sort((one, other) => one.position - other.position)
    .slice(-mostAtOnce)
  const names = await namesOf(db, [...new Set(known.map((event) => event.customerId))])
  const places = new Map((await sources(db)).map((source) => [source.id, source.name]))
  return events.map((event: WovenEvent) => ({
    ...threadEntry(event),
    customerName: names.get(event.customerId) ?? null,
    sourceName: event.sourceId ? (places.get(event.sourceId) ?? null) : null,
  }))
}

async function lastOfNobody(db: Db, after: number | undefined): Promise<WovenEvent[]> {
  const rows = await db
    .selectFrom('thread.unidentified')
    .select(sharedRow)
    .$if(after !== undefined, (query) => query.where('position', '>', after as number))
    .orderBy('position', 'desc')
    .limit(mostAtOnce)
    .execute()
  return rows.map((row) => wovenEvent({ ...row, customer_id: nobody }))
}

/**
 * Sends what is woven as it is woven, and what was refused or seen before a moment later. In a flood
 * the newest hundred of each moment are shown and the rest is skipped: this is to be watched, not a log.
 */
export function follow(
  stream: LiveStream,
  { db, signals, namesOf }: { db: Db; signals: Signals; namesOf: NamesOf },
): void {
  let last: number | undefined
  const wovenToo = oneAtATime(async () => {
    const events = await liveEvents(db, namesOf, last)
    last = events.at(-1)?.position ?? last ?? 0
    if (events.length > 0) stream.send('events', events, String(last))
  }, stream)
  let shown: Shown | undefined
  const rest = oneAtATime(async () => {
    const found = await liveRest(db, shown)
    shown = found.shown
    if (found.rest.length > 0) stream.send('rest', found.rest)
  }, stream)
  const timer = setInterval(rest, restEveryMs)
  stream.onClose(() => clearInterval(timer))
  stream.onClose(signals.on('thread.woven', wovenToo))
  wovenToo()
  rest()
}

/** Calls during a look make one more look behind it, however many they were. */
function oneAtATime(look: () => Promise<void>, stream: LiveStream): () => void {
  let busy = false
  let again = false
  const run = async () => {
    again = busy
    if (busy) return
    busy = true
    do {
      again = false
      await look()
    } while (again && !stream.closed)
    busy = false
  }
  return () => {
    run().catch(() => {
      busy = false // the database is away; the next signal looks again
    })
  }
}
