import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { steadyEach } from '../../kernel/steady.ts'
import type { Price } from './contract.ts'
import { type Entry, priceAt, priorPrice } from './price-rule.ts'
import './tables.ts'

/** For whom a price is asked, where and when. */
export interface Asking {
  readonly currency: string
  readonly at: Date
  readonly channel?: string | undefined
  readonly priceGroup?: string | undefined
}

/** A reduction may have begun so long ago; what was asked before is no prior price any more. */
const remembered = 400 * 86_400_000

interface Row {
  sku: string
  amount: number
  begins_at: Date
  ends_at: Date | null
  list_id: string
  includes_tax: boolean
  channel: string | null
  price_group: string | null
  list_begins_at: Date | null
  list_ends_at: Date | null
  priority: number
  reduction: boolean
}

type Listed = Entry & { readonly includesTax: boolean }

/** The price of each article; one without a price in this currency is absent. */
export async function pricesOf(
  db: Db,
  skus: readonly string[],
  asking: Asking,
): Promise<Map<string, Price>> {
  const { currency, at: moment, channel = '', priceGroup = '' } = asking
  const at = moment.getTime()
  const prices = new Map<string, Price>()
  const month = moment.toISOString().slice(0, 7)
  for (const [sku, entries] of await inMonth(db, skus, month, currency, channel, priceGroup)) {
    const best = priceAt(entries, at)
    if (!best) continue
    const { amount, includesTax } = best
    const compareAt = priorPrice(entries, at)
    const listId = best.list.id
    prices.set(sku, {
      ...{ amount, currency: asking.currency, includesTax, listId },
      ...(compareAt !== undefined && { compareAt }),
    })
  }
  return prices
}

/** What prices are made of in any moment of a month: more of the past than one moment needs, nothing less. */
const inMonth = steadyEach(
  'catalogue',
  ['catalog.price', 'catalog.price_list'],
  (db, skus, month: string, currency: string, channel: string, priceGroup: string) =>
    entriesOf(db, skus, {
      ...{ currency, at: new Date(`${month}-01`) },
      channel: channel || undefined,
      priceGroup: priceGroup || undefined,
    }),
)

/** All that was and will be asked of this customer, channel and currency, by article. */
export async function entriesOf(
  db: Db,
  skus: readonly string[],
  { currency, at, channel, priceGroup }: Asking,
): Promise<Map<string, Listed[]>> {
  const { rows } = await sql<Row>`${prepared}
    select price.sku, price.amount, price.begins_at, price.ends_at, price.list_id,
           list.includes_tax, list.channel, list.price_group, list.begins_at as list_begins_at,
           list.ends_at as list_ends_at, list.priority, list.reduction
    from catalog.price as price join catalog.price_list as list on list.id = price.list_id
    where price.sku = any(${[...skus]}::text[])
      and list.currency = ${currency}
      and (list.channel is null or list.channel = ${channel ?? null})
      and (list.price_group is null or list.price_group = ${priceGroup ?? null})
      and (price.ends_at is null or price.ends_at > ${new Date(at.getTime() - remembered)})`.execute(
    db,
  )
  const lists = new Map<string, Entry['list']>()
  const bySku = new Map<string, Listed[]>()
  for (const row of rows) {
    const list = lists.get(row.list_id) ?? {
      ...{ id: row.list_id, channel: row.channel, priceGroup: row.price_group },
      beginsAt: row.list_begins_at?.getTime() ?? null,
      endsAt: row.list_ends_at?.getTime() ?? null,
      ...{ priority: row.priority, reduction: row.reduction },
    }
    lists.set(row.list_id, list)
    const entry: Listed = {
      ...{ list, amount: row.amount, includesTax: row.includes_tax },
      beginsAt: row.begins_at.getTime(),
      endsAt: row.ends_at?.getTime() ?? null,
    }
    const own = bySku.get(row.sku)
    if (own) own.push(entry)
    else bySku.set(row.sku, [entry])
  }
  return bySku
}
