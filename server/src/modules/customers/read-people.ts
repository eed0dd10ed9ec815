import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Person } from './person.ts'
import { type Identifier, idOf } from './rulebook.ts'

interface Row {
  customer_id: string
  created_at: Date
  first_seen_at: Date
  last_seen_at: Date
  traits: Record<string, unknown>
  trait_times: Record<string, number>
  language: string
  time_zone: string
  merges: number
}

/** What an event may tell: its identifiers, and whether it says more of the person than who it is. */
export interface Telling {
  readonly identifiers: readonly Identifier[]
  readonly saysTraits: boolean
}

/** Who an identifier leads to, and which of their ids it came to. */
export interface Held {
  readonly person: Person
  readonly originId: string
}

/**
 * Everybody who holds one of these identifiers or is named by an id, and the version of the rules that
 * hold. All identifiers of a person are read only where an event may add to them: most events come
 * from somebody of whom nothing is new.
 */
export async function readPeople(tx: Tx, tellings: readonly Telling[], named: readonly string[]) {
  const asked = [
    ...new Map(
      tellings.flatMap(({ identifiers }) => identifiers).map((one) => [idOf(one), one]),
    ).values(),
  ]
  const { rows } = await sql<Identifier & { customer_id: string; origin_id: string }>`
    select kind, value, customer_id, origin_id from customers.identity
    where (kind, value) in (
      select * from unnest(${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.value)}::text[])
    )
    union all select '', version::text, null, null from customers.rules`.execute(tx)
  const rulesVersion = Number(rows.at(-1)?.value)
  const held = rows.slice(0, -1)
  const holderIds = new Map(held.map((one) => [idOf(one), one.customer_id]))
  const finals = await finalOf(tx, named)
  const ids = [...new Set([...holderIds.values(), ...finals.values()])]
  const people = new Map<string, Person>()
  if (ids.length > 0) {
    const { rows } = await sql<Row>`
      select customer_id, created_at, first_seen_at, last_seen_at, traits, trait_times, language,
        time_zone, merges
      from customers.customer where customer_id = any(${ids})`.execute(tx)
    for (const row of rows) people.set(row.customer_id, personOf(row))
    await readIdentifiers(tx, people, mayLearn(tellings, holderIds))
  }
  for (const [id, final] of finals) {
    const person = people.get(final)
    if (person) people.set(id, person)
  }
  const holders = new Map<string, Held>()
  for (const one of held) {
    const person = people.get(one.customer_id)
    if (person) holders.set(idOf(one), { person, originId: one.origin_id })
  }
  return { people, holders, rulesVersion }
}

/** Those about whom an event brings an unknown identifier, a second holder, or traits. */
function mayLearn(tellings: readonly Telling[], holderIds: ReadonlyMap<string, string>): string[] {
  const learning = new Set<string>()
  for (const { identifiers, saysTraits } of tellings) {
    const holders = new Set(identifiers.map((one) => holderIds.get(idOf(one))))
    if (holders.size <= 1 && !saysTraits) continue
    for (const holder of holders) if (holder) learning.add(holder)
  }
  return [...learning]
}

async function finalOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customers.customer')
    .select(['customer_id', 'final_id'])
    .where('customer_id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row.final_id]))
}

async function readIdentifiers(
  tx: Tx,
  people: ReadonlyMap<string, Person>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('customers.identifier')
    .select(['customer_id', 'kind', 'value', 'added_at'])
    .where('customer_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  for (const id of ids) {
    const person = people.get(id)
    if (person) person.closely = true
  }
  for (const row of rows) {
    people.get(row.customer_id)?.identifiers.set(idOf(row), row.added_at.getTime())
  }
}

function personOf(row: Row): Person {
  return {
    customerId: row.customer_id,
    createdAt: row.created_at.getTime(),
    firstSeenAt: row.first_seen_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    traits: row.traits,
    traitTimes: row.trait_times,
    language: row.language,
    timeZone: row.time_zone,
    merges: row.merges,
    identifiers: new Map(),
    isNew: false,
    closely: false,
    changed: false,
    touched: false,
  }
}
