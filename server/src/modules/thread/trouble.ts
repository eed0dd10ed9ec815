import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { parkedNews } from '../../kernel/news/parked.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import type {
  ParkedEvent,
  QuarantinedEvent,
  RetriedMany,
  RetryMany,
  SourceKind,
} from './contract.ts'
import type { Gate } from './door/gate.ts'
import type { InboxEvent } from './events.ts'
import { isPayload, readPayload } from './hooks/read.ts'
import { mappingOf } from './hooks/store.ts'
import { largestImported, type Parcel, readParcel } from './parcel.ts'
import { putInInbox } from './record.ts'
import { ParkedNotFound, StillRefused } from './refusals.ts'

interface Asked {
  readonly before?: string | undefined
  /** Only of this source. */
  readonly source?: string | undefined
  readonly limit: number
}

/** Events refused at the door, the newest first; `before` is the id of the last one shown. */
export async function quarantined(
  db: Db,
  { before, source, limit }: Asked,
): Promise<QuarantinedEvent[]> {
  const rows = await db
    .selectFrom('thread.quarantine')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .$if(source !== undefined, (query) => query.where('source_id', '=', source as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    sourceId: row.source_id,
    reason: row.reason,
    detail: row.detail,
    receivedAt: row.received_at.toISOString(),
    raw: row.raw,
  }))
}

type Inspecting = Pick<Gate, 'inspector'>

/** Takes a refused event again, as if it came now through the same door: for a rule that was mended. */
export async function retryQuarantined(work: Work, gate: Inspecting, id: string): Promise<void> {
  const row = await work.tx
    .deleteFrom('thread.quarantine')
    .using('thread.source')
    .whereRef('thread.source.id', '=', 'thread.quarantine.source_id')
    .where('thread.quarantine.id', '=', id)
    .returning(['raw', 'source_id', 'thread.source.kind', 'received_at'])
    .executeTakeFirst()
  if (!row) throw new ParkedNotFound({ id })
  const parcel = await readAgain(work, gate, row)
  const [still] = parcel.rejected
  if (still) throw new StillRefused({ reason: still.reason, detail: still.detail })
  await putInInbox(work, parcel.events.map(parseEvent))
}

const inPortion = 200
/** What is tried in one request; the page says when there is more. */
const mostRetried = 20_000

/** Tries all of the quarantine that is meant again, the oldest first: what is still refused stays there. */
export async function retryMany(
  inWork: InWork,
  gate: Inspecting,
  { source, reason }: RetryMany,
): Promise<RetriedMany> {
  const told = { taken: 0, still: 0 }
  let after: string | undefined
  do {
    const portion = await inWork((work) => retryPortion(work, gate, { source, reason, after }))
    told.taken += portion.taken
    told.still += portion.still
    after = portion.last
  } while (after !== undefined && told.taken + told.still < mostRetried)
  return told
}

async function retryPortion(
  work: Work,
  gate: Inspecting,
  { source, reason, after }: RetryMany & { after: string | undefined },
) {
  const rows = await work.tx
    .selectFrom('thread.quarantine as waiting')
    .innerJoin('thread.source as source', 'source.id', 'waiting.source_id')
    .select(['waiting.id', 'raw', 'source_id', 'source.kind', 'received_at'])
    .$if(source !== undefined, (query) => query.where('source_id', '=', source as string))
    .$if(reason !== undefined, (query) => query.where('reason', '=', reason as string))
    .$if(after !== undefined, (query) => query.where('waiting.id', '>', after as string))
    .orderBy('waiting.id')
    .limit(inPortion)
    .forUpdate('waiting')
    .skipLocked()
    .execute()
  const taken: string[] = []
  const events: string[] = []
  for (const row of rows) {
    const parcel = await readAgain(work, gate, row)
    if (parcel.rejected.length > 0) continue
    taken.push(row.id)
    events.push(...parcel.events)
  }
  if (taken.length > 0) {
    await work.tx.deleteFrom('thread.quarantine').where('id', 'in', taken).execute()
    await putInInbox(work, events.map(parseEvent))
  }
  return { taken: taken.length, still: rows.length - taken.length, last: rows.at(-1)?.id }
}

interface Waiting {
  readonly raw: string
  readonly source_id: string
  readonly kind: SourceKind
  readonly received_at: Date
}

/** Reads it as it came then, by the rules of now; what a webhook brought is mapped by the mapping of now. */
async function readAgain(work: Work, gate: Inspecting, row: Waiting): Promise<Parcel> {
  const arrival = {
    ...{ sourceId: row.source_id, kind: row.kind, receivedAt: row.received_at.getTime() },
    inspect: await gate.inspector(row.source_id),
    newId: work.newId,
  }
  const raw = parse(row.raw)
  // History stays history, however late it is taken.
  if (row.kind === 'import') {
    return readParcel([raw], undefined, { ...arrival, historical: true }, largestImported)
  }
  if (row.kind !== 'webhook' || !isPayload(raw)) return readParcel([raw], undefined, arrival)
  const mapping = await mappingOf(work.tx, row.source_id)
  const parcel = readPayload({ id: row.source_id }, mapping, raw, arrival)
  // Left out by the mapping of now: it is no event, and no longer waits.
  return parcel ?? { sourceId: row.source_id, events: [], rejected: [], setAside: 0 }
}

const parseEvent = (json: string) => JSON.parse(json) as InboxEvent

/** What was too large was kept in part only, and stays refused. */
function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}

/** Events that made the weaver or a consumer fail, the newest first. */
export async function parkedEvents(db: Db, limit: number): Promise<ParkedEvent[]> {
  const rows = await db
    .selectFrom('thread.parked')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const news = (await parkedNews(db)).map((row) => ({ ...row, consumer: `news/${row.reader}` }))
  return [...rows, ...news]
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .slice(0, limit)
    .map((row) => ({
      id: row.id,
      consumer: row.consumer,
      error: row.error,
      parkedAt: row.parked_at.toISOString(),
      body: row.body,
    }))
}

export interface TroubleCounts {
  readonly quarantined: number
  readonly parked: number
}

/** How many events wait for a person. */
export async function troubleCounts(db: Db): Promise<TroubleCounts> {
  const { rows } = await sql<TroubleCounts>`
    select (select count(*) from thread.quarantine) as quarantined,
      (select count(*) from thread.parked) + (select count(*) from kernel.news_parked) as parked`.execute(
    db,
  )
  return rows[0] ?? { quarantined: 0, parked: 0 }
}
