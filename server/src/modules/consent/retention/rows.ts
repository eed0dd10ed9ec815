import { sql } from 'kysely'
import type { Db } from '../../../kernel/database.ts'
import type { Tables } from '../../../kernel/registry.ts'
import type { Work } from '../../../kernel/work.ts'
import type { RetentionRule, RetentionRules } from '../contract.ts'
import { monthsLater } from '../requests/clock.ts'

/** A table whose rows have an age of their own, whoever they are about. */
export interface Aged {
  readonly table: string
  readonly column: string
  readonly rule: RetentionRule
}

export const agedTables = (tables: Tables): Aged[] =>
  Object.entries(tables).flatMap(([table, { aged }]) =>
    aged ? [{ table, column: aged.column, rule: aged.rule as RetentionRule }] : [],
  )

const portion = 2000

/** Deletes some of the rows that are too old; fewer than there may be says that none is left. */
export async function dropSome(
  work: Work,
  { table, column, rule }: Aged,
  rules: RetentionRules,
): Promise<{ rows: number; all: boolean }> {
  const before = monthsLater(work.now, -rules[rule])
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ${sql.ref(column)} < ${before} and ctid = any(array(
      select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${before} limit ${portion}))`.execute(
    work.tx,
  )
  const rows = Number(numAffectedRows)
  return { rows, all: rows < portion }
}

export async function countAged(
  db: Db,
  { table, column, rule }: Aged,
  rules: RetentionRules,
  moment: Date,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)}
    where ${sql.ref(column)} < ${monthsLater(moment, -rules[rule])}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}
