import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Channel, EventType, Properties } from './contract.ts'
import type { WovenEvent } from './events.ts'

export interface ReceivedQuery {
  /** Only events of these names, however old; all events, if absent. */
  readonly names?: readonly string[]
  /** Names of which only what took its place since `since` is asked for. */
  readonly lately?: readonly string[]
  /**
   * What of these events is asked for is only that and when they happened, of customers whose ids nobody
   * asks about: they come without properties and without an id. Our own facts come whole.
   */
  readonly bare?: { readonly names: readonly string[]; readonly of: readonly string[] }
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
  properties: Properties
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
  query: ReceivedQuery,
): Promise<ReceivedEvent[]> {
  if (customerIds.length === 0) return []
  const [whole, bare] = await Promise.all([
    wholeEvents(db, customerIds, query),
    bareEvents(db, query),
  ])
  return [...whole, ...bare].sort((one, other) => one.time - other.time || byPlace(one, other))
}

const byPlace = (one: ReceivedEvent, other: ReceivedEvent) => one.position - other.position

const time = sql`(case when historical then at else received_at end)`

async function wholeEvents(
  db: Db,
  customerIds: readonly string[],
  { names, lately = [], bare, since, to, upTo }: ReceivedQuery,
): Promise<ReceivedEvent[]> {
  const isNamed = names
    ? sql`and (name = any(${[...names]}::text[])
        or (name = any(${[...lately]}::text[]) and ${time} >= ${since}))`
    : sql``
  const isBare = bare
    ? sql`and not (name = any(${[...bare.names]}::text[]) and type = 'track'
        and customer_id = any(${[...bare.of]}::uuid[]))`
    : sql``
  const { rows } = await sql<Row>`
    select position, customer_id, id, type, name, date_part('epoch', at) as at,
      date_part('epoch', received_at) as received, channel, historical, properties,
      context ->> 'timezone' as zone, context ->> 'locale' as locale,
      case when type = 'identify' then context ->> 'journeyId' end as journey
    from thread.event
    where customer_id = any(${[...customerIds]}::uuid[]) ${isNamed} ${isBare}
      and ${time} < ${to} and position <= ${upTo}`.execute(db)
  return rows.map(eventOf)
}

interface BareRow {
  customer_id: string
  name: string
  channel: Channel
  historical: boolean
  zone: string | null
  locale: string | null
  positions: number[]
  ats: number[]
  receiveds: number[]
}

/** Most of a long past is of this kind: a row for each customer and name costs less than one for each event. */
async function bareEvents(db: Db, { bare, to, upTo }: ReceivedQuery): Promise<ReceivedEvent[]> {
  if (!bare || bare.names.length * bare.of.length === 0) return []
  const { rows } = await sql<BareRow>`
    select customer_id, name, channel, historical, context ->> 'timezone' as zone,
      context ->> 'locale' as locale, json_agg(position) as positions,
      json_agg(date_part('epoch', at)) as ats, json_agg(date_part('epoch', received_at)) as receiveds
    from thread.event
    where customer_id = any(${[...bare.of]}::uuid[]) and name = any(${[...bare.names]}::text[])
      and type = 'track' and ${time} < ${to} and position <= ${upTo}
    group by customer_id, name, channel, historical, zone, locale`.execute(db)
  return rows.flatMap(eventsOf)
}

/** All of a row have the same surroundings, which nobody changes. */
function eventsOf(row: BareRow): ReceivedEvent[] {
  const { customer_id: customerId, name, channel, historical } = row
  const context = surroundings({ ...row, journey: null })
  return row.positions.map((position, index): ReceivedEvent => {
    const times = timesOf(historical, row.ats[index] ?? 0, row.receiveds[index] ?? 0)
    return {
      ...{ position, id: '', type: 'track', name, channel, historical, properties: nothing },
      ...{ customerId, sourceId: null, messageId: '', context, ...times },
    }
  })
}

const nothing: Properties = {}

function eventOf(row: Row): ReceivedEvent {
  const { position, id, type, name, channel, historical, properties } = row
  return {
    ...{ position, id, type, name, channel, historical, properties },
    ...{ customerId: row.customer_id, sourceId: null, messageId: id },
    context: surroundings(row),
    ...timesOf(historical, row.at, row.received),
  }
}

function timesOf(historical: boolean, atSeconds: number, receivedSeconds: number) {
  const at = new Date(Math.round(atSeconds * 1000))
  const receivedAt =
    atSeconds === receivedSeconds ? at : new Date(Math.round(receivedSeconds * 1000))
  return { at, receivedAt, time: (historical ? at : receivedAt).getTime() }
}

const surroundings = ({ zone, locale, journey }: Pick<Row, 'zone' | 'locale' | 'journey'>) => ({
  ...(zone !== null && { timezone: zone }),
  ...(locale !== null && { locale }),
  ...(journey !== null && { journeyId: journey }),
})

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
