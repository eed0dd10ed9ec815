import { sql } from 'kysely'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import type { PriceInput } from './price-contract.ts'
import { changesIn, tellChanges } from './price-news.ts'
import { plan, soon } from './price-turns.ts'
import { PeriodPast, PriceListUnknown, SkuUnknown } from './refusals.ts'
import './tables.ts'

/**
 * Sets prices, or takes them out of a list, from now or from a later moment on. What was asked stays
 * known: the price that stood there ends where this one begins. What had been planned for later goes.
 */
export async function setPrices(work: Work, inputs: readonly PriceInput[]): Promise<void> {
  if (inputs.length === 0) return
  const { tx, now } = work
  const skus = [...new Set(inputs.map(({ sku }) => sku))].sort()
  // In one order, and before anything is read: of two who set the same price, one comes after the other.
  const { rows: known } = await sql<{ sku: string }>`
    select sku from catalog.variant where sku = any(${skus}::text[]) order by sku for update`.execute(
    tx,
  )
  const unknown = skus.find((sku) => !known.some((row) => row.sku === sku))
  if (unknown !== undefined) throw new SkuUnknown({ sku: unknown })
  const lists = await tx.selectFrom('catalog.price_list').select(['id', 'code']).execute()
  const rows = [...new Map(inputs.map((one) => [`${one.list} ${one.sku}`, one])).values()].map(
    ({ list, sku, amount, from }) => {
      const id = lists.find(({ code }) => code === list)?.id
      if (!id) throw new PriceListUnknown({ list })
      const asked = from === undefined ? now : new Date(from)
      if (asked.getTime() < now.getTime() - soon) throw new PeriodPast({ from: from ?? '' })
      const later = asked.getTime() > now.getTime() + soon
      return { list_id: id, sku, amount, from: (later ? asked : now).toISOString() }
    },
  )
  const changes = await changesIn(work, skus, () => write(work, JSON.stringify(rows)))
  await tellChanges(work, changes)
  const later = rows.filter(({ from }) => new Date(from) > now)
  await plan(
    work,
    later.map(({ sku, from }) => ({ what: sku, at: new Date(from) })),
  )
}

async function write({ tx }: Work, rows: string): Promise<void> {
  const said = sql`
    said as materialized (
      select * from json_to_recordset(${rows}::json)
        as one (list_id uuid, sku text, amount bigint, "from" timestamptz)
    )`
  // One that is asked at this amount and goes on stays as it is: saying it again is no change.
  await sql`
    with ${said}
    delete from catalog.price as price using said
    where price.sku = said.sku and price.list_id = said.list_id and price.begins_at >= said."from"`.execute(
    tx,
  )
  await sql`
    with ${said}
    update catalog.price as price
    set ends_at = case when price.amount = said.amount then null else said."from" end
    from said
    where price.sku = said.sku and price.list_id = said.list_id
      and (price.ends_at is null or price.ends_at > said."from"
           or (price.ends_at = said."from" and price.amount = said.amount))`.execute(tx)
  await sql`
    with ${said}
    insert into catalog.price (sku, list_id, begins_at, amount)
    select said.sku, said.list_id, said."from", said.amount from said
    where said.amount is not null and not exists (
      select from catalog.price as price
      where price.sku = said.sku and price.list_id = said.list_id and price.ends_at is null)`.execute(
    tx,
  )
  await restamp(tx, 'catalogue')
}
