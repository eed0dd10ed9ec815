import { sql } from 'kysely'
import { all, type Work } from '../../kernel/work.ts'
import type { Absorbed, Findings, Person } from './person.ts'
import { type Identifier, identifierOf } from './rulebook.ts'

/**
 * Writes what the batch changed. Rows go in the order of their keys, as every writer's do. All is asked
 * of PostgreSQL before this returns, so that whatever is asked after it finds it written.
 */
export function writePeople(work: Work, album: Findings): Promise<unknown> {
  const touched = [...album.people()].filter((person) => person.touched || person.changed)
  touched.sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
  const known = touched.filter((person) => !person.isNew && album.final(person) === person)
  return all([
    insertNew(
      work,
      touched.filter((person) => person.isNew),
      album,
    ),
    updateChanged(
      work,
      known.filter((person) => person.changed),
    ),
    updateSeen(
      work,
      known.filter((person) => !person.changed),
    ),
    insertIdentifiers(work, album),
    ...album.absorbed.map((merge) => writeMerge(work, album, merge)),
  ])
}

async function insertNew(work: Work, people: readonly Person[], album: Findings): Promise<void> {
  if (people.length === 0) return
  await sql`
    insert into customers.customer (customer_id, final_id, created_at, first_seen_at, last_seen_at,
      traits, trait_times, language, time_zone, merges)
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
      ${people.map((one) => one.merges)}::int[])`.execute(work.tx)
}

async function updateChanged(work: Work, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return
  await sql`
    update customers.customer set first_seen_at = now.first_seen_at, last_seen_at = now.last_seen_at,
      traits = now.traits, trait_times = now.trait_times, language = now.language,
      time_zone = now.time_zone, merges = now.merges
    from unnest(
      ${people.map((one) => one.customerId)}::uuid[],
      ${people.map((one) => new Date(one.firstSeenAt))}::timestamptz[],
      ${people.map((one) => new Date(one.lastSeenAt))}::timestamptz[],
      ${people.map((one) => JSON.stringify(one.traits))}::jsonb[],
      ${people.map((one) => JSON.stringify(one.traitTimes))}::jsonb[],
      ${people.map((one) => one.language)}::text[],
      ${people.map((one) => one.timeZone)}::text[],
      ${people.map((one) => one.merges)}::int[]
    ) as now (customer_id, first_seen_at, last_seen_at, traits, trait_times, language, time_zone,
      merges)
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
  const claimed = claim(
    work,
    rows.filter(({ unheld }) => unheld),
  )
  const handed = hand(
    work,
    rows.filter(({ unheld }) => !unheld),
  )
  const identifiers = sql`
    insert into customers.identifier (customer_id, kind, value, added_at, event_id, origin_id)
    select * from unnest(${rows.map((row) => row.person.customerId)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.value)}::text[],
      ${rows.map((row) => new Date(row.at))}::timestamptz[], ${rows.map((row) => row.eventId)}::uuid[],
      ${rows.map((row) => row.originId)}::uuid[])
    on conflict do nothing`.execute(work.tx)
  await all([claimed, handed, identifiers])
}

type Named = Identifier & { readonly person: Person; readonly originId: string }

/**
 * Takes identifiers that nobody held. A customer may have been made of one meanwhile, by whoever had to
 * know at once (see customer-for.ts): then the batch is to be woven again, with them.
 */
async function claim(work: Work, rows: readonly Named[]): Promise<void> {
  if (rows.length === 0) return
  const { rows: claimed } = await sql`${identities(rows)} on conflict (kind, value) do nothing
    returning kind`.execute(work.tx)
  if (claimed.length < rows.length) throw new AppearedMeanwhile()
}

/** Gives over identifiers that somebody held who is the owner by now. */
async function hand(work: Work, rows: readonly Named[]): Promise<void> {
  if (rows.length === 0) return
  await sql`${identities(rows)} on conflict (kind, value) do update
    set customer_id = excluded.customer_id, origin_id = excluded.origin_id`.execute(work.tx)
}

const identities = (rows: readonly Named[]) => sql`
  insert into customers.identity (kind, value, customer_id, origin_id)
  select * from unnest(${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.value)}::text[],
    ${rows.map((row) => row.person.customerId)}::uuid[], ${rows.map((row) => row.originId)}::uuid[])`

/** Has the code of a failed serialisation: a unit of work that fails by it is tried again at once. */
class AppearedMeanwhile extends Error {
  readonly code = '40001'
  constructor() {
    super('an identifier came to a customer while the batch was read')
  }
}

/** All ids of the absorbed person lead to the one who stays, at once and for ever. */
async function writeMerge(work: Work, album: Findings, merge: Absorbed): Promise<void> {
  const { from, into, eventId, at, matched, before, by, reason, forced } = merge
  const final = album.final(from).customerId
  const leads = sql`update customers.customer set final_id = ${final}
    where (final_id = ${from.customerId} and customer_id <> final_id)
      or customer_id = ${from.customerId}`.execute(work.tx)
  const ids = [...from.identifiers.keys()].map(identifierOf)
  const names = sql`update customers.identity set customer_id = ${final}
    where customer_id = ${from.customerId} and (kind, value) in (
      select * from unnest(${ids.map((id) => id.kind)}::text[], ${ids.map((id) => id.value)}::text[])
    )`.execute(work.tx)
  const moves = sql`
    with moved as (
      delete from customers.identifier where customer_id = ${from.customerId}
      returning kind, value, added_at, event_id, origin_id
    )
    insert into customers.identifier (customer_id, kind, value, added_at, event_id, origin_id)
    select ${final}, kind, value, added_at, event_id, origin_id from moved
    on conflict do nothing`.execute(work.tx)
  const says = work.tx
    .insertInto('customers.merge')
    .values({
      // Who absorbed, not who has absorbed that one since: so each merge can be undone by itself.
      customer_id: into.customerId,
      id: work.newId(),
      absorbed_id: from.customerId,
      at: new Date(at),
      event_id: eventId,
      matched: JSON.stringify(matched),
      before: JSON.stringify(before),
      ...{ by, reason, forced },
    })
    .execute()
  await all([leads, names, moves, says])
}
