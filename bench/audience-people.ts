import { sql } from 'kysely'
import { mix, randomFrom } from '../server/src/demo/random.ts'
import { newId } from '../server/src/kernel/id.ts'
import type { BenchHouse } from './house.ts'

const day = 86_400_000
/** When somebody was seen last is remembered to the minute. */
const minute = 60_000
export const benchNow = new Date('2026-11-21T10:00:00Z')
const categories = [
  'skin care',
  'skin care',
  'skin care',
  'perfume',
  'books',
  'tea',
  'candles',
  'soap',
  'bags',
  'scarves',
]
const tiers = ['gold', 'silver', 'bronze', '']

interface Told {
  readonly type: 'identify' | 'track'
  readonly name: string
  readonly channel: 'web' | 'app' | 'shop' | 'email'
  readonly at: Date
  readonly properties: Record<string, unknown>
}

/** A customer made up from their number: ten events over two years, one of them who they are. */
export function lifeOf(n: number): { userId: string; events: Told[] } {
  const random = randomFrom(mix(n, 77))
  const at = (days: number) => new Date(benchNow.getTime() - Math.ceil(days * day))
  const channel = random.pick(['web', 'web', 'app', 'shop'] as const)
  const traits: Record<string, unknown> = { city: random.pick(['Lille', 'Paris', 'Lyon', 'Nice']) }
  const tier = random.pick(tiers)
  if (tier) traits.tier = tier
  const events: Told[] = [
    { type: 'identify', name: 'Identified', channel, at: at(730), properties: traits },
  ]
  const track = (
    name: string,
    days: number,
    properties: Record<string, unknown>,
    on: Told['channel'] = channel,
  ) => events.push({ type: 'track', name, channel: on, at: at(days), properties })
  if (random.chance(0.5)) {
    const said = { purpose: 'marketing', channel: 'email', wording: 'bench', language: 'fr' }
    track('Consent Given', random.between(100, 600), said, 'web')
  }
  for (let order = 0; order < Math.floor(random.next() ** 2 * 5); order++) {
    const category = random.pick(categories)
    const price = Math.round(random.between(5, 90))
    track('Order Completed', random.next() ** 2 * 700 + 0.01, {
      ...{ order_id: `B-${n}-${order}`, revenue: price, currency: 'EUR' },
      products: [{ category, price, quantity: 1 }],
    })
  }
  if (random.chance(0.4)) track('Email Sent', random.between(0.1, 60), { templateId: 'b' }, 'email')
  while (events.length < 10) {
    track('Product Viewed', random.next() ** 3 * 700 + 0.01, { category: random.pick(categories) })
  }
  return { userId: `A-${n}`, events }
}

/** The same events as clients send them. */
export const toldBy = (n: number): object[] => {
  const { userId, events } = lifeOf(n)
  return events.map(({ type, name, channel, at, properties }, index) => ({
    ...{ type, userId, messageId: `${userId}-${index}`, timestamp: at.toISOString() },
    context: { channel },
    ...(type === 'identify' ? { traits: properties } : { event: name, properties }),
  }))
}

const keep = 8

