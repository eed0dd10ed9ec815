import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { fold } from '../../kernel/words.ts'
import type { Texts } from './contract.ts'
import './tables.ts'

const inOne = 50

/** What stands in a list now, by sku. */
export async function listedPrices(
  db: Db,
  listId: string,
  { q, after = '' }: { q: string; after?: string | undefined },
) {
  const part = `%${fold(q.trim()).replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ sku: string; productId: string; name: Texts; amount: number }>`
    select price.sku, variant.product_id as "productId", product.name, price.amount
    from catalog.price as price
    join catalog.variant as variant on variant.sku = price.sku
    join catalog.product as product on product.id = variant.product_id
    where price.list_id = ${listId} and price.ends_at is null and price.sku > ${after}
      and (${q.trim() === ''} or variant.product_id in (
        select product_id from catalog.shelf where words like ${part}))
    order by price.sku limit ${inOne + 1}`.execute(db)
  const prices = rows.slice(0, inOne)
  return { prices, next: rows.length > inOne ? (prices.at(-1)?.sku ?? null) : null }
}
