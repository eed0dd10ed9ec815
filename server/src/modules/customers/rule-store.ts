import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { restamp, steady } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { defaultRules } from './default-rules.ts'
import type { IdentityRules } from './identity-contract.ts'
import { type Identifier, Rulebook } from './rulebook.ts'
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

interface BookRow {
  version: number
  rules: Partial<IdentityRules>
  blocked: Identifier[] | null
  apart: [Identifier, Identifier][] | null
}

/** The rules that hold now, ready to be asked. */
export const rulebookOf = steady(
  'house',
  ['customers.rules', 'customers.blocked_value', 'customers.kept_apart'],
  async (db): Promise<Rulebook> => {
    const { rows } = await sql<BookRow>`${prepared}
      select version, rules,
        (select json_agg(json_build_object('kind', kind, 'value', value))
         from customers.blocked_value) as blocked,
        (select json_agg(json_build_array(json_build_object('kind', kind, 'value', value),
           json_build_object('kind', other_kind, 'value', other_value)))
         from customers.kept_apart) as apart
      from customers.rules`.execute(db)
    const [{ version, rules, blocked, apart }] = rows as [BookRow]
    return new Rulebook(version, { ...defaultRules, ...rules }, blocked ?? [], apart ?? [])
  },
)

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
  await restamp(work.tx, 'house')
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
