import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Violation } from '../plan/contract.ts'

export interface Count {
  readonly sourceId: string
  /** Its beginning, in milliseconds. */
  readonly minute: number
  readonly outcome: string
  events: number
}

export interface Violated extends Violation {
  readonly sourceId: string
  readonly day: string
  readonly name: string
  events: number
}

export interface RawCopy {
  readonly id: string
  readonly sourceId: string
  readonly messageId: string
  readonly at: number
  readonly raw: string
}

/** Adds to the minutes of sources, in the order of the key, so that two processes never wait in a ring. */
export async function writeCounts(db: Db, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return
  const rows = counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await sql`
    insert into thread.source_minute (source_id, minute, outcome, events)
    select * from unnest(
      ${rows.map((row) => row.sourceId)}::uuid[],
      ${rows.map((row) => new Date(row.minute))}::timestamptz[],
      ${rows.map((row) => row.outcome)}::text[],
      ${rows.map((row) => row.events)}::bigint[])
    on conflict (source_id, minute, outcome) do update
      set events = source_minute.events + excluded.events`.execute(db)
}

const keyOf = ({ sourceId, minute, outcome }: Count) => `${sourceId} ${minute} ${outcome}`

export async function writeViolated(db: Db, counts: readonly Violated[]): Promise<void> {
  if (counts.length === 0) return
  const inOrder = (one: Violated) => [one.sourceId, one.day, one.name, one.path, one.rule].join(' ')
  const rows = counts.toSorted((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1))
  await sql`
    insert into thread.plan_violation (source_id, day, name, path, rule, events)
    select * from unnest(
      ${rows.map((row) => row.sourceId)}::uuid[],
      ${rows.map((row) => row.day)}::date[],
      ${rows.map((row) => row.name.replaceAll('\0', ''))}::text[],
      ${rows.map((row) => row.path.replaceAll('\0', ''))}::text[],
      ${rows.map((row) => row.rule)}::text[],
      ${rows.map((row) => row.events)}::bigint[])
    on conflict (source_id, day, name, path, rule) do update
      set events = plan_violation.events + excluded.events`.execute(db)
}

export async function writeCopies(db: Db, copies: readonly RawCopy[]): Promise<void> {
  if (copies.length === 0) return
  await db
    .insertInto('thread.raw_copy')
    .values(
      copies.map(({ id, sourceId, messageId, at, raw }) => ({
        ...{ id, source_id: sourceId, message_id: messageId, at: new Date(at), raw },
      })),
    )
    .execute()
}

/** Forgets copies after an hour, repeats after a day, minutes after eight days, violations after ninety,
 * signatures of webhooks after thirty. */
export async function forgetDoor({ tx, now }: Work): Promise<void> {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  await tx.deleteFrom('thread.raw_copy').where('at', '<', before(1)).execute()
  await tx.deleteFrom('thread.repeated').where('received_at', '<', before(24)).execute()
  const oldest = before(90 * 24)
    .toISOString()
    .slice(0, 10)
  await sql`delete from thread.plan_violation where day < ${oldest}::date`.execute(tx)
  await tx
    .deleteFrom('thread.webhook_seen')
    .where('at', '<', before(30 * 24))
    .execute()
  await tx.deleteFrom('thread.source_minute').where('minute', '<', before(192)).execute()
}
