import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'

/** What names a person, as this room must know it of others. */
export interface Named {
  readonly kind: string
  readonly value: string
}

/** An identifier as it is remembered when its person is erased. */
export const identifierHash = ({ kind, value }: Named) =>
  createHash('sha256').update(`${kind} ${value}`).digest('hex')

/** Remembers whom nothing may be done with that rests on no new yes. A bar, once set, stays. */
export async function oppose(
  work: Work,
  identifiers: readonly Named[],
  barred: boolean,
): Promise<void> {
  if (identifiers.length === 0) return
  const unique = new Map(identifiers.map((one) => [identifierHash(one), one.kind]))
  await work.tx
    .insertInto('consent.opposed')
    .values(
      [...unique].map(([identifier_hash, kind]) => ({
        identifier_hash,
        kind,
        at: work.now,
        barred,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('identifier_hash')
        .doUpdateSet({ barred: sql`opposed.barred or excluded.barred` }),
    )
    .execute()
  if (barred) await signal(work.tx, 'consent.barred')
}

/** Those of these identifiers whose person was erased. */
export async function opposedAmong(db: Db, identifiers: readonly Named[]): Promise<Set<string>> {
  if (identifiers.length === 0) return new Set()
  const hashes = identifiers.map(identifierHash)
  const rows = await db
    .selectFrom('consent.opposed')
    .select('identifier_hash')
    .where('identifier_hash', '=', sql<string>`any(${hashes}::text[])`)
    .execute()
  return new Set(rows.map((row) => row.identifier_hash))
}
