import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { brand } from '../team/index.ts'
import type { Period, Series, SeriesQuery, Sums } from './contract.ts'

/** A period with everything said: whole days of a zone, and a currency. */
export interface SettledPeriod {
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly currency: string
  readonly currencies: readonly string[]
}

/** Sums of one channel, with the squares that tell how much amounts differ. */
export interface ChannelSums extends Sums {
  readonly channel: string
  readonly revenueSquares: number
  readonly returnedSquares: number
}

/** What was counted per channel within a period. */
export async function figures(db: Db, period: Period): Promise<ChannelSums[]> {
  return sumsOf(db, await settled(db, period))
}

export async function sumsOf(db: Db, period: SettledPeriod): Promise<ChannelSums[]> {
  const { rows } = await sql<ChannelSums>`
    select channel, ${sums}, ${squares} from ${counted(period)} group by channel order by channel`.execute(
    db,
  )
  return rows.filter(tells)
}

/** The same, per day or month of the period's zone. */
export async function series(db: Db, query: SeriesQuery): Promise<Series> {
  const period = await settled(db, query)
  const { rows } = await sql<Series['points'][number]>`
    select to_char(date_trunc(${query.by}, quarter at time zone ${period.timeZone}), 'YYYY-MM-DD') as day,
      channel, ${sums}
    from ${counted(period)}
    where ${query.channel ?? null}::text is null or channel = ${query.channel ?? null}
    group by 1, 2 order by 1, 2`.execute(db)
  return { timeZone: period.timeZone, currency: period.currency, points: rows.filter(tells) }
}

/** Whether anything is left of what was counted: a late report may have moved it to another channel. */
const tells = ({ channel: _, day: __, ...sums }: Sums & { channel: string; day?: string }) =>
  Object.values(sums).some((sum) => sum !== 0)

/**
 * The brand's zone and currency unless others are asked for. When nothing was sold in the brand's
 * currency (the books of a shop abroad, say), it is the one in which most was sold.
 */
export async function settled(db: Db, period: Period): Promise<SettledPeriod> {
  const usual = await brand(db)
  const { from, to, timeZone = usual.timeZone } = period
  const { rows } = await sql<{ currency: string }>`
    select currency from insight.takings
    where ${within({ from, to, timeZone })}
    group by currency order by sum(orders) desc, currency`.execute(db)
  const currencies = rows.map((row) => row.currency)
  const likely = currencies.includes(usual.currency) ? usual.currency : currencies[0]
  const currency = period.currency ?? likely ?? usual.currency
  return { from, to, timeZone, currency, currencies }
}

function within({ from, to, timeZone }: Pick<SettledPeriod, 'from' | 'to' | 'timeZone'>) {
  return sql`quarter >= ${from}::date::timestamp at time zone ${timeZone}
    and quarter < (${to}::date + 1)::timestamp at time zone ${timeZone}`
}

/** Both roll-ups under one another, as the rows of one table. */
function counted(period: SettledPeriod): RawBuilder<unknown> {
  return sql`(
    select quarter, channel, visits, converted, new_customers, 0 as orders, 0 as unpriced,
      0 as units, 0::bigint as revenue, 0::numeric as revenue_squares,
      0 as returns, 0::bigint as returned, 0::numeric as returned_squares
    from insight.activity where ${within(period)}
    union all
    select quarter, channel, 0, 0, 0, orders, unpriced, units, revenue, revenue_squares,
      returns, returned, returned_squares
    from insight.takings where currency = ${period.currency} and ${within(period)}
  ) as counted`
}

const sums = sql`
  sum(visits)::bigint as visits, sum(converted)::bigint as converted,
  sum(new_customers)::bigint as "newCustomers", sum(orders)::bigint as orders,
  sum(unpriced)::bigint as unpriced, sum(units)::bigint as units,
  sum(revenue)::bigint as revenue, sum(returns)::bigint as returns,
  sum(returned)::bigint as returned`

const squares = sql`
  sum(revenue_squares)::float8 as "revenueSquares",
  sum(returned_squares)::float8 as "returnedSquares"`
