import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Profile } from '../thread/events.ts'
import type { Joint } from './family.ts'
import type { Likeness } from './portrait.ts'

/** A merge that stands, and when it was done. */
export type PastMerge = Joint & { readonly at: Date }

/** What made one person of these ids, in the order in which it was done. */
export async function mergesAmong(db: Db, customerIds: readonly string[]): Promise<PastMerge[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<PastMerge>`
    select id, customer_id as kept, absorbed_id as absorbed, event_id as "eventId", forced, at
    from customers.merge
    where customer_id = any(${[...customerIds]}::uuid[]) and undone_at is null
    order by at, id`.execute(db)
  return rows
}

/** An address by which somebody is written to, since when, and to which of their ids it came. */
export interface PastAddress {
  readonly customerId: string
  readonly originId: string
  readonly value: string
  readonly at: Date
}

export async function emailsThen(db: Db, finalIds: readonly string[]): Promise<PastAddress[]> {
  if (finalIds.length === 0) return []
  const { rows } = await sql<PastAddress>`
    select customer_id as "customerId", origin_id as "originId", value, added_at as at
    from customers.identifier
    where customer_id = any(${[...finalIds]}::uuid[]) and kind = 'email'
    order by added_at`.execute(db)
  return rows
}

export interface PastId {
  readonly customerId: string
  readonly finalId: string
  /** When the first event of this id was received. */
  readonly since: Date
  readonly timeZone: string
  readonly language: string
}

/** The ids of these people, each with when it was met. */
export async function idsThen(db: Db, finalIds: readonly string[]): Promise<PastId[]> {
  if (finalIds.length === 0) return []
  const columns = sql`customer_id as "customerId", final_id as "finalId", created_at as since,
    time_zone as "timeZone", language`
  const { rows } = await sql<PastId>`
    select ${columns} from customers.customer where customer_id = any(${[...finalIds]}::uuid[])
    union all
    select ${columns} from customers.customer
    where final_id = any(${[...finalIds]}::uuid[]) and customer_id <> final_id`.execute(db)
  return rows
}

/** Final ids in their order, a portion after another. */
export async function finalIdsAfter(db: Db, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customers.customer
    where customer_id = final_id and customer_id > ${after}::uuid
    order by customer_id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many people there are. */
export async function countPeople(db: Db): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from customers.customer
    where customer_id = final_id`.execute(db)
  return rows[0]?.people ?? 0
}

export const profileThen = (customerId: string, likeness: Likeness): Profile => ({
  customerId,
  traits: likeness.traits,
  language: likeness.language,
  timeZone: likeness.timeZone,
  firstSeenAt: new Date(likeness.firstSeenAt),
  lastSeenAt: new Date(likeness.lastSeenAt),
})
