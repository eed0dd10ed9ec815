import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'

interface IdentifierOfOne {
  readonly customerId: string
  readonly kind: string
  readonly value: string
  /** Which of their ids it came to. */
  readonly originId: string
}

/** Everything that names one of these customers, as it was normalised. */
export function identifiersOfAll(db: Db, ids: readonly string[]): Promise<IdentifierOfOne[]> {
  return db
    .selectFrom('customers.identifier')
    .select(['customer_id as customerId', 'kind', 'value', 'origin_id as originId'])
    .where('customer_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

/** Lets nothing lead to these customers any more: whoever comes with what named them is somebody new. */
export async function unname(work: Work, ids: readonly string[]): Promise<Record<string, number>> {
  const named = await identifiersOfAll(work.tx, ids)
  const identities = await sql`
    delete from customers.identity using unnest(
      ${named.map((one) => one.kind)}::text[], ${named.map((one) => one.value)}::text[]
    ) as named (kind, value)
    where identity.kind = named.kind and identity.value = named.value
      and identity.customer_id = any(${[...ids]}::uuid[])`.execute(work.tx)
  const customers = await sql`
    delete from customers.customer where customer_id = any(${[...ids]}::uuid[])`.execute(work.tx)
  return {
    'customers.identity': Number(identities.numAffectedRows ?? 0),
    'customers.customer': Number(customers.numAffectedRows ?? 0),
  }
}

/** People of whom nothing came since then, in the order of their ids. */
export function peopleNotSeenSince(
  db: Db,
  before: Date,
  after: string | undefined,
  limit: number,
): Promise<{ customerId: string; lastSeenAt: Date }[]> {
  return db
    .selectFrom('customers.customer')
    .select(['customer_id as customerId', 'last_seen_at as lastSeenAt'])
    .whereRef('customer_id', '=', 'final_id')
    .where('last_seen_at', '<', before)
    .$if(after !== undefined, (query) => query.where('customer_id', '>', after ?? ''))
    .orderBy('customer_id')
    .limit(limit)
    .execute()
}
