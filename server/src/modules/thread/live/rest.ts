import type { Db } from '../../../kernel/database.ts'
import { EventType } from '../contract.ts'
import { idText, isObject } from '../json.ts'
import { sources } from '../source.ts'
import type { LiveRest } from './contract.ts'

const mostAtOnce = 50

/** Up to which refused and repeated events were shown. Their ids grow with time. */
export interface Shown {
  readonly refused: string
  readonly repeated: string
}

/** What came lately and is not on the thread, oldest first, and how far that reaches. */
export async function liveRest(db: Db, after?: Shown): Promise<{ rest: LiveRest[]; shown: Shown }> {
  const [refused, repeated] = await Promise.all([refusedAfter(db, after), repeatedAfter(db, after)])
  const names = new Map((await sources(db)).map(({ id, name }) => [id, name]))
  const rest = [...refused, ...repeated]
    .map((one): LiveRest => ({ ...one, sourceName: names.get(one.sourceId) ?? null }))
    .sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1))
  return {
    rest,
    shown: {
      refused: refused[0]?.id ?? after?.refused ?? lowest,
      repeated: repeated[0]?.id ?? after?.repeated ?? lowest,
    },
  }
}

const lowest = '00000000-0000-0000-0000-000000000000'

async function refusedAfter(db: Db, after: Shown | undefined) {
  const rows = await db
    .selectFrom('thread.quarantine')
    .selectAll()
    .$if(after !== undefined, (query) => query.where('id', '>', after?.refused ?? lowest))
    .orderBy('id', 'desc')
    .limit(mostAtOnce)
    .execute()
  return rows.map((row) => ({
    ...saidIn(row.raw),
    ...{ id: row.id, result: 'refused' as const, sourceId: row.source_id },
    receivedAt: row.received_at.toISOString(),
    ...{ reason: row.reason, detail: row.detail, raw: row.raw },
  }))
}

/** What an event that was refused says of itself, as far as it can be read. */
function saidIn(raw: string): Pick<LiveRest, 'type' | 'name' | 'messageId'> {
  let said: unknown
  try {
    said = JSON.parse(raw)
  } catch {
    said = undefined
  }
  if (!isObject(said)) return { type: null, name: '', messageId: null }
  const type = EventType.safeParse(said.type)
  return {
    type: type.success ? type.data : null,
    name: (idText(said.event) ?? idText(said.name) ?? '').slice(0, 200),
    messageId: idText(said.messageId) ?? null,
  }
}

async function repeatedAfter(db: Db, after: Shown | undefined) {
  const rows = await db
    .selectFrom('thread.repeated')
    .selectAll()
    .$if(after !== undefined, (query) => query.where('id', '>', after?.repeated ?? lowest))
    .orderBy('id', 'desc')
    .limit(mostAtOnce)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, result: 'duplicate' as const, sourceId: row.source_id },
    ...{ type: row.type, name: row.name, messageId: row.message_id },
    receivedAt: row.received_at.toISOString(),
    ...{ reason: null, detail: null, raw: null },
  }))
}
