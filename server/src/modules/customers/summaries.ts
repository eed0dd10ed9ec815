import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { CustomerSummary } from './contract.ts'

export interface SummaryRow {
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

export const summaryColumns = sql`customer_id, traits, language, last_seen_at,
  ${newest('email')} as email, ${newest('phone')} as phone`

/** People in a line each, in the order in which they are named by their final ids. */
export async function summariesOf(db: Db, ids: readonly string[]): Promise<CustomerSummary[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<SummaryRow>`
    select ${summaryColumns} from customers.customer
    where customer_id = any(${[...ids]}::uuid[])`.execute(db)
  const byId = new Map(rows.map((row) => [row.customer_id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [summaryOf(row)] : []
  })
}

export function summaryOf(row: SummaryRow): CustomerSummary {
  return {
    id: row.customer_id,
    name: nameOf(row.traits),
    email: row.email,
    phone: row.phone,
    language: row.language,
    lastSeenAt: row.last_seen_at.toISOString(),
  }
}

/** What people call a customer; null for those who never said it. */
export function nameOf(traits: Record<string, unknown>): string | null {
  const parts = [traits.firstName, traits.lastName].filter((part) => typeof part === 'string')
  if (parts.length > 0) return parts.join(' ')
  return typeof traits.name === 'string' ? traits.name : null
}
