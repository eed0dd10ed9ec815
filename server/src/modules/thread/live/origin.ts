import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Properties } from '../contract.ts'
import { isObject, objectOr } from '../json.ts'
import type { Change, Origin } from './contract.ts'
import { EventNotFound } from './refusals.ts'

interface Row {
  at: Date
  sent_at: Date | null
  original_at: Date | null
  context: Properties
  properties: Properties
  source_id: string | null
  message_id: string
}

/** How an event came, and what was made of it on its way to its place on the thread. */
export async function originOf(db: Db, position: number): Promise<Origin> {
  const event =
    (await at(db, 'thread.event', position)) ?? (await at(db, 'thread.unidentified', position))
  if (!event) throw new EventNotFound({ position })
  const raw = event.source_id ? await copyOf(db, event.source_id, event.message_id) : undefined
  return {
    raw: raw ?? null,
    sentAt: event.sent_at?.toISOString() ?? null,
    originalAt: event.original_at?.toISOString() ?? null,
    changes: raw ? changesOf(raw, event) : [],
  }
}

async function at(
  db: Db,
  table: 'thread.event' | 'thread.unidentified',
  position: number,
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select at, sent_at, original_at, context, properties, source_id, message_id
    from ${sql.table(table)} where position = ${position}`.execute(db)
  return rows[0]
}

async function copyOf(
  db: Db,
  sourceId: string,
  messageId: string,
): Promise<Properties | undefined> {
  const row = await db
    .selectFrom('thread.raw_copy')
    .select('raw')
    .where('source_id', '=', sourceId)
    .where('message_id', '=', messageId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  const raw: unknown = row && JSON.parse(row.raw)
  return isObject(raw) ? raw : undefined
}

/** What stands elsewhere on the thread, under a name of its own, and is not lost. */
const taken = new Set([
  ...['type', 'event', 'name', 'messageId', 'timestamp', 'originalTimestamp', 'sentAt', 'context'],
  ...['properties', 'traits', 'userId', 'anonymousId', 'previousId', 'groupId'],
])

/** Differences between what came and what was woven, in the words of what came. */
export function changesOf(
  raw: Properties,
  event: { at: Date; context: Properties; properties: Properties },
): Change[] {
  const changes: Change[] = []
  const said = raw.originalTimestamp ?? raw.timestamp
  const at = event.at.toISOString()
  if (said === undefined) changes.push({ field: 'at', kind: 'added', after: at })
  else if (new Date(String(said)).getTime() !== event.at.getTime()) {
    changes.push({ field: 'at', kind: 'changed', before: said, after: at })
  }
  for (const field of Object.keys(raw)) {
    if (!taken.has(field)) changes.push({ field, kind: 'dropped', before: raw[field] })
  }
  return [
    ...changes,
    ...differences('context', objectOr(raw.context), event.context),
    ...differences(
      'properties',
      { ...objectOr(raw.traits), ...objectOr(raw.properties) },
      event.properties,
    ),
  ]
}

function differences(within: string, before: Properties, after: Properties): Change[] {
  const changes: Change[] = []
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const field = `${within}.${name}`
    const [was, is] = [before[name], after[name]]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    if (was === undefined) changes.push({ field, kind: 'added', after: is })
    else if (is === undefined) changes.push({ field, kind: 'dropped', before: was })
    else changes.push({ field, kind: 'changed', before: was, after: is })
  }
  return changes
}
