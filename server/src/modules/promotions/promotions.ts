import type { Updateable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { type PromotionRow, promotionRows } from './candidates.ts'
import type { NewPromotion, Promotion, PromotionQuery, PromotionState } from './contract.ts'
import { PromotionNotFound, PromotionNotInState } from './refusals.ts'
import './tables.ts'

/** Those that are given come first, drafts next, and what has ended last. */
export async function promotionList(db: Db, { state }: PromotionQuery): Promise<Promotion[]> {
  const rows = await promotionRows(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'active'))
    .orderBy('priority')
    .orderBy('id')
    .execute()
  const rank = { active: 0, draft: 1, ended: 2 }
  return rows.toSorted((one, other) => rank[one.state] - rank[other.state]).map(shown)
}

export async function promotionOf(db: Db, id: string): Promise<Promotion> {
  const row = await promotionRows(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw new PromotionNotFound({ id })
  return shown(row)
}

/** What promotions are called, also those that have ended. */
export async function promotionNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('promotions.promotion')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Begins one as a draft; it is given to nobody before it is activated. */
export async function createPromotion(work: Work, input: NewPromotion): Promise<string> {
  const id = work.newId()
  await work.tx
    .insertInto('promotions.promotion')
    .values({ id, state: 'draft', ...columnsOf(input), created_at: work.now, changed_at: work.now })
    .execute()
  const { total: total_limit, budget } = input.limits
  await work.tx
    .insertInto('promotions.counter')
    .values({ promotion_id: id, total_limit, budget })
    .execute()
  await restamp(work.tx, 'house')
  return id
}

/** Changes what will be given from now on; orders keep what they were given. */
export async function editPromotion(work: Work, id: string, input: NewPromotion): Promise<void> {
  await update(work, id, { ...columnsOf(input), changed_at: work.now })
  const { total: total_limit, budget } = input.limits
  await work.tx
    .updateTable('promotions.counter')
    .set({ total_limit, budget })
    .where('promotion_id', '=', id)
    .execute()
  await restamp(work.tx, 'house')
}

/** What has ended may be taken up again. */
export const activatePromotion = (work: Work, id: string) =>
  turn(work, id, { from: ['draft', 'ended'], to: 'active' })

export const endPromotion = (work: Work, id: string) =>
  turn(work, id, { from: ['active'], to: 'ended' })

/** A draft was never given, so nothing refers to it. */
export async function deletePromotion(work: Work, id: string): Promise<void> {
  const deleted = await work.tx
    .deleteFrom('promotions.promotion')
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  if (!deleted) {
    await promotionOf(work.tx, id)
    throw new PromotionNotInState({ id, expected: 'draft' })
  }
  await work.tx.deleteFrom('promotions.code').where('promotion_id', '=', id).execute()
  await work.tx.deleteFrom('promotions.counter').where('promotion_id', '=', id).execute()
  await restamp(work.tx, 'house')
}

async function turn(
  work: Work,
  id: string,
  { from, to }: { from: readonly PromotionState[]; to: PromotionState },
): Promise<void> {
  const turned = await work.tx
    .updateTable('promotions.promotion')
    .set({ state: to, changed_at: work.now })
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst()
  if (turned) return restamp(work.tx, 'house')
  await promotionOf(work.tx, id)
  throw new PromotionNotInState({ id, expected: from.join(', ') })
}

type Columns = Updateable<import('../../kernel/database.ts').Database['promotions.promotion']>

async function update(work: Work, id: string, columns: Columns): Promise<void> {
  const changed = await work.tx
    .updateTable('promotions.promotion')
    .set(columns)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new PromotionNotFound({ id })
}

const columnsOf = (input: NewPromotion) => ({
  name: input.name,
  priority: input.priority,
  currency: input.currency,
  effect: JSON.stringify(input.effect),
  conditions: JSON.stringify(input.conditions),
  starts_at: momentOf(input.startsAt),
  ends_at: momentOf(input.endsAt),
  needs_code: input.needsCode,
  exclusive_group: input.group,
  combines: input.combines,
  per_customer: input.limits.perCustomer,
})

const momentOf = (text: string | null) => (text === null ? null : new Date(text))

const shown = (row: PromotionRow): Promotion => ({
  id: row.id,
  name: row.name,
  state: row.state,
  priority: row.priority,
  currency: row.currency,
  effect: row.effect,
  conditions: [...row.conditions],
  startsAt: row.starts_at?.toISOString() ?? null,
  endsAt: row.ends_at?.toISOString() ?? null,
  needsCode: row.needs_code,
  group: row.exclusive_group,
  combines: row.combines,
  limits: { total: row.total_limit, perCustomer: row.per_customer, budget: row.budget },
  uses: row.uses,
  spent: row.spent,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})
