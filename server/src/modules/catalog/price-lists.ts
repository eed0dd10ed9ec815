import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import type { PriceList, PriceListChange, PriceListInput } from './price-contract.ts'
import { changesIn, tellChanges } from './price-news.ts'
import { plan } from './price-turns.ts'
import { PeriodPast, PriceListExists, PriceListUnknown } from './refusals.ts'
import type { PriceListTable } from './tables.ts'

type Row = Omit<PriceListTable, 'name' | 'priority' | 'reduction'> & {
  name: PriceList['name']
  priority: number
  reduction: boolean
  prices: number
}

export async function priceLists(db: Db, now: Date): Promise<PriceList[]> {
  const { rows } = await sql<Row>`
    select list.*, (select count(*)::int from catalog.price where list_id = list.id and ends_at is null) as prices
    from catalog.price_list as list order by list.created_at, list.id`.execute(db)
  return rows.map((row) => ({
    ...{ id: row.id, code: row.code, name: row.name, currency: row.currency },
    ...{ includesTax: row.includes_tax, channel: row.channel, priceGroup: row.price_group },
    beginsAt: row.begins_at?.toISOString() ?? null,
    endsAt: row.ends_at?.toISOString() ?? null,
    ...{ priority: row.priority, reduction: row.reduction, prices: row.prices },
    state:
      row.begins_at && row.begins_at > now
        ? 'coming'
        : row.ends_at && row.ends_at <= now
          ? 'over'
          : 'running',
  }))
}

export async function priceListOf(db: Db, code: string, now: Date): Promise<PriceList> {
  const found = (await priceLists(db, now)).find((one) => one.code === code)
  if (!found) throw new PriceListUnknown({ list: code })
  return found
}

/** What decides between lists is fixed when one is made: so what was asked on any past day stays known. */
export async function addPriceList(work: Work, input: PriceListInput): Promise<void> {
  const { code, name, currency, includesTax, channel, priceGroup, priority, reduction } = input
  const [begins, ends] = [momentOf(input.beginsAt, work.now), momentOf(input.endsAt, work.now)]
  if (begins && ends && ends <= begins) throw new PeriodPast({ from: ends.toISOString() })
  if (ends && ends <= work.now) throw new PeriodPast({ from: ends.toISOString() })
  const id = work.newId()
  const added = await work.tx
    .insertInto('catalog.price_list')
    .values({
      ...{ id, code, name: JSON.stringify(name), currency, channel },
      ...{ includes_tax: includesTax, price_group: priceGroup, begins_at: begins, ends_at: ends },
      ...{ priority, reduction, created_at: work.now },
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new PriceListExists({ code })
  await restamp(work.tx, 'catalogue')
  await planPeriod(work, id, begins, ends)
}

async function planPeriod(work: Work, id: string, ...moments: (Date | null)[]): Promise<void> {
  await work.tx.deleteFrom('catalog.turn').where('what', '=', id).execute()
  const ahead = moments.flatMap((at) => (at && at > work.now ? [{ at, what: id }] : []))
  await plan(work, ahead)
}

/** Renames it, or moves what of its period lies ahead. One that has begun can end now, not yesterday. */
export async function changePriceList(
  work: Work,
  code: string,
  change: PriceListChange,
): Promise<void> {
  const { tx, now } = work
  const before = await priceListOf(tx, code, now)
  const begins = momentOf(change.beginsAt, now)
  const ends = momentOf(change.endsAt, now)
  const same = (one: Date | null, other: string | null) =>
    one?.getTime() === momentOf(other, now)?.getTime()
  const began = before.beginsAt === null || before.state !== 'coming'
  if (!same(begins, before.beginsAt) && (began || (begins && begins < now)))
    throw new PeriodPast({ from: (begins ?? now).toISOString() })
  if (!same(ends, before.endsAt) && (before.state === 'over' || (ends && ends < now)))
    throw new PeriodPast({ from: (ends ?? now).toISOString() })
  if (begins && ends && ends <= begins) throw new PeriodPast({ from: ends.toISOString() })
  const { rows } = await sql<{ sku: string }>`
    select sku from catalog.price where list_id = ${before.id} and ends_at is null`.execute(tx)
  const skus =
    same(begins, before.beginsAt) && same(ends, before.endsAt) ? [] : rows.map((row) => row.sku)
  const changes = await changesIn(work, skus, async () => {
    await tx
      .updateTable('catalog.price_list')
      .set({ name: JSON.stringify(change.name), begins_at: begins, ends_at: ends })
      .where('code', '=', code)
      .execute()
    await restamp(tx, 'catalogue')
  })
  await tellChanges(work, changes)
  await planPeriod(work, before.id, begins, ends)
}

const momentOf = (text: string | null, now: Date): Date | null =>
  text === null ? null : text === 'now' ? now : new Date(text)
