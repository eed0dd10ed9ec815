import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { type Changes, effective } from './rollup.ts'

/** Adds gathered changes to the roll-ups: two statements, however many events they come from. */
export async function writeRollups(tx: Tx, changes: Changes): Promise<void> {
  await writeActivity(tx, changes)
  await writeTakings(tx, changes)
}

async function writeActivity(tx: Tx, { activity }: Changes): Promise<void> {
  const rows = effective(activity).sort(byKey)
  if (rows.length === 0) return
  const [quarters, channels] = keysOf(rows)
  const sums = rows.map(([, sum]) => sum)
  await sql`
    insert into insight.activity as held (quarter, channel, visits, converted, new_customers)
    select * from unnest(
      ${quarters}::timestamptz[], ${channels}::text[], ${sums.map((sum) => sum.visits)}::int[],
      ${sums.map((sum) => sum.converted)}::int[], ${sums.map((sum) => sum.newCustomers)}::int[])
    on conflict (quarter, channel) do update
    set visits = held.visits + excluded.visits,
      converted = held.converted + excluded.converted,
      new_customers = held.new_customers + excluded.new_customers`.execute(tx)
}

async function writeTakings(tx: Tx, { takings }: Changes): Promise<void> {
  const rows = effective(takings).sort(byKey)
  if (rows.length === 0) return
  const [quarters, channels, currencies] = keysOf(rows)
  const sums = rows.map(([, sum]) => sum)
  await sql`
    insert into insight.takings as held
      (quarter, channel, currency, orders, unpriced, units, revenue, revenue_squares,
       returns, returned, returned_squares)
    select * from unnest(
      ${quarters}::timestamptz[], ${channels}::text[], ${currencies}::text[],
      ${sums.map((sum) => sum.orders)}::int[], ${sums.map((sum) => sum.unpriced)}::int[],
      ${sums.map((sum) => sum.units)}::int[], ${sums.map((sum) => sum.revenue)}::bigint[],
      ${sums.map((sum) => sum.revenueSquares.toString())}::numeric[],
      ${sums.map((sum) => sum.returns)}::int[], ${sums.map((sum) => sum.returned)}::bigint[],
      ${sums.map((sum) => sum.returnedSquares.toString())}::numeric[])
    on conflict (quarter, channel, currency) do update
    set orders = held.orders + excluded.orders,
      unpriced = held.unpriced + excluded.unpriced,
      units = held.units + excluded.units,
      revenue = held.revenue + excluded.revenue,
      revenue_squares = held.revenue_squares + excluded.revenue_squares,
      returns = held.returns + excluded.returns,
      returned = held.returned + excluded.returned,
      returned_squares = held.returned_squares + excluded.returned_squares`.execute(tx)
}

type Row = readonly [string, unknown]

/** Always in the same order, so that two writers never wait for each other. */
const byKey = ([one]: Row, [other]: Row) => (one < other ? -1 : 1)

function keysOf(rows: readonly Row[]): [Date[], string[], string[]] {
  const keys = rows.map(([key]) => key.split(' '))
  return [
    keys.map(([quarter]) => new Date(Number(quarter))),
    keys.map(([, channel = '']) => channel),
    keys.map(([, , currency = '']) => currency),
  ]
}
