import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import { PromotionUsedUp } from './refusals.ts'
import './tables.ts'

/** Promotions that an order was given, as its quote says. */
export interface Redemption {
  readonly orderId: string
  readonly customerId: string
  readonly currency: string
  readonly uses: readonly Use[]
}

export interface Use {
  readonly promotionId: string
  readonly code?: string | null | undefined
  readonly amount: number
}

/**
 * Uses promotions for an order, all or none: codes, the customer's own limit, then limit and budget of
 * each, every one by a conditional update. Whoever comes too late is refused, however many come at
 * once. The same order uses each promotion once, however often this is called. Counters come last and
 * in one order, so that they are held only over the commit.
 */
export async function redeem(work: Work, redemption: Redemption): Promise<void> {
  const uses = await newUses(work, redemption)
  if (uses.length === 0) return
  const rules = await rulesOf(work, uses)
  const customerId = await finalId(work, redemption.customerId)
  for (const use of uses) await useCode(work, use)
  for (const { promotionId } of uses) {
    const limit = rules.get(promotionId)
    if (limit) await countCustomer(work, { customerId, promotionId, limit })
  }
  for (const use of uses) await count(work, use)
}

/** Takes back what an order had used, once: others may have it. */
export async function giveBack(
  work: Work,
  { orderId, customerId: of }: { orderId: string; customerId: string },
): Promise<void> {
  const rows = await work.tx
    .updateTable('promotions.use')
    .set({ given_back_at: work.now })
    .where('customer_id', '=', of)
    .where('order_id', '=', orderId)
    .where('given_back_at', 'is', null)
    .returning(['promotion_id', 'code', 'amount'])
    .execute()
  if (rows.length === 0) return
  const customerId = await finalId(work, of)
  const uses = rows.toSorted((one, other) => (one.promotion_id < other.promotion_id ? -1 : 1))
  for (const { code } of uses) {
    if (code === null) continue
    await work.tx
      .updateTable('promotions.code')
      .set({ uses: sql`uses - 1` })
      .where('code', '=', code)
      .where('uses', '>', 0)
      .execute()
  }
  for (const { promotion_id } of uses) {
    await work.tx
      .updateTable('promotions.customer_count')
      .set({ uses: sql`uses - 1` })
      .where('customer_id', '=', customerId)
      .where('promotion_id', '=', promotion_id)
      .where('uses', '>', 0)
      .execute()
  }
  for (const { promotion_id, amount } of uses) {
    await work.tx
      .updateTable('promotions.counter')
      .set({ uses: sql`uses - 1`, spent: sql`spent - ${amount}::bigint` })
      .where('promotion_id', '=', promotion_id)
      .execute()
  }
}

/** Notes the uses, and says which of them are new; in the order in which counters are taken. */
async function newUses(work: Work, { orderId, customerId, currency, uses }: Redemption) {
  if (uses.length === 0) return []
  const rows = uses.map(({ promotionId, code, amount }) => ({
    ...{ customer_id: customerId, order_id: orderId, promotion_id: promotionId },
    ...{ code: code ?? null, amount, currency, at: work.now, given_back_at: null },
  }))
  const noted = await work.tx
    .insertInto('promotions.use')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['customer_id', 'order_id', 'promotion_id'])
        .doUpdateSet({
          code: sql`excluded.code`,
          amount: sql`excluded.amount`,
          at: work.now,
          given_back_at: null,
        })
        .where('promotions.use.given_back_at', 'is not', null),
    )
    .returning('promotion_id')
    .execute()
  const fresh = new Set(noted.map(({ promotion_id }) => promotion_id))
  return uses
    .filter(({ promotionId }) => fresh.has(promotionId))
    .toSorted((one, other) => (one.promotionId < other.promotionId ? -1 : 1))
}

/** The limit per customer of each promotion; one that is no longer active cannot be used. */
async function rulesOf(work: Work, uses: readonly Use[]): Promise<Map<string, number | null>> {
  const ids = uses.map(({ promotionId }) => promotionId)
  const rows = await work.tx
    .selectFrom('promotions.promotion')
    .select(['id', 'per_customer'])
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .execute()
  const rules = new Map(rows.map(({ id, per_customer }) => [id, per_customer]))
  for (const { promotionId, code } of uses) {
    if (!rules.has(promotionId)) throw usedUp(promotionId, code, 'ended')
  }
  return rules
}

async function useCode(work: Work, { promotionId, code }: Use): Promise<void> {
  if (!code) return
  const used = await work.tx
    .updateTable('promotions.code')
    .set({ uses: sql`uses + 1` })
    .where('code', '=', code)
    .where('promotion_id', '=', promotionId)
    .where((where) => where.or([where('max_uses', 'is', null), sql<boolean>`uses < max_uses`]))
    .returning('code')
    .executeTakeFirst()
  if (!used) throw usedUp(promotionId, code, 'codeUsed')
}

async function countCustomer(
  work: Work,
  { customerId, promotionId, limit }: { customerId: string; promotionId: string; limit: number },
): Promise<void> {
  const { rows } = await sql`
    insert into promotions.customer_count as seen (customer_id, promotion_id, uses)
    values (${customerId}, ${promotionId}, 1)
    on conflict (customer_id, promotion_id) do update set uses = seen.uses + 1
      where seen.uses < ${limit}
    returning uses`.execute(work.tx)
  if (rows.length === 0) throw usedUp(promotionId, null, 'customerLimit')
}

async function count(work: Work, { promotionId, code, amount }: Use): Promise<void> {
  const counted = await work.tx
    .updateTable('promotions.counter')
    .set({ uses: sql`uses + 1`, spent: sql`spent + ${amount}::bigint` })
    .where('promotion_id', '=', promotionId)
    .where(sql<boolean>`(total_limit is null or uses < total_limit)`)
    .where(sql<boolean>`(budget is null or spent + ${amount}::bigint <= budget)`)
    .returning('promotion_id')
    .executeTakeFirst()
  if (!counted) throw usedUp(promotionId, code, 'usedUp')
}

const usedUp = (
  promotionId: string,
  code: string | null | undefined,
  why: InstanceType<typeof PromotionUsedUp>['details']['why'],
) => new PromotionUsedUp({ promotionId, code: code ?? null, why })

const finalId = async (work: Work, customerId: string) =>
  (await finalIds(work.tx, [customerId])).get(customerId) ?? customerId
