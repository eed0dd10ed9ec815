import { type SelectQueryBuilder, sql } from 'kysely'
import { type Database, type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Profile } from '../thread/events.ts'
import { rulebookOf } from './rule-store.ts'
import './tables.ts'

/** Where each id leads: to itself, or to the person who absorbed it. Unknown ids are absent. */
export async function finalIds(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await finals(db, { ids })
  return new Map(rows.map((row) => [row.customer_id, row.final_id]))
}

// Where the planner could see how many are asked for, it would plan each time.
const finals = statement(
  (_, { ids }: { ids: readonly string[] }) => sql<{
    customer_id: string
    final_id: string
  }>`${prepared}
    select customer_id, final_id from unnest((select ${ids}::uuid[])) as asked (customer_id)
    join customers.customer using (customer_id)`,
)

/** All ids of one person, to whom any of them leads: the events of each lie under its own. */
export async function threadIds(db: Db, id: string): Promise<string[]> {
  const final = (await finalIds(db, [id])).get(id)
  if (final === undefined) return []
  const absorbed = await db
    .selectFrom('customers.customer')
    .select('customer_id')
    .where('final_id', '=', final)
    .whereRef('customer_id', '<>', 'final_id')
    .execute()
  return [final, ...absorbed.map((row) => row.customer_id)]
}

/** Every id that leads to one of these people, and the final id it leads to. */
export async function idsOfPeople(db: Db, finals: readonly string[]): Promise<Map<string, string>> {
  if (finals.length === 0) return new Map()
  const absorbed = await db
    .selectFrom('customers.customer')
    .select(['customer_id', 'final_id'])
    .where('final_id', '=', anyOf(finals))
    .whereRef('customer_id', '<>', 'final_id')
    .execute()
  return new Map([
    ...finals.map((id) => [id, id] as const),
    ...absorbed.map((row) => [row.customer_id, row.final_id] as const),
  ])
}

/** The person whom an identifier names, or undefined. The value may be written in any usual form. */
export async function findBy(db: Db, kind: string, value: string): Promise<string | undefined> {
  const usable = (await rulebookOf(db)).normalise(kind, value)
  if (usable === undefined) return undefined
  const row = await db
    .selectFrom('customers.identity')
    .select('customer_id')
    .where('kind', '=', kind)
    .where('value', '=', usable)
    .executeTakeFirst()
  return row?.customer_id
}

/** The people whom values of one kind name, by the value as it was given; who names nobody is absent. */
export async function findMany(
  db: Db,
  kind: string,
  values: readonly string[],
): Promise<Map<string, string>> {
  const rules = await rulebookOf(db)
  const usable = new Map(values.map((value) => [value, rules.normalise(kind, value)]))
  const forms = [...new Set([...usable.values()].filter((form) => form !== undefined))]
  const { rows } = await sql<{ value: string; customer_id: string }>`
    select value, customer_id from customers.identity
    where kind = ${kind} and value = any(${forms}::text[])`.execute(db)
  const holders = new Map(rows.map((row) => [row.value, row.customer_id]))
  const found = new Map<string, string>()
  for (const [value, form] of usable) {
    const holder = form === undefined ? undefined : holders.get(form)
    if (holder) found.set(value, holder)
  }
  return found
}

/** Profiles by the ids asked for, each of which may be any id of the person. */
export async function profilesOf(db: Db, ids: readonly string[]): Promise<Map<string, Profile>> {
  const finals = await finalIds(db, ids)
  if (finals.size === 0) return new Map()
  const rows = await profiles(db)
    .where('customer_id', '=', anyOf([...new Set(finals.values())]))
    .execute()
  const byId = new Map(rows.map((row) => [row.customerId, row]))
  const found = new Map<string, Profile>()
  for (const [id, final] of finals) {
    const profile = byId.get(final)
    if (profile) found.set(id, profile)
  }
  return found
}

export async function profileOf(db: Db, id: string): Promise<Profile | undefined> {
  return (await profilesOf(db, [id])).get(id)
}

/** People in the order of their ids, for whoever must go through all of them in portions. */
export function peopleAfter(db: Db, after: string | undefined, limit: number): Promise<Profile[]> {
  return profiles(db)
    .whereRef('customer_id', '=', 'final_id')
    .$if(after !== undefined, (query) => query.where('customer_id', '>', after as string))
    .orderBy('customer_id')
    .limit(limit)
    .execute()
}

function profiles(db: Db): SelectQueryBuilder<Database, 'customers.customer', Profile> {
  return db
    .selectFrom('customers.customer')
    .select([
      'customer_id as customerId',
      'traits',
      'language',
      'time_zone as timeZone',
      'first_seen_at as firstSeenAt',
      'last_seen_at as lastSeenAt',
    ])
}

export interface IdentifierOf {
  readonly kind: string
  readonly value: string
  readonly addedAt: Date
  readonly eventId: string
  /** Which of their ids it came to. */
  readonly originId: string
}

export function identifiersOfPerson(db: Db, finalId: string): Promise<IdentifierOf[]> {
  return db
    .selectFrom('customers.identifier')
    .select(['kind', 'value', 'added_at as addedAt', 'event_id as eventId'])
    .select('origin_id as originId')
    .where('customer_id', '=', finalId)
    .orderBy('added_at')
    .execute()
}

/** The newest e-mail address of each person who has one. */
export async function emailsOf(db: Db, finalIds: readonly string[]): Promise<Map<string, string>> {
  if (finalIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customers.identifier')
    .select(['customer_id', 'value'])
    .where('customer_id', '=', anyOf(finalIds))
    .where('kind', '=', 'email')
    .orderBy('added_at')
    .execute()
  return new Map(rows.map((row) => [row.customer_id, row.value]))
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
