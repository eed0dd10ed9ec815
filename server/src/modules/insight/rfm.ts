import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { nobody } from '../thread/events.ts'

export interface RfmLimits {
  /** Days since the last order at which the next class begins; the first class begins at none. */
  readonly recency: readonly number[]
  /** Orders at which the next class begins; the first begins at one. */
  readonly frequency: readonly number[]
  /** Minor units at which the next class begins. */
  readonly money: readonly number[]
}

export interface RfmCell {
  readonly recency: number
  readonly frequency: number
  readonly money: number
  readonly customers: number
  readonly spent: number
}

/** Who kept at least one order: when they last ordered, how many they kept, what they spent on balance. */
const buyers = (currency: string) => sql`
  returned as (
    select customer_id, number, sum(coalesce(amount, 0)) as amount from insight.sale
    where kind = 'return' and number is not null group by customer_id, number
  ), buyer as (
    select sale.customer_id,
      max(sale.at) filter (where kept.is_kept) as last_at,
      count(*) filter (where kept.is_kept) as orders,
      coalesce(sum(case when sale.currency <> ${currency} then 0
        when sale.kind = 'order' then sale.amount else -sale.amount end), 0)::bigint as spent
    from insight.sale
    left join returned on returned.customer_id = sale.customer_id
      and returned.number = sale.number and sale.kind = 'order'
    cross join lateral (select sale.kind = 'order' and not coalesce(
      sale.amount > 0 and returned.amount >= sale.amount, false) as is_kept) as kept
    where sale.customer_id <> ${nobody}
    group by sale.customer_id
    having count(*) filter (where kept.is_kept) > 0
  )`

/** How many customers lie in each cell, by the classes that these limits make, and what they spent. */
export async function rfmCells(
  db: Db,
  { limits, currency, now }: { limits: RfmLimits; currency: string; now: Date },
): Promise<RfmCell[]> {
  const { rows } = await sql<RfmCell>`
    with ${buyers(currency)}
    select
      width_bucket(
        greatest(0, extract(epoch from ${now}::timestamptz - last_at) / 86400)::double precision,
        ${[...limits.recency]}::double precision[]) as recency,
      width_bucket(orders::double precision, ${[...limits.frequency]}::double precision[]) as frequency,
      width_bucket(spent::double precision, ${[...limits.money]}::double precision[]) as money,
      count(*)::integer as customers, sum(spent)::bigint as spent
    from buyer group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

/** Limits that part the buyers into five of about the same size each way. */
export async function rfmQuintiles(
  db: Db,
  { currency, now }: { currency: string; now: Date },
): Promise<RfmLimits | undefined> {
  const { rows } = await sql<Record<keyof RfmLimits, number[]> & { buyers: number }>`
    with ${buyers(currency)}
    select count(*)::integer as buyers,
      percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by
        ceil(greatest(0, extract(epoch from ${now}::timestamptz - last_at) / 86400))::integer) as recency,
      percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by orders::integer) as frequency,
      percentile_disc(array[0.2, 0.4, 0.6, 0.8]) within group (order by spent::double precision) as money
    from buyer`.execute(db)
  const found = rows[0]
  if (!found || found.buyers === 0) return undefined
  const rising = (limits: readonly number[], above: number) =>
    [...new Set(limits)].filter((limit) => limit > above)
  return {
    recency: rising(found.recency, 0),
    frequency: rising(found.frequency, 1),
    money: rising(
      found.money.map((limit) => Math.max(0, Math.round(limit))),
      0,
    ),
  }
}
