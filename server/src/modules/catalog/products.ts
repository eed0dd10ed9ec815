import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Product } from './product-contract.ts'
import { ProductUnknown } from './refusals.ts'
import './tables.ts'

type Named = { ids: readonly string[] } | { codes: readonly string[] } | { skus: readonly string[] }

interface Row extends Omit<Product, 'createdAt' | 'changedAt'> {
  created_at: Date
  changed_at: Date
}

/** Products with all that belongs to them, in the order of their codes. */
export async function productsOf(db: Db, named: Named): Promise<Product[]> {
  const { rows } = await sql<Row>`
    select product.id, product.code, product.state, product.name, product.description, product.brand,
      product.tax_class as "taxClass", product.options, product.attributes, product.version,
      product.created_at, product.changed_at,
      array(
        select category.code from catalog.product_category as held
        join catalog.category as category on category.id = held.category_id
        where held.product_id = product.id order by category.path, category.code) as categories,
      (select coalesce(json_agg(json_build_object(
          'id', variant.id, 'sku', variant.sku, 'options', variant.options, 'active', variant.active,
          'weight', variant.weight,
          'barcodes', array(select code from catalog.barcode where variant_id = variant.id
                            order by position, code),
          'parts', (select coalesce(json_agg(json_build_object('sku', sku, 'quantity', quantity)
                            order by sku), '[]') from catalog.part where variant_id = variant.id)
        ) order by variant.position, variant.sku), '[]')
       from catalog.variant as variant where variant.product_id = product.id) as variants,
      (select coalesce(json_agg(json_build_object('kind', related.kind, 'code', other.code)
          order by related.position, other.code), '[]')
       from catalog.related as related join catalog.product as other on other.id = related.other_id
       where related.product_id = product.id) as related,
      (select coalesce(json_agg(json_build_object(
          'id', media.id, 'url', media.url, 'width', media.width, 'height', media.height,
          'alt', shown.alt, 'sku', variant.sku) order by shown.position, media.id), '[]')
       from catalog.product_media as shown join catalog.media as media on media.id = shown.media_id
       left join catalog.variant as variant on variant.id = shown.variant_id
       where shown.product_id = product.id) as media
    from catalog.product as product
    where ${which(named)}
    order by product.code`.execute(db)
  return rows.map(({ created_at, changed_at, ...row }) => ({
    ...row,
    ...{ createdAt: created_at.toISOString(), changedAt: changed_at.toISOString() },
  }))
}

function which(named: Named) {
  if ('ids' in named) return sql`product.id = any(${[...named.ids]}::uuid[])`
  if ('codes' in named) return sql`product.code = any(${[...named.codes]}::text[])`
  return sql`product.id in (select product_id from catalog.variant where sku = any(${[...named.skus]}::text[]))`
}

export async function productById(db: Db, id: string): Promise<Product> {
  const [product] = await productsOf(db, { ids: [id] })
  if (!product) throw new ProductUnknown({ product: id })
  return product
}

export async function productByCode(db: Db, code: string): Promise<Product | undefined> {
  return (await productsOf(db, { codes: [code] }))[0]
}
