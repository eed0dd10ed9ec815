import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Channel, EventType, Properties } from './contract.ts'
import type { WovenEvent } from './events.ts'

export interface ReceivedQuery {
  /** Only events of these names, however old; all events, if absent. */
  readonly names?: readonly string[]
  /** Names of which only what took its place since `since` is asked for. */
  readonly lately?: readonly string[]
  /** Names of which the properties are not read, unless it is one of our own facts. */
  readonly bare?: readonly string[]
  readonly since: Date
  readonly to: Date
  /** The last position that counts: what is woven meanwhile is another day's. */
  readonly upTo: number
}

/** An event with the moment at which a replay of the past hears it. */
export type ReceivedEvent = WovenEvent & { readonly time: number }

interface Row {
  position: number
  customer_id: string
  id: string
  type: EventType
  name: string
  at: number
  received: number
  channel: Channel
  properties: Properties | null
  zone: string | null
  locale: string | null
  journey: string | null
  historical: boolean
}

/**
 * Events of some customers as a replay hears them: in the order in which they were received, and what
 * was imported where it happened. Of their surroundings only language and zone are told, and which journey
 * said it, since this is for reading millions.
 */
export async function receivedEvents(
  db: Db,
  customerIds: readonly string[],
  { names, lately = [], bare = [], since, to, upTo }: ReceivedQuery,
): Promise<ReceivedEvent[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<Row>`
    select position, customer_id, id, type, name, date_part('epoch', at) as at,
      date_part('epoch', received_at) as received, channel, historical,
      case when type <> 'track' or not name = any(${[...bare]}::text[]) then properties end as properties,
      context ->> 'timezone' as zone, context ->> 'locale' as locale,
      case when type = 'identify' then context ->> 'journeyId' end as journey
    from thread.event
    where customer_id = any(${[...customerIds]}::uuid[])
      ${names ? sql`and (name = any(${[...names]}::text[]) or (name = any(${[...lately]}::text[]) and (case when historical then at else received_at end) >= ${since}))` : sql``}
      and (case when historical then at else received_at end) < ${to}
      and position <= ${upTo}`.execute(db)
  return rows.map(eventOf).sort((one, other) => one.time - other.time || byPlace(one, other))
}

const byPlace = (one: ReceivedEvent, other: ReceivedEvent) => one.position - other.position

function eventOf(row: Row): ReceivedEvent {
  const { position, id, type, name, channel, historical, zone, locale } = row
  const [at, received] = [Math.round(row.at * 1000), Math.round(row.received * 1000)]
  return {
    ...{ position, id, type, name, channel, historical },
    properties: row.properties ?? {},
    customerId: row.customer_id,
    at: new Date(at),
    receivedAt: new Date(received),
    sourceId: null,
    messageId: id,
    context: {
      ...(zone !== null && { timezone: zone }),
      ...(locale !== null && { locale }),
      ...(row.journey !== null && { journeyId: row.journey }),
    },
    time: historical ? at : received,
  }
}

/** Which of these customers were first met in an import, and when by its account. */
export async function importedAt(
  db: Db,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    select asked.customer_id, first.at
    from unnest(${[...customerIds]}::uuid[]) as asked (customer_id)
    cross join lateral (
      select at, historical from thread.event
      where event.customer_id = asked.customer_id order by at, id limit 1
    ) as first
    where first.historical`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.at.getTime()]))
}

/** The last position on the thread. */
export async function lastPosition(db: Db): Promise<number> {
  const { position } = await db
    .selectFrom('thread.weaver')
    .select('position')
    .executeTakeFirstOrThrow()
  return position
}
