import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { imageUrl } from './media-url.ts'
import { type Asking, pricesOf } from './prices-of.ts'
import type { Hit } from './search-contract.ts'
import './tables.ts'

type Row = Omit<Hit, 'price' | 'from' | 'image' | 'changedAt'> & {
  changed_at: Date
  image: { id: string; url: string | null } | null
}

/** What a list shows of products, in the order in which they are named. */
export async function hitsOf(db: Db, ids: readonly string[], asking: Asking): Promise<Hit[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`${prepared}
    select product.id, product.code, product.state, product.name, product.brand, product.changed_at,
      array(select sku from catalog.variant where product_id = product.id and active
            order by position, sku) as skus,
      array(select category.code from catalog.product_category as held
            join catalog.category as category on category.id = held.category_id
            where held.product_id = product.id order by category.path, category.code) as categories,
      (select json_build_object('id', media.id, 'url', media.url)
       from catalog.product_media as shown join catalog.media as media on media.id = shown.media_id
       where shown.product_id = product.id order by shown.position, media.id limit 1) as image
    from catalog.product as product where product.id = any(${[...ids]}::uuid[])`.execute(db)
  const prices = await pricesOf(
    db,
    rows.flatMap((row) => row.skus),
    asking,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { image, changed_at, ...rest } = row
    const asked = row.skus.flatMap((sku) => prices.get(sku) ?? [])
    const lowest = asked.reduce<(typeof asked)[number] | null>(
      (best, one) => (best && best.amount <= one.amount ? best : one),
      null,
    )
    return [
      {
        ...rest,
        ...{ price: lowest, from: asked.some(({ amount }) => amount !== lowest?.amount) },
        ...{ image: image && imageUrl(image, 320), changedAt: changed_at.toISOString() },
      },
    ]
  })
}
