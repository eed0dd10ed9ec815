import { sql } from 'kysely'
import { men, surnames, women } from '../server/src/demo/data/names.ts'
import { mix, type Random, randomFrom } from '../server/src/demo/random.ts'
import { newId } from '../server/src/kernel/id.ts'
import { marksOf } from '../server/src/modules/customers/marks.ts'
import { learnWords } from '../server/src/modules/customers/near.ts'
import { findingOf } from '../server/src/modules/customers/words.ts'
import type { BenchHouse } from './house.ts'

/** A customer of a large brand, made up from their number. */
export interface Somebody {
  readonly userId: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly card: string
  readonly order: string
}

const firstNames = [...women, ...men]
const parts = (text: string) => text.split(' ')
const starts = parts(
  'ba be bo ca cha co da de du fa fe ga go ha la le lo ma me mo na pa pe ra re ro',
)
const hearts = parts('bert chard din fort gau gnon lan lem man mar mier nau not ran ric rou sin')
const tails = parts('ard eau elle er et ez ier ine on ot oux y')

/** Every third bears one of the frequent names, the first ones most; the others one of thousands. */
function surnameOf({ next, chance, pick }: Random): string {
  if (chance(0.34)) return surnames[Math.floor(next() ** 2 * surnames.length)] ?? ''
  const name = pick(starts) + pick(hearts) + (chance(0.5) ? pick(starts) : '') + pick(tails)
  return name[0]?.toUpperCase() + name.slice(1)
}

export function somebody(n: number): Somebody {
  const random = randomFrom(mix(n))
  const firstName = random.pick(firstNames)
  const lastName = surnameOf(random)
  const letters = `${firstName}.${lastName}`.normalize('NFD').replace(/[^a-zA-Z.]/g, '')
  const plain = letters.toLowerCase()
  return {
    ...{ userId: `C${String(n).padStart(8, '0')}`, firstName, lastName },
    email: `${plain}${n}@mail.example`,
    phone: `+336${String(10_000_000 + n * 13).slice(0, 8)}`,
    card: `MC${String(20_000_000 + n * 7)}`,
    order: `W-${String(1_000_000 + n)}`,
  }
}

const at = new Date('2026-11-01T09:00:00Z')

/** What somebody does to be known: they sign in, and buy. */
export const eventsOf = (one: Somebody) => [
  {
    ...{ type: 'identify', userId: one.userId, messageId: `i-${one.userId}`, timestamp: at },
    traits: {
      ...{ firstName: one.firstName, lastName: one.lastName, email: one.email, phone: one.phone },
      loyaltyCard: one.card,
    },
  },
  {
    ...{ type: 'track', event: 'Order Completed', userId: one.userId, timestamp: at },
    messageId: `o-${one.userId}`,
    properties: { order_id: one.order, revenue: 24.9, currency: 'EUR', products: [] },
  },
]

/** Writes what the line would have made of `eventsOf`, without the line. */
export async function fill(
  { db }: BenchHouse,
  people: readonly Somebody[],
  sourceId: string,
): Promise<void> {
  const rows = people.map((one) => {
    const id = newId()
    const { firstName, lastName, email, phone, card: loyaltyCard } = one
    const traits = { firstName, lastName, email, phone, loyaltyCard }
    const identifiers = [
      { kind: 'user_id', value: one.userId },
      { kind: 'loyalty_card', value: one.card },
      { kind: 'email', value: email },
      { kind: 'phone', value: phone },
    ]
    const times = Object.fromEntries(Object.keys(traits).map((name) => [name, at.getTime()]))
    return {
      ...one,
      id,
      traits,
      times,
      identifiers,
      words: findingOf(traits, identifiers) ?? '',
      marks: marksOf(traits, identifiers),
    }
  })
  const ids = rows.map((row) => row.id)
  await sql`
    insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
      traits, trait_times, language, time_zone, merges)
    select id, id, ${at}::timestamptz, ${at}, ${at}, traits, times, 'fr', 'Europe/Paris', 0
    from unnest(${ids}::uuid[], ${rows.map((row) => JSON.stringify(row.traits))}::jsonb[],
      ${rows.map((row) => JSON.stringify(row.times))}::jsonb[]) as one (id, traits, times)`.execute(
    db,
  )
  const known = rows.flatMap((row) => row.identifiers.map((one) => ({ ...one, id: row.id })))
  const columns = sql`${known.map((one) => one.id)}::uuid[], ${known.map((one) => one.kind)}::text[],
    ${known.map((one) => one.value)}::text[]`
  await sql`
    insert into customers.identity (customer_id, kind, value, origin_id)
    select *, id from unnest(${columns}) as one (id, kind, value)`.execute(db)
  await sql`
    insert into customers.identifier (customer_id, kind, value, added_at, event_id, origin_id)
    select *, ${at}::timestamptz, ${newId()}::uuid, id from unnest(${columns}) as one (id, kind, value)`.execute(
    db,
  )
  await sql`
    insert into customers.finding (customer_id, words, marks)
    select id, words, string_to_array(marks, '|')
    from unnest(${ids}::uuid[], ${rows.map((row) => row.words)}::text[],
      ${rows.map((row) => row.marks.join('|'))}::text[]) as one (id, words, marks)`.execute(db)
  await sql`
    insert into insight.sale
      (customer_id, reference, kind, event_id, number, at, channel, currency, amount, units)
    select id, ${`${sourceId} `}::text || number, 'order', ${newId()}::uuid, lower(number),
      ${at}::timestamptz, 'web', 'EUR', 2490, 0
    from unnest(${ids}::uuid[], ${rows.map((row) => row.order)}::text[]) as one (id, number)`.execute(
    db,
  )
}

/** Every word of the findings, as the consumer would have learned them one by one. */
export async function learnAllWords({ db, inWork }: BenchHouse): Promise<void> {
  const { rows } = await sql<{ word: string }>`
    select distinct word from customers.finding cross join string_to_table(words, ' ') as word`.execute(
    db,
  )
  for (let from = 0; from < rows.length; from += 2000) {
    const words = rows.slice(from, from + 2000).map((row) => row.word)
    await inWork(({ tx }) => learnWords(tx, words))
  }
}

/** What the search reads, without the ids and moments that differ from one filling to another. */
export async function stateOf({ db }: BenchHouse): Promise<string> {
  const { rows } = await sql<object>`
    select traits, language, time_zone, merges, words, marks,
      (select array_agg(concat_ws(' ', kind, value, origin_id = customer_id) order by kind, value)
        from customers.identifier i
        where i.customer_id = c.customer_id) as identifiers,
      (select array_agg(concat_ws(' ', kind, value, origin_id = customer_id) order by kind, value)
        from customers.identity i
        where i.customer_id = c.customer_id) as identities,
      (select array_agg(concat_ws('|', reference, kind, number, shop, at, channel, currency, amount, units)
        order by reference) from insight.sale s where s.customer_id = c.customer_id) as sales
    from customers.customer c left join customers.finding using (customer_id)
    order by traits ->> 'email'`.execute(db)
  const { rows: words } = await sql<object>`
    select * from customers.word order by trace, word`.execute(db)
  return JSON.stringify([rows, words])
}

export async function empty({ db }: BenchHouse): Promise<void> {
  await sql`truncate customers.customer, customers.identity, customers.identifier,
    customers.finding, customers.word, insight.sale`.execute(db)
}
