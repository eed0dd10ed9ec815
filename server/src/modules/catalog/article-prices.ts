import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { ArticlePrices, PriceLine } from './price-contract.ts'
import { holding, priceAt, priorPrice } from './price-rule.ts'
import { type Asking, entriesOf } from './prices-of.ts'
import './tables.ts'

/** What was, is and will be asked for articles, and which list decides now, over which others. */
export async function articlePrices(
  db: Db,
  skus: readonly string[],
  asking: Asking,
): Promise<ArticlePrices[]> {
  const { rows } = await sql<{
    sku: string
    list: string
    list_id: string
    amount: number
    begins_at: Date
    ends_at: Date | null
  }>`
    select price.sku, list.code as list, price.list_id, price.amount, price.begins_at, price.ends_at
    from catalog.price as price join catalog.price_list as list on list.id = price.list_id
    where price.sku = any(${[...skus]}::text[])
    order by list.created_at, list.code, price.begins_at desc`.execute(db)
  const codes = new Map(rows.map((row) => [row.list_id, row.list]))
  const all = await entriesOf(db, skus, asking)
  return skus.map((sku) => {
    const entries = all.get(sku) ?? []
    const now = asking.at.getTime()
    const best = priceAt(entries, now)
    const others = holding(entries, now).filter((one) => one !== best)
    const lines: PriceLine[] = rows
      .filter((row) => row.sku === sku)
      .map(({ list, amount, begins_at, ends_at }) => ({
        ...{ list, amount, beginsAt: begins_at.toISOString() },
        endsAt: ends_at?.toISOString() ?? null,
      }))
    return {
      ...{ sku, lines },
      asked: best
        ? {
            ...{ amount: best.amount, currency: asking.currency, includesTax: best.includesTax },
            ...{ compareAt: priorPrice(entries, now) ?? null, list: codes.get(best.list.id) ?? '' },
            others: others.map(({ list, amount }) => ({ list: codes.get(list.id) ?? '', amount })),
          }
        : null,
    }
  })
}
