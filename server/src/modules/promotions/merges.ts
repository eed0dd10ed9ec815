import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Merge, Unmerge, WeaveHook } from '../thread/events.ts'
import './tables.ts'

/**
 * How often somebody used a promotion is counted under their final id, so it moves with a merge, in its
 * transaction; when a merge is undone it is counted again from the orders of each.
 */
export const promotionsHooks = (): WeaveHook[] => [
  {
    name: 'promotions',
    weave: async (work, { merges, unmerges }) => {
      if (merges.length > 0) await join(work, merges)
      for (const unmerge of unmerges) await part(work, unmerge)
      return undefined
    },
  },
]

async function join(work: Work, merges: readonly Merge[]): Promise<void> {
  const into = new Map(merges.map(({ from, into }) => [from, into]))
  const rows = await work.tx
    .deleteFrom('promotions.customer_count')
    .where('customer_id', '=', sql<string>`any(${[...into.keys()]}::uuid[])`)
    .returningAll()
    .execute()
  for (const { customer_id, promotion_id, uses } of rows) {
    await add(work, lastOf(into, customer_id), promotion_id, uses)
  }
}

/** Within one batch a customer who absorbed another may be absorbed in turn. */
function lastOf(into: ReadonlyMap<string, string>, customerId: string): string {
  let id = customerId
  for (let next = into.get(id); next !== undefined && next !== customerId; next = into.get(id)) {
    id = next
  }
  return id
}

async function part(work: Work, { kept, restored, ids }: Unmerge): Promise<void> {
  const rows = await work.tx
    .selectFrom('promotions.use')
    .select(['promotion_id', ({ fn }) => fn.countAll<number>().as('uses')])
    .where('customer_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('given_back_at', 'is', null)
    .groupBy('promotion_id')
    .execute()
  for (const { promotion_id, uses } of rows) {
    const had = await work.tx
      .updateTable('promotions.customer_count')
      .set({ uses: sql`greatest(uses - ${uses}::int, 0)` })
      .where('customer_id', '=', kept)
      .where('promotion_id', '=', promotion_id)
      .returning('promotion_id')
      .executeTakeFirst()
    if (had) await add(work, restored, promotion_id, uses)
  }
}

const add = (work: Work, customerId: string, promotionId: string, uses: number) =>
  sql`
    insert into promotions.customer_count as seen (customer_id, promotion_id, uses)
    values (${customerId}, ${promotionId}, ${uses})
    on conflict (customer_id, promotion_id) do update set uses = seen.uses + excluded.uses`.execute(
    work.tx,
  )
