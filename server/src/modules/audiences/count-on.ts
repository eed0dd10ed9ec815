import type { Db } from '../../kernel/database.ts'
import type { Condition } from './condition-contract.ts'
import { compileAmong } from './conditions.ts'
import type { AudienceCount } from './contract.ts'
import { Evaluating } from './evaluating.ts'
import { keptTallies } from './kept-tallies.ts'
import type { Asking } from './size.ts'

/** So long one request counts; the next goes on behind the last customer that it looked at. */
const stretchMs = 800

/**
 * Counts whom a condition meets among all customers, a stretch at a time, so that whoever asks sees it
 * go on and nothing is left of it when they go away. It is asked for where an estimate is too coarse.
 */
export async function countOn(
  db: Db,
  condition: Condition,
  after: string | undefined,
  { now, reader }: Asking,
): Promise<AudienceCount> {
  const until = performance.now() + stretchMs
  const [compiled, kept] = await Promise.all([compileAmong(db, condition), keptTallies(db, reader)])
  const evaluating = new Evaluating(db, compiled, kept)
  const count = { found: 0, looked: 0, at: now.toISOString() }
  for (let last = after; ; ) {
    const ids = await customersAfter(db, last, evaluating.portion)
    count.found += (await evaluating.among(ids, now)).length
    count.looked += ids.length
    last = ids.at(-1)
    if (!last || ids.length < evaluating.portion) return { ...count, next: null }
    if (performance.now() + evaluating.lastMs >= until) return { ...count, next: last }
  }
}

async function customersAfter(db: Db, after: string | undefined, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('audiences.standing')
    .select('customer_id')
    .$if(after !== undefined, (query) => query.where('customer_id', '>', after as string))
    .orderBy('customer_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.customer_id)
}
