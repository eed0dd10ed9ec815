import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { originsOf } from '../thread/index.ts'
import type { CustomerDetail } from './contract.ts'
import { identifiersOfPerson, threadIds } from './people.ts'
import { CustomerNotFound } from './refusals.ts'
import { type SummaryRow, summaryColumns, summaryOf } from './summaries.ts'

/** Who one person is, and what proves it. */
export async function customerDetail(db: Db, id: string): Promise<CustomerDetail> {
  const { rows } = await sql<
    SummaryRow & { time_zone: string; created_at: Date; first_seen_at: Date }
  >`
    select ${summaryColumns}, time_zone, created_at, first_seen_at from customers.customer
    where customer_id = (select final_id from customers.customer where customer_id = ${id})`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new CustomerNotFound({ id })
  const ids = await threadIds(db, row.customer_id)
  const identifiers = await identifiersOfPerson(db, row.customer_id)
  const origins = await originsOf(
    db,
    ids,
    identifiers.map((one) => one.eventId),
  )
  const merges = await db
    .selectFrom('customers.merge')
    .select(['id', 'absorbed_id as absorbedId', 'at', 'event_id as eventId', 'matched'])
    .where('customer_id', 'in', ids)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .execute()
  return {
    ...summaryOf(row),
    timeZone: row.time_zone,
    createdAt: row.created_at.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    traits: row.traits,
    identifiers: identifiers.map((one) => ({
      ...one,
      addedAt: one.addedAt.toISOString(),
      channel: origins.get(one.eventId)?.channel ?? null,
      sourceName: origins.get(one.eventId)?.sourceName ?? null,
    })),
    merges: merges.map((one) => ({ ...one, at: one.at.toISOString() })),
  }
}
