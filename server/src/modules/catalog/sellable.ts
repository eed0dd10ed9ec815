import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { steadyEach } from '../../kernel/steady.ts'
import { all } from '../../kernel/work.ts'
import { formsOf } from './barcodes.ts'
import type { AttributeValue, Option, Part, Sellable, Texts } from './contract.ts'
import { imageUrl } from './media-url.ts'
import { type Asking, pricesOf } from './prices-of.ts'
import { type VatRates, vatRates } from './vat.ts'
import './tables.ts'

interface Row {
  sku: string
  product_id: string
  variant_id: string
  name: Texts
  brand: string | null
  tax_class: string
  attributes: Record<string, AttributeValue>
  choices: Option[]
  chosen: Record<string, string>
  active: boolean
  barcode: string | null
  image: { id: string; url: string | null } | null
  categories: string[] | null
  parts: Part[] | null
}

/**
 * What carts and orders must know of articles, at a moment. Whoever is unknown here or has no price in
 * this currency is absent; what is withdrawn or not yet published is told, as not `active`.
 */
export async function sellable(
  db: Db,
  skus: readonly string[],
  {
    rates: known,
    ...asking
  }: Asking & { readonly rates?: VatRates | Promise<VatRates> | undefined },
): Promise<Map<string, Sellable>> {
  if (skus.length === 0) return new Map()
  const [rates, rows, prices] = await all([
    known ?? vatRates(db, { at: asking.at }),
    articles(db, skus),
    pricesOf(db, skus, asking),
  ])
  return new Map(
    [...rows.values()].flatMap((row) => {
      const price = prices.get(row.sku)
      if (!price) return []
      const one: Sellable = {
        ...{ sku: row.sku, productId: row.product_id, variantId: row.variant_id, name: row.name },
        ...{ options: inWords(row.choices, row.chosen), price },
        ...{ taxClass: row.tax_class, vat: rates.of(row.tax_class) },
        ...{ barcode: row.barcode, image: row.image && imageUrl(row.image) },
        ...{ categories: row.categories ?? [], brand: row.brand, attributes: row.attributes },
        ...(row.parts && { parts: row.parts }),
        active: row.active,
      }
      return [[row.sku, one] as const]
    }),
  )
}

async function rowsOf(db: Db, skus: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await sql<Row>`${prepared}
    select variant.sku, variant.product_id, variant.id as variant_id, product.name, product.brand,
           product.tax_class, product.attributes, product.options as choices,
           variant.options as chosen, variant.active and product.state = 'active' as active,
           (select code from catalog.barcode where variant_id = variant.id
            order by position, code limit 1) as barcode,
           (select json_build_object('id', media.id, 'url', media.url)
            from catalog.product_media as shown join catalog.media as media on media.id = shown.media_id
            where shown.product_id = product.id
              and (shown.variant_id is null or shown.variant_id = variant.id)
            order by shown.variant_id is null, shown.position, media.id limit 1) as image,
           (select array_agg(distinct above.code order by above.code)
            from catalog.product_category as held
            join catalog.category as category on category.id = held.category_id
            cross join unnest(category.path) as above (code)
            where held.product_id = product.id) as categories,
           (select json_agg(json_build_object('sku', part.sku, 'quantity', part.quantity) order by part.sku)
            from catalog.part as part where part.variant_id = variant.id) as parts
    from catalog.variant as variant join catalog.product as product on product.id = variant.product_id
    where variant.sku = any(${[...skus]}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.sku, row]))
}

const articles = steadyEach(
  'catalogue',
  [
    ...([
      'catalog.variant',
      'catalog.product',
      'catalog.barcode',
      'catalog.product_media',
    ] as const),
    // A picture (`catalog.media`) is what it is; which ones are shown may change.
    ...(['catalog.product_category', 'catalog.category', 'catalog.part'] as const),
  ],
  rowsOf,
)

/** The chosen values as people read them. */
export function inWords(
  options: readonly Option[],
  chosen: Readonly<Record<string, string>>,
): Record<string, Texts> {
  return Object.fromEntries(
    options.flatMap(({ code, values }) => {
      const value = values.find((one) => one.code === chosen[code])
      return value ? [[code, value.name]] : []
    }),
  )
}

/** Which article bears this code, in whatever form it was scanned. */
export async function byBarcode(db: Db, scanned: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('catalog.barcode as barcode')
    .innerJoin('catalog.variant as variant', 'variant.id', 'barcode.variant_id')
    .select('variant.sku')
    .where('barcode.code', 'in', formsOf(scanned))
    .executeTakeFirst()
  return row?.sku
}
