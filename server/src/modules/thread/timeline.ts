import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Channel, TimelineFilters, TimelinePage } from './contract.ts'
import { eventRow, threadEntry, wovenEvent } from './event-row.ts'
import type { WovenEvent } from './events.ts'

type TimelineQuery = TimelineFilters & {
  /** All ids of the person. */
  readonly customerIds: readonly string[]
}

/** The newest events of a person, page by page; a page that comes later never shifts this one. */
export async function timeline(db: Db, query: TimelineQuery): Promise<TimelinePage> {
  const { customerIds, limit, before, channel, type, name, from, to } = query
  const [at, id] = before?.split('_') ?? []
  const rows = await db
    .selectFrom('thread.event')
    .select(eventRow)
    .where('customer_id', 'in', [...customerIds])
    .$if(channel !== undefined, (select) => select.where('channel', '=', channel ?? 'api'))
    .$if(type !== undefined, (select) => select.where('type', '=', type ?? 'fact'))
    .$if(name !== undefined, (select) => select.where('name', 'in', name ?? []))
    .$if(from !== undefined, (select) => select.where('at', '>=', new Date(from ?? 0)))
    .$if(to !== undefined, (select) => select.where('at', '<', new Date(to ?? 0)))
    .$if(at !== undefined && id !== undefined, (select) =>
      select.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const entries = rows.slice(0, limit).map((row) => threadEntry(wovenEvent(row)))
  const last = entries.at(-1)
  return { entries, next: rows.length > limit && last ? `${last.at}_${last.id}` : null }
}

interface Origin {
  readonly channel: Channel
  readonly at: Date
  readonly sourceName: string | null
}

interface HistoryQuery {
  readonly names?: readonly string[]
  readonly since?: Date
}

/** Events of customers, oldest first, for whoever must count again. Ids are those they were woven to. */
export async function eventsOf(
  db: Db,
  customerIds: readonly string[],
  { names, since }: HistoryQuery = {},
): Promise<WovenEvent[]> {
  if (customerIds.length === 0) return []
  const rows = await db
    .selectFrom('thread.event')
    .select(eventRow)
    .where('customer_id', 'in', [...customerIds])
    .$if(names !== undefined, (select) => select.where('name', 'in', [...(names ?? [])]))
    .$if(since !== undefined, (select) => select.where('at', '>', since as Date))
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(wovenEvent)
}

/** Where each of these events of a person came from, by the event's id. */
export async function originsOf(
  db: Db,
  customerIds: readonly string[],
  ids: readonly string[],
): Promise<Map<string, Origin>> {
  const rows = await db
    .selectFrom('thread.event as event')
    .leftJoin('thread.source as source', 'source.id', 'event.source_id')
    .select(['event.id', 'event.channel', 'event.at', 'source.name as sourceName'])
    .where('customer_id', 'in', [...customerIds])
    .where('event.id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, ...origin }) => [id, origin]))
}

/** The last events woven, newest last, for the live view. */
export async function lastWovenEvents(
  db: Db,
  after: number | undefined,
  limit: number,
): Promise<WovenEvent[]> {
  const rows = await db
    .selectFrom('thread.event')
    .select(eventRow)
    .$if(after !== undefined, (select) => select.where('position', '>', after as number))
    .orderBy('position', 'desc')
    .limit(limit)
    .execute()
  return rows.map(wovenEvent).reverse()
}
