import type { Db } from '../../../kernel/database.ts'
import type { Tables } from '../../../kernel/registry.ts'
import { RetentionRule, type RetentionView } from '../contract.ts'
import { type LastClicks, leaving } from './people.ts'
import { agedTables, countAged } from './rows.ts'
import { retentionRules } from './rules.ts'

interface PreviewParts {
  readonly db: Db
  readonly tables: Tables
  readonly lastClicks: LastClicks
}

const day = 86_400_000
/** A page must answer: of more silent people than this it says "at least". */
const mostPortions = 40

/** The rules, what they took lately, and what they take tonight and within the next thirty days. */
export async function retentionView(parts: PreviewParts, now: Date): Promise<RetentionView> {
  const rules = await retentionRules(parts.db)
  const soon = new Date(now.getTime() + 30 * day)
  const counts = new Map(RetentionRule.options.map((rule) => [rule, { now: 0, soon: 0 }]))
  const complete = await countPeople(parts, { rules, now, soon }, counts)
  for (const aged of agedTables(parts.tables)) {
    const count = counts.get(aged.rule)
    if (!count) continue
    count.now += await countAged(parts.db, aged, rules, now)
    count.soon += await countAged(parts.db, aged, rules, soon)
  }
  return {
    complete,
    rules: RetentionRule.options.map((rule) => {
      const count = counts.get(rule) ?? { now: 0, soon: 0 }
      return { rule, months: rules[rule], dueNow: count.now, dueSoon: count.soon - count.now }
    }),
    runs: await lastRuns(parts.db),
  }
}

interface Moments {
  readonly rules: Awaited<ReturnType<typeof retentionRules>>
  readonly now: Date
  readonly soon: Date
}

async function countPeople(
  { db, lastClicks }: PreviewParts,
  { rules, now, soon }: Moments,
  counts: ReadonlyMap<RetentionRule, { now: number; soon: number }>,
): Promise<boolean> {
  let from: string | undefined
  for (let portions = 0; portions < mostPortions; portions++) {
    const { people, after } = await leaving(db, { rules, lastClicks, until: soon }, from)
    for (const { rule, dueAt } of people) {
      const count = counts.get(rule)
      if (!count) continue
      count.soon++
      if (dueAt <= now) count.now++
    }
    if (after === undefined) return true
    from = after
  }
  return false
}

async function lastRuns(db: Db): Promise<RetentionView['runs']> {
  const rows = await db
    .selectFrom('consent.retention_run')
    .select(['at', 'rule', 'rows'])
    .orderBy('at', 'desc')
    .limit(60)
    .execute()
  return rows.map(({ at, rule, rows: n }) => ({
    ...{ at: at.toISOString(), rule: RetentionRule.parse(rule), rows: n },
  }))
}