/** What of a customer audiences and their conditions read, as rows: what the line would have made of them. */
export async function fillPeople(
  { db }: BenchHouse,
  first: number,
  size: number,
  position: number,
): Promise<void> {
  const people = Array.from({ length: size }, (_, index) => {
    const { userId, events } = lifeOf(first + index)
    const known = events.find(({ type }) => type === 'identify')
    const traits = known?.properties ?? {}
    const times = Object.fromEntries(
      Object.keys(traits).map((name) => [name, known?.at.getTime() ?? 0]),
    )
    const moments = events.map(({ at }) => at.getTime())
    return {
      ...{ id: newId(), userId, events, traits, times },
      ...{
        firstAt: new Date(Math.min(...moments)),
        lastAt: new Date(Math.floor(Math.max(...moments) / minute) * minute),
      },
    }
  })
  const ids = people.map(({ id }) => id)
  await sql`
    insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
      traits, trait_times, language, time_zone, merges)
    select id, id, first_at, first_at, last_at, traits, times, 'fr', 'Europe/Paris', 0
    from unnest(${ids}::uuid[], ${people.map(({ firstAt }) => firstAt)}::timestamptz[],
      ${people.map(({ lastAt }) => lastAt)}::timestamptz[],
      ${people.map(({ traits }) => JSON.stringify(traits))}::jsonb[],
      ${people.map(({ times }) => JSON.stringify(times))}::jsonb[])
      as one (id, first_at, last_at, traits, times)`.execute(db)
  const all = people.flatMap((person, index) =>
    person.events.map((event, place) => ({
      ...{ ...event, customer: person.id, messageId: `${person.userId}-${place}` },
      position: position + index * 10 + place + 1,
    })),
  )
  await sql`
    insert into thread.event (customer_id, at, id, position, type, name, channel, received_at,
      message_id, historical, properties, context)
    select customer_id, at, id, position, type, name, channel, at, message_id, false, properties,
      '{}'::json
    from unnest(${all.map(({ customer }) => customer)}::uuid[], ${all.map(({ at }) => at)}::timestamptz[],
      ${all.map(() => newId())}::uuid[], ${all.map((one) => one.position)}::bigint[],
      ${all.map(({ type }) => type)}::text[], ${all.map(({ name }) => name)}::text[],
      ${all.map(({ channel }) => channel)}::text[], ${all.map(({ messageId }) => messageId)}::text[],
      ${all.map(({ properties }) => JSON.stringify(properties))}::json[])
      as one (customer_id, at, id, position, type, name, channel, message_id, properties)`.execute(
    db,
  )
  const tallies = people.flatMap(({ id, events }) =>
    [...Map.groupBy(events, ({ name }) => name)].map(([event, those]) => {
      const times = those.map(({ at }) => at.getTime()).sort((a, b) => b - a)
      return {
        id,
        event,
        total: times.length,
        first: times.at(-1) ?? 0,
        recent: times.slice(0, keep),
      }
    }),
  )
  await sql`
    insert into audiences.tally (customer_id, event, filter, total, first, recent, keep)
    select customer_id, event, '', total, first, recent::bigint[], ${keep}
    from unnest(${tallies.map(({ id }) => id)}::uuid[], ${tallies.map(({ event }) => event)}::text[],
      ${tallies.map(({ total }) => total)}::integer[], ${tallies.map(({ first: at }) => at)}::bigint[],
      ${tallies.map(({ recent }) => `{${recent.join()}}`)}::text[])
      as one (customer_id, event, total, first, recent)`.execute(db)
  await sql`
    insert into audiences.standing (customer_id, audiences, next_change_at)
    select id, '{}', null from unnest(${ids}::uuid[]) as one (id)`.execute(db)
  const agreed = people.flatMap(({ id, events }) => {
    const yes = events.find(({ name }) => name === 'Consent Given')
    return yes ? [{ id, at: yes.at, decision: newId() }] : []
  })
  await sql`
    insert into consent.standing (customer_id, purpose, channel, decision, at, decision_id)
    select id, 'marketing', 'email', 'given', at, decision
    from unnest(${agreed.map(({ id }) => id)}::uuid[], ${agreed.map(({ at }) => at)}::timestamptz[],
      ${agreed.map(({ decision }) => decision)}::uuid[]) as one (id, at, decision)`.execute(db)
}

/** What audiences read of everybody, without what differs from one filling to another. */
export async function peopleState({ db }: BenchHouse): Promise<string> {
  const { rows } = await sql<object>`
    select traits, time_zone, first_seen_at, last_seen_at,
      (select array_agg(concat_ws('|', event, filter, total, first, recent) order by event)
        from audiences.tally where tally.customer_id = customer.customer_id) as tallies,
      (select array_agg(concat_ws('|', extract(epoch from at), type, name, channel, properties)
        order by at, name) from thread.event
        where event.customer_id = customer.customer_id and type <> 'fact') as events,
      (select array_agg(concat_ws('|', purpose, channel, decision, extract(epoch from at)))
        from consent.standing where standing.customer_id = customer.customer_id) as consents,
      (select concat_ws('|', audiences, next_change_at) from audiences.standing
        where standing.customer_id = customer.customer_id) as standing
    from customers.customer
    order by (select min(message_id) from thread.event
      where event.customer_id = customer.customer_id and type <> 'fact')`.execute(db)
  return JSON.stringify(rows)
}
