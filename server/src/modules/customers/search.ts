import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { CustomerDetail, CustomerPage, CustomerSummary } from './contract.ts'
import { identifiersOfPerson } from './people.ts'
import { CustomerNotFound } from './refusals.ts'

interface Row {
  customer_id: string
  traits: Record<string, unknown>
  language: string
  last_seen_at: Date
  email: string | null
  phone: string | null
}

const newest = (kind: string) => sql`(
  select value from customers.identifier
  where identifier.customer_id = customer.customer_id and kind = ${kind}
  order by added_at desc limit 1)`

const summary = sql`customer_id, traits, language, last_seen_at,
  ${newest('email')} as email, ${newest('phone')} as phone`

/**
 * People by words of their name, e-mail, phone or number, each word anywhere in any order; without
 * words, everybody who is known, in the order in which they came (newest id first).
 */
export async function searchCustomers(
  db: Db,
  { words, before, limit }: { words: string; before?: string | undefined; limit: number },
): Promise<CustomerPage> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)
  const conditions = wanted.map((word) => sql`search like ${`%${escapeLike(word)}%`}`)
  if (before) conditions.push(sql`customer_id < ${before}::uuid`)
  const { rows } = await sql<Row>`
    select ${summary} from customers.customer
    where customer_id = final_id and search is not null
      ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
    order by customer_id desc limit ${limit + 1}`.execute(db)
  const customers = rows.slice(0, limit).map(summaryOf)
  return { customers, next: rows.length > limit ? (customers.at(-1)?.id ?? null) : null }
}

const escapeLike = (word: string) => word.replaceAll(/[\\%_]/g, '\\$&')

/** Everything this module knows of one person. */
export async function customerDetail(db: Db, id: string): Promise<CustomerDetail> {
  const { rows } = await sql<Row & { time_zone: string; created_at: Date; first_seen_at: Date }>`
    select ${summary}, time_zone, created_at, first_seen_at from customers.customer
    where customer_id = (select final_id from customers.customer where customer_id = ${id})`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new CustomerNotFound({ id })
  const identifiers = await identifiersOfPerson(db, row.customer_id)
  const merges = await db
    .selectFrom('customers.merge')
    .select(['id', 'absorbed_id as absorbedId', 'at', 'event_id as eventId', 'matched'])
    .where('customer_id', '=', row.customer_id)
    .orderBy('at')
    .execute()
  return {
    ...summaryOf(row),
    timeZone: row.time_zone,
    createdAt: row.created_at.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    traits: row.traits,
    identifiers: identifiers.map((one) => ({ ...one, addedAt: one.addedAt.toISOString() })),
    merges: merges.map((one) => ({ ...one, at: one.at.toISOString() })),
  }
}

function summaryOf(row: Row): CustomerSummary {
  return {
    id: row.customer_id,
    name: nameOf(row.traits),
    email: row.email,
    phone: row.phone,
    language: row.language,
    lastSeenAt: row.last_seen_at.toISOString(),
  }
}

/** The name to show for a customer, or null for one who gave none. */
export function nameOf(traits: Record<string, unknown>): string | null {
  const parts = [traits.firstName, traits.lastName].filter((part) => typeof part === 'string')
  if (parts.length > 0) return parts.join(' ')
  return typeof traits.name === 'string' ? traits.name : null
}
