import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { all } from '../../kernel/work.ts'
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
  const [held, meant, rulesVersion] = await all([
    readHolders(tx, tellings),
    readNamed(tx, named),
    readVersion(tx),
  ])
  const people = new Map<string, Person>()
  const personIn = (row: Row) => {
    const known = people.get(row.customer_id)
    if (known) return known
    const person = personOf(row)
    people.set(row.customer_id, person)
    return person
  }
  const holders = new Map<string, Held>()
  for (const row of held) {
    holders.set(idOf(row), { person: personIn(row), originId: row.origin_id })
  }
  for (const row of meant) people.set(row.named_id, personIn(row))
  await readIdentifiers(tx, people, mayLearn(tellings, holders))
  return { people, holders, rulesVersion }
}

const columns = sql.raw(`person.customer_id, created_at, first_seen_at, last_seen_at, traits,
  trait_times, language, time_zone, merges`)

async function readHolders(tx: Tx, tellings: readonly Telling[]) {
  const told = tellings.flatMap(({ identifiers }) => identifiers)
  const asked = [...new Map(told.map((one) => [idOf(one), one])).values()]
  const { rows } = await sql<Row & Identifier & { origin_id: string }>`
    with held as materialized (
      select kind, value, customer_id, origin_id from customers.identity
      where (kind, value) in (
        select * from unnest(${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.value)}::text[])
      )
    )
    select kind, value, origin_id, ${columns}
    from held join customers.customer as person on person.customer_id = held.customer_id`.execute(
    tx,
  )
  return rows
}

/** People whom ids name, each perhaps one of several of theirs. */
async function readNamed(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<Row & { named_id: string }>`
    with named as materialized (
      select customer_id as named_id, final_id from customers.customer
      where customer_id = any(${[...new Set(ids)]}::uuid[])
    )
    select named_id, ${columns}
    from named join customers.customer as person on person.customer_id = named.final_id`.execute(tx)
  return rows
}

async function readVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from customers.rules`.execute(tx)
  return rows[0]?.version ?? Number.NaN
}

/** Those about whom an event brings an unknown identifier, a second holder, or traits. */
function mayLearn(tellings: readonly Telling[], held: ReadonlyMap<string, Held>): string[] {
  const learning = new Set<string>()
  for (const { identifiers, saysTraits } of tellings) {
    const holders = new Set(identifiers.map((one) => held.get(idOf(one))?.person.customerId))
    if (holders.size <= 1 && !saysTraits) continue
    for (const holder of holders) if (holder) learning.add(holder)
  }
  return [...learning]
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
