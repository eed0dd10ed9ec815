import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'

/** An address as the opposition list knows it: by hash, since the list outlives the person. */
export const addressHash = (address: string) =>
  createHash('sha256').update(address.trim().toLowerCase()).digest('hex')

export type SuppressionReason = 'address-refused' | 'bounced' | 'complaint'

export interface Suppressed {
  readonly address: string
  readonly reason: SuppressionReason
}

/** Lets nobody write to these addresses any more, on whatever ground. The first reason is kept. */
export async function suppress(work: Work, suppressed: readonly Suppressed[]): Promise<void> {
  if (suppressed.length === 0) return
  await work.tx
    .insertInto('messages.suppression')
    .values(
      suppressed.map(({ address, reason }) => ({
        address_hash: addressHash(address),
        channel: 'email' as const,
        reason,
        at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Those of the addresses that must not be written to. */
export async function suppressedAmong(
  db: Db,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set()
  const byHash = new Map(addresses.map((address) => [addressHash(address), address]))
  const rows = await db
    .selectFrom('messages.suppression')
    .select('address_hash')
    .where('address_hash', '=', sql<string>`any(${[...byHash.keys()]}::text[])`)
    .execute()
  return new Set(rows.flatMap((row) => byHash.get(row.address_hash) ?? []))
}
