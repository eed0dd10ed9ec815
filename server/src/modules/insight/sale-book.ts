import { sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import { nobody } from '../thread/events.ts'
import { type Changes, countFirst, countSale, type First } from './rollup.ts'
import { saleOfRow } from './sale-row.ts'
import type { SaleTable } from './tables.ts'
import { counting, type Sale } from './trade.ts'
import { withWholeReturns } from './whole-returns.ts'

/** Enters reported sales in the book, and what that changes in `changes`. */
export async function enterSales(
  tx: Tx,
  reported: readonly Sale[],
  changes: Changes,
): Promise<void> {
  if (reported.length === 0) return
  const all = await withWholeReturns(tx, reported)
  await rewrite(tx, await salesOf(tx, all), all, changes)
}

/** Gives the sales of absorbed customers to their final ones; `finals` maps from to into. */
export async function moveSales(
  tx: Tx,
  finals: ReadonlyMap<string, string>,
  changes: Changes,
): Promise<void> {
  const { rows } = await sql<SaleTable>`
    select * from insight.sale where customer_id = any(${[...finals.keys()]})`.execute(tx)
  if (rows.length === 0) return
  const absorbed = rows.map(saleOfRow)
  const moved = absorbed.map((sale) => ({
    ...sale,
    customerId: finals.get(sale.customerId) ?? sale.customerId,
  }))
  const all = await withWholeReturns(tx, moved)
  await rewrite(tx, [...absorbed, ...(await salesOf(tx, all))], all, changes)
}

/** Takes away the sales of customers that are to be counted again. */
export async function clearSales(tx: Tx, ids: readonly string[], changes: Changes): Promise<void> {
  const { rows } = await sql<SaleTable>`
    select * from insight.sale where customer_id = any(${[...ids]}::uuid[])`.execute(tx)
  if (rows.length > 0) await rewrite(tx, rows.map(saleOfRow), [], changes)
}

/** Replaces `before` by what counts of it and of `reported`, and follows who is whose first order. */
async function rewrite(
  tx: Tx,
  before: readonly Sale[],
  reported: readonly Sale[],
  changes: Changes,
): Promise<void> {
  const old = new Map(before.map((sale) => [keyOf(sale), sale]))
  const after = new Map<string, Sale>()
  for (const sale of reported) {
    const key = keyOf(sale)
    const other = after.get(key) ?? old.get(key)
    after.set(key, other ? counting(other, sale) : sale)
  }
  const gone = before.filter((sale) => !after.has(keyOf(sale)))
  const changed = [...after].filter(([key, sale]) => old.get(key) !== sale).map(([, sale]) => sale)
  for (const sale of [...gone, ...changed.flatMap((sale) => old.get(keyOf(sale)) ?? [])]) {
    countSale(changes, sale, -1)
  }
  for (const sale of changed) countSale(changes, sale, 1)

  const people = [...gone, ...changed].map((sale) => sale.customerId)
  for (const first of await firsts(tx, people)) countFirst(changes, first, -1)
  if (gone.length > 0) await strike(tx, gone)
  if (changed.length > 0) await write(tx, changed)
  for (const first of await firsts(tx, people)) countFirst(changes, first, 1)
}

async function salesOf(tx: Tx, sales: readonly Sale[]): Promise<Sale[]> {
  const { rows } = await sql<SaleTable>`
    select distinct sale.*
    from unnest(
      ${sales.map((sale) => sale.customerId)}::uuid[], ${sales.map((sale) => sale.reference)}::text[]
    ) as reported (customer_id, reference)
    join insight.sale using (customer_id, reference)`.execute(tx)
  return rows.map(saleOfRow)
}

/** The first order of each of these people. */
async function firsts(tx: Tx, people: readonly string[]): Promise<First[]> {
  const known = [...new Set(people)].filter((id) => id !== nobody)
  const { rows } = await sql<Pick<SaleTable, 'at' | 'channel'>>`
    select first.at, first.channel
    from unnest(${known}::uuid[]) as person (customer_id)
    cross join lateral (
      select at, channel from insight.sale
      where customer_id = person.customer_id and kind = 'order'
      order by at, reference limit 1
    ) as first`.execute(tx)
  return rows.map(({ at, channel }) => ({ at: at.getTime(), channel }))
}

async function strike(tx: Tx, sales: readonly Sale[]): Promise<void> {
  await sql`
    delete from insight.sale using unnest(
      ${sales.map((sale) => sale.customerId)}::uuid[], ${sales.map((sale) => sale.reference)}::text[]
    ) as gone (customer_id, reference)
    where sale.customer_id = gone.customer_id and sale.reference = gone.reference`.execute(tx)
}

async function write(tx: Tx, sales: readonly Sale[]): Promise<void> {
  await sql`
    insert into insight.sale
      (customer_id, reference, kind, event_id, number, shop, at, channel, currency, amount, units,
        whole, categories)
    select * from unnest(
      ${sales.map((sale) => sale.customerId)}::uuid[], ${sales.map((sale) => sale.reference)}::text[],
      ${sales.map((sale) => sale.kind)}::text[], ${sales.map((sale) => sale.eventId)}::uuid[],
      ${sales.map((sale) => sale.number)}::text[], ${sales.map((sale) => sale.shop)}::text[],
      ${sales.map((sale) => new Date(sale.at))}::timestamptz[],
      ${sales.map((sale) => sale.channel)}::text[], ${sales.map((sale) => sale.currency)}::text[],
      ${sales.map((sale) => sale.amount)}::bigint[], ${sales.map((sale) => sale.units)}::int[],
      ${sales.map((sale) => sale.whole)}::boolean[],
      ${sales.map((sale) => JSON.stringify(sale.categories))}::jsonb[])
    on conflict (customer_id, reference) do update
    set event_id = excluded.event_id, number = excluded.number, shop = excluded.shop, at = excluded.at, channel = excluded.channel,
      currency = excluded.currency, amount = excluded.amount, units = excluded.units,
      whole = excluded.whole, categories = excluded.categories`.execute(tx)
}

const keyOf = ({ customerId, reference }: Sale) => `${customerId} ${reference}`
