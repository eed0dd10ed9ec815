import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { PromotionResults } from './contract.ts'
import './tables.ts'

/** What a promotion has done: orders that had it, what it gave, and what came back, by the brand's days. */
export async function promotionResults(
  db: Db,
  promotionId: string,
  timeZone: string,
): Promise<PromotionResults> {
  const { rows } = await sql<{ day: string; orders: number; given: number; back: number }>`
    select to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day,
      count(*) filter (where given_back_at is null)::int as orders,
      coalesce(sum(amount) filter (where given_back_at is null), 0)::bigint as given,
      coalesce(sum(amount) filter (where given_back_at is not null), 0)::bigint as back
    from promotions.use where promotion_id = ${promotionId} group by 1 order by 1`.execute(db)
  const { customers } = await db
    .selectFrom('promotions.use')
    .select(({ fn }) => fn.count<number>('customer_id').distinct().as('customers'))
    .where('promotion_id', '=', promotionId)
    .where('given_back_at', 'is', null)
    .executeTakeFirstOrThrow()
  const all = (figure: 'orders' | 'given' | 'back') =>
    rows.reduce((sum, row) => sum + row[figure], 0)
  return {
    orders: all('orders'),
    customers,
    given: all('given'),
    givenBack: all('back'),
    days: rows.map(({ day, orders, given }) => ({ day, orders, given })),
  }
}
