import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { defaultRules } from './default-rules.ts'
import type { IdentityRules } from './identity-contract.ts'
import { Rulebook } from './rulebook.ts'
import './tables.ts'

export interface StoredRules {
  readonly version: number
  readonly rules: IdentityRules
  readonly changedAt: Date | null
  readonly changedBy: string | null
}

export async function storedRules(db: Db): Promise<StoredRules> {
  const row = await db.selectFrom('customers.rules').selectAll().executeTakeFirstOrThrow()
  return {
    version: row.version,
    rules: { ...defaultRules, ...row.rules },
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }
}

/** The rules that hold now, ready to be asked. */
export async function rulebookOf(db: Db): Promise<Rulebook> {
  const { version, rules } = await storedRules(db)
  const blocked = await db.selectFrom('customers.blocked_value').select(['kind', 'value']).execute()
  const pairs = await db
    .selectFrom('customers.kept_apart')
    .select(['kind', 'value', 'other_kind', 'other_value'])
    .execute()
  return new Rulebook(
    version,
    rules,
    blocked,
    pairs.map((pair) => [
      { kind: pair.kind, value: pair.value },
      { kind: pair.other_kind, value: pair.other_value },
    ]),
  )
}

/** Says that rules, blocked values or pairs have changed: the next batch is woven by the new ones. */
export async function rulesChanged(work: Work, by: string, rules?: IdentityRules): Promise<void> {
  await work.tx
    .updateTable('customers.rules')
    .set({
      version: sql<number>`version + 1`,
      ...(rules && { rules: JSON.stringify(differing(rules)) }),
      changed_at: work.now,
      changed_by: by,
    })
    .execute()
}

/** Only what is not as the product brings it, so that what it brings later counts for the rest. */
function differing(rules: IdentityRules): Partial<IdentityRules> {
  const known: Record<string, unknown> = defaultRules
  return Object.fromEntries(
    Object.entries(rules).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]),
    ),
  )
}
