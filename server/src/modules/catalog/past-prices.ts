import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { priceChanged } from './events.ts'
import { type Entry, priceAt, turns } from './price-rule.ts'
import { entriesOf } from './prices-of.ts'
import './tables.ts'

interface Period {
  readonly from: Date
  readonly to: Date
}

/** News as it was told then: another price was asked of everybody. */
export interface PastPriceNews {
  readonly name: string
  readonly at: Date
  readonly properties: Readonly<Record<string, unknown>>
}

/**
 * When other prices began to be asked of everybody, told again from the prices, which are never
 * overwritten: the news themselves are forgotten after a week.
 */
export async function priceChangesThen(db: Db, { from, to }: Period): Promise<PastPriceNews[]> {
  const articles = await changed(db, { from, to })
  const skus = articles.map(({ sku }) => sku)
  const productOf = new Map(articles.map(({ sku, product_id }) => [sku, product_id]))
  const { rows: currencies } = await sql<{ currency: string }>`
    select distinct currency from catalog.price_list order by currency`.execute(db)
  const news: PastPriceNews[] = []
  for (const { currency } of currencies) {
    for (const [sku, entries] of await entriesOf(db, skus, { currency, at: from })) {
      const about = { sku, productId: productOf.get(sku) ?? null, currency }
      for (const { time, ...amounts } of stepsOf(entries, { from, to })) {
        const properties = { ...about, ...amounts }
        news.push({ name: priceChanged, at: new Date(time), properties })
      }
    }
  }
  return news.sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** Each moment at which another amount began to be asked. */
function stepsOf(entries: readonly Entry[], { from, to }: Period) {
  return turns(entries)
    .filter((time) => time >= from.getTime() && time < to.getTime())
    .map((time) => ({
      time,
      before: priceAt(entries, time - 1)?.amount ?? null,
      after: priceAt(entries, time)?.amount ?? null,
    }))
    .filter(({ before, after }) => before !== after)
}

/** Articles of which a price, or a list that holds one, began or ended in a period. */
async function changed(
  db: Db,
  { from, to }: Period,
): Promise<{ sku: string; product_id: string | null }[]> {
  const within = (table: string) => sql`
    (${sql.ref(`${table}.begins_at`)} >= ${from} and ${sql.ref(`${table}.begins_at`)} < ${to}
      or ${sql.ref(`${table}.ends_at`)} >= ${from} and ${sql.ref(`${table}.ends_at`)} < ${to})`
  const { rows } = await sql<{ sku: string; product_id: string | null }>`
    select distinct price.sku, variant.product_id
    from catalog.price as price join catalog.price_list as list on list.id = price.list_id
      left join catalog.variant as variant on variant.sku = price.sku
    where ${within('price')} or ${within('list')}
    order by price.sku`.execute(db)
  return rows
}

/** What was asked of everybody for articles, each at its own moment; asked in the order of time. */
export async function pricesThen(
  db: Db,
  asked: readonly { readonly sku: string; readonly at: Date }[],
  currency: string,
): Promise<(number | undefined)[]> {
  const [first] = asked
  if (!first) return []
  const skus = [...new Set(asked.map(({ sku }) => sku))]
  const entries = await entriesOf(db, skus, { currency, at: first.at })
  return asked.map(({ sku, at }) => priceAt(entries.get(sku) ?? [], at.getTime())?.amount)
}
