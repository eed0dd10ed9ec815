import { type Selectable, sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { steady } from '../../kernel/steady.ts'
import { all } from '../../kernel/work.ts'
import { threadIds } from '../customers/index.ts'
import type { OpenCode, QuoteContext, Rule } from './engine/rule.ts'
import './tables.ts'

/** For whom, where and when prices are asked. */
export interface Asked {
  readonly at: Date
  readonly channel: string | null
  readonly shopId: string | null
  /** Null for somebody of whom nothing is known. */
  readonly customerId: string | null
  readonly audienceIds: readonly string[]
  readonly firstOrder: boolean
  /** As they were typed. */
  readonly codes: readonly string[]
}

/** The promotions that may be given now, those that a typed code names, and how far each is used. */
export async function promotionsFor(
  db: Db,
  asked: Asked,
): Promise<{ rules: Rule[]; context: QuoteContext }> {
  const [given, codes] = await all([givenToAll(db), codesTyped(db, asked.codes)])
  const named = [...new Set(codes.map(({ promotion_id }) => promotion_id))]
  const limited = given.filter(({ total_limit, budget }) => total_limit !== null || budget !== null)
  const fresh = [...named, ...limited.map(({ id }) => id)]
  const asIs = given.filter(({ id }) => !fresh.includes(id))
  const rows = [...asIs, ...(await thoseThatMayBeGiven(db, fresh))]
  const counted = rows.some(({ per_customer }) => per_customer !== null)
  const byCustomer = counted ? await usesOf(db, asked.customerId) : new Map<string, number>()
  const rules = rows.map((row) =>
    ruleOf(row, {
      byCustomer: byCustomer.get(row.id) ?? 0,
      codes: codes
        .filter(({ promotion_id }) => promotion_id === row.id)
        .map(({ code, max_uses, uses }): OpenCode => {
          return { code, usedUp: max_uses !== null && uses >= max_uses }
        }),
    }),
  )
  return { rules, context: asked }
}

/** Those that need no code. How far they were used by now is not to be had of them. */
const givenToAll = steady('house', ['promotions.promotion'], (db) =>
  promotionRows(db).where('state', '=', 'active').where('needs_code', '=', false).execute(),
)

/** Those that a code names, or that come to an end when they are used up, as they are now. */
async function thoseThatMayBeGiven(db: Db, ids: readonly string[]): Promise<PromotionRow[]> {
  if (ids.length === 0) return []
  return byIds(db, { ids })
}

const byIds = statement((db, { ids }: { ids: readonly string[] }) =>
  promotionRows(db)
    .where('state', '!=', 'draft')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`),
)

/** Promotions with what was counted of each. */
export const promotionRows = (db: Db) =>
  db
    .selectFrom('promotions.promotion as promotion')
    .modifyFront(prepared)
    .innerJoin('promotions.counter as counter', 'counter.promotion_id', 'promotion.id')
    .selectAll('promotion')
    .select(['total_limit', 'budget', 'uses', 'spent'])

export type PromotionRow = Selectable<
  Awaited<ReturnType<ReturnType<typeof promotionRows>['execute']>>[number]
>

function ruleOf(
  row: PromotionRow,
  { byCustomer, codes }: { byCustomer: number; codes: OpenCode[] },
) {
  const ended = row.state === 'ended'
  const endedAt = row.ends_at && row.ends_at < row.changed_at ? row.ends_at : row.changed_at
  return {
    id: row.id,
    priority: row.priority,
    currency: row.currency,
    effect: row.effect,
    conditions: row.conditions,
    startsAt: ended ? null : row.starts_at,
    endsAt: ended ? endedAt : row.ends_at,
    needsCode: row.needs_code,
    codes,
    group: row.exclusive_group,
    combines: row.combines,
    limits: { total: row.total_limit, perCustomer: row.per_customer, budget: row.budget },
    used: { uses: row.uses, spent: row.spent, byCustomer },
  } satisfies Rule
}

async function codesTyped(db: Db, codes: readonly string[]) {
  if (codes.length === 0) return []
  return db
    .selectFrom('promotions.code')
    .select(['code', 'promotion_id', 'max_uses', 'uses'])
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .execute()
}

/** How often the person used each promotion, under any id of theirs. */
async function usesOf(db: Db, customerId: string | null): Promise<Map<string, number>> {
  if (!customerId) return new Map()
  const ids = await threadIds(db, customerId)
  const rows = await db
    .selectFrom('promotions.customer_count')
    .select(['promotion_id', 'uses'])
    .where('customer_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  const uses = new Map<string, number>()
  for (const row of rows) {
    uses.set(row.promotion_id, (uses.get(row.promotion_id) ?? 0) + row.uses)
  }
  return uses
}
