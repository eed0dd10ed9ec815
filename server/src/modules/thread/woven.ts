import { sql } from 'kysely'
import { notify } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { FreshEvent, InboxEvent } from './events.ts'

/** An event with all the times it came with. */
export type FreshRow = FreshEvent & {
  readonly sentAt?: Date | null
  readonly originalAt?: Date | null
}
type Row = Omit<FreshRow, 'customerId' | 'finalId'>

/** The columns that the rows of events of customers and of nobody have in common, in one order. */
export const sharedColumns = `at, id, position, type, name, channel, received_at, sent_at, original_at,
  source_id, message_id, historical, properties, context`

/** Events of nobody are few: they go with the weave itself. */
export async function insertUnidentified(work: Work, events: readonly Row[]): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into thread.unidentified (${sql.raw(sharedColumns)})
    select * from unnest(${arrays(events)})`.execute(work.tx)
}

/** Events of customers, where they are as few. */
export async function insertEvents(work: Work, events: readonly FreshRow[]): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into thread.event (customer_id, ${sql.raw(sharedColumns)})
    select * from unnest(
      ${events.map((event) => event.customerId)}::uuid[], ${arrays(events)})`.execute(work.tx)
}

const arrays = (events: readonly Row[]) => sql`
  ${events.map((event) => event.at)}::timestamptz[],
  ${events.map((event) => event.id)}::uuid[],
  ${events.map((event) => event.position)}::bigint[],
  ${events.map((event) => event.type)}::text[],
  ${events.map((event) => event.name)}::text[],
  ${events.map((event) => event.channel)}::text[],
  ${events.map((event) => event.receivedAt)}::timestamptz[],
  ${events.map((event) => event.sentAt ?? null)}::timestamptz[],
  ${events.map((event) => event.originalAt ?? null)}::timestamptz[],
  ${events.map((event) => event.sourceId)}::uuid[],
  ${events.map((event) => event.messageId)}::text[],
  ${events.map((event) => event.historical)}::boolean[],
  ${events.map((event) => JSON.stringify(event.properties))}::json[],
  ${events.map((event) => JSON.stringify(event.context))}::json[]`

/** Counts, for each source, what was woven and what had been seen before; moves on, and says so. */
export async function countWoven(
  work: Work,
  taken: readonly InboxEvent[],
  fresh: readonly InboxEvent[],
  position: number,
): Promise<void> {
  const counts = new Map<string, { accepted: number; taken: number; last: number }>()
  const countOf = (sourceId: string) => {
    const count = counts.get(sourceId) ?? { accepted: 0, taken: 0, last: 0 }
    counts.set(sourceId, count)
    return count
  }
  for (const { sourceId, receivedAt } of taken) {
    if (!sourceId) continue
    const count = countOf(sourceId)
    count.taken++
    count.last = Math.max(count.last, receivedAt)
  }
  for (const { sourceId } of fresh) if (sourceId) countOf(sourceId).accepted++
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  await sql`
    with counted as (
      insert into thread.source_count (source_id, accepted, duplicates, last_event_at)
      select * from unnest(
        ${rows.map(([id]) => id)}::uuid[],
        ${rows.map(([, count]) => count.accepted)}::bigint[],
        ${rows.map(([, count]) => count.taken - count.accepted)}::bigint[],
        ${rows.map(([, count]) => new Date(count.last))}::timestamptz[])
      on conflict (source_id) do update set
        accepted = source_count.accepted + excluded.accepted,
        duplicates = source_count.duplicates + excluded.duplicates,
        last_event_at = greatest(source_count.last_event_at, excluded.last_event_at)
    ), moved as (
      update thread.weaver set position = ${position}
    )
    select ${notify('thread.woven')}`.execute(work.tx)
}
