import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { Identifier } from './identifiers.ts'
import type { Absorbed, Findings, Person } from './person.ts'
import { identifierOf, idOf } from './resolve.ts'
import { searchText } from './traits.ts'

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

/**
 * Everybody who holds one of these identifiers or is named by an id. All identifiers of a person are
 * read only where an event may add to them: most events come from somebody of whom nothing is new.
 */
export async function readPeople(tx: Tx, tellings: readonly Telling[], named: readonly string[]) {
  const asked = [
    ...new Map(
      tellings.flatMap(({ identifiers }) => identifiers).map((one) => [idOf(one), one]),
    ).values(),
  ]
  const { rows: held } = await sql<Identifier & { customer_id: string }>`
    select kind, value, customer_id from customers.identity
    where (kind, value) in (
      select * from unnest(${asked.map((one) => one.kind)}::text[], ${asked.map((one) => one.value)}::text[])
    )`.execute(tx)
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
  const holders = new Map<string, Person>()
  for (const [id, customerId] of holderIds) {
    const person = people.get(customerId)
    if (person) holders.set(id, person)
  }
  return { people, holders }
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

/** Writes what the batch changed. Rows go in the order of their keys, as every writer's do. */
export async function writePeople(work: Work, album: Findings): Promise<void> {
  const touched = [...album.people()].filter((person) => person.touched)
  touched.sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
  await insertNew(
    work,
    touched.filter((person) => person.isNew),
    album,
  )
  const known = touched.filter((person) => !person.isNew && album.final(person) === person)
  await updateChanged(
    work,
    known.filter((person) => person.changed),
  )
  await updateSeen(
    work,
    known.filter((person) => !person.changed),
  )
  await insertIdentifiers(work, album)
  for (const merge of album.absorbed) await writeMerge(work, album, merge)
}

async function insertNew(work: Work, people: readonly Person[], album: Findings): Promise<void> {
  if (people.length === 0) return
  await sql`
    insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
      traits, trait_times, language, time_zone, merges, search)
    select * from unnest(
      ${people.map((one) => one.customerId)}::uuid[],
      ${people.map((one) => album.final(one).customerId)}::uuid[],
      ${people.map((one) => new Date(one.createdAt))}::timestamptz[],
      ${people.map((one) => new Date(one.firstSeenAt))}::timestamptz[],
      ${people.map((one) => new Date(one.lastSeenAt))}::timestamptz[],
      ${people.map((one) => JSON.stringify(one.traits))}::jsonb[],
      ${people.map((one) => JSON.stringify(one.traitTimes))}::jsonb[],
      ${people.map((one) => one.language)}::text[],
      ${people.map((one) => one.timeZone)}::text[],
      ${people.map((one) => one.merges)}::int[],
      ${people.map((one) => searchText(one, one.identifiers.keys()))}::text[])`.execute(work.tx)
}

async function updateChanged(work: Work, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    update customers.customer set first_seen_at = now.first_seen_at, last_seen_at = now.last_seen_at,
      traits = now.traits, trait_times = now.trait_times, language = now.language,
      time_zone = now.time_zone, merges = now.merges,
      search = case when now.closely then now.search else customer.search end
    from unnest(
      ${people.map((one) => one.customerId)}::uuid[],
      ${people.map((one) => new Date(one.firstSeenAt))}::timestamptz[],
      ${people.map((one) => new Date(one.lastSeenAt))}::timestamptz[],
      ${people.map((one) => JSON.stringify(one.traits))}::jsonb[],
      ${people.map((one) => JSON.stringify(one.traitTimes))}::jsonb[],
      ${people.map((one) => one.language)}::text[],
      ${people.map((one) => one.timeZone)}::text[],
      ${people.map((one) => one.merges)}::int[],
      ${people.map((one) => searchText(one, one.identifiers.keys()))}::text[],
      ${people.map((one) => one.closely)}::boolean[]
    ) as now (customer_id, first_seen_at, last_seen_at, traits, trait_times, language, time_zone,
      merges, search, closely)
    where customer.customer_id = now.customer_id`.execute(work.tx)
}

async function updateSeen(work: Work, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    update customers.customer set first_seen_at = now.first_seen_at, last_seen_at = now.last_seen_at
    from unnest(
      ${people.map((one) => one.customerId)}::uuid[],
      ${people.map((one) => new Date(one.firstSeenAt))}::timestamptz[],
      ${people.map((one) => new Date(one.lastSeenAt))}::timestamptz[]
    ) as now (customer_id, first_seen_at, last_seen_at)
    where customer.customer_id = now.customer_id`.execute(work.tx)
}

async function insertIdentifiers(work: Work, album: Findings): Promise<void> {
  const rows = album.attached.map((one) => ({ ...one, person: album.final(one.person) }))
  if (rows.length === 0) return
  await sql`
    insert into customers.identity (kind, value, customer_id)
    select * from unnest(${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.value)}::text[],
      ${rows.map((row) => row.person.customerId)}::uuid[])
    on conflict (kind, value) do update set customer_id = excluded.customer_id`.execute(work.tx)
  await sql`
    insert into customers.identifier (customer_id, kind, value, added_at, event_id)
    select * from unnest(${rows.map((row) => row.person.customerId)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.value)}::text[],
      ${rows.map((row) => new Date(row.at))}::timestamptz[], ${rows.map((row) => row.eventId)}::uuid[])
    on conflict do nothing`.execute(work.tx)
}

/** All ids of the absorbed person lead to the one who stays, at once and for ever. */
async function writeMerge(
  work: Work,
  album: Findings,
  { from, eventId, at, matched, before }: Absorbed,
): Promise<void> {
  const into = album.final(from).customerId
  await sql`update customers.customer set final_id = ${into}
    where (final_id = ${from.customerId} and customer_id <> final_id)
      or customer_id = ${from.customerId}`.execute(work.tx)
  const ids = [...from.identifiers.keys()].map(identifierOf)
  await sql`update customers.identity set customer_id = ${into}
    where customer_id = ${from.customerId} and (kind, value) in (
      select * from unnest(${ids.map((id) => id.kind)}::text[], ${ids.map((id) => id.value)}::text[])
    )`.execute(work.tx)
  await sql`
    with moved as (
      delete from customers.identifier where customer_id = ${from.customerId}
      returning kind, value, added_at, event_id
    )
    insert into customers.identifier (customer_id, kind, value, added_at, event_id)
    select ${into}, kind, value, added_at, event_id from moved
    on conflict do nothing`.execute(work.tx)
  await work.tx
    .insertInto('customers.merge')
    .values({
      customer_id: into,
      id: work.newId(),
      absorbed_id: from.customerId,
      at: new Date(at),
      event_id: eventId,
      matched: JSON.stringify(matched),
      before: JSON.stringify(before),
    })
    .execute()
}
