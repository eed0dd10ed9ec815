import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import type { AttributeValue, Texts } from './contract.ts'
import type { FrontCategory, FrontHit, FrontPage, FrontProduct } from './front-contract.ts'
import { hitsOf } from './hits.ts'
import { imageUrl } from './media-url.ts'
import { productsOf } from './products.ts'
import { ProductUnknown } from './refusals.ts'
import type { Hit, SearchAnswer } from './search-contract.ts'
import { sellable } from './sellable.ts'
import { vatRates } from './vat.ts'
import './tables.ts'

export interface Shopper {
  readonly language: 'fr' | 'en'
  readonly currency: string
  readonly channel: string
  readonly country?: string | undefined
  readonly at: Date
}

type Written = { readonly [Language in keyof Texts]?: string | undefined }

/** A text in the shopper's language; in the other one where it was never written. */
const said = (texts: Written, language: 'fr' | 'en'): string =>
  texts[language] || texts.fr || texts.en || ''

const shown = (hit: Hit, language: 'fr' | 'en'): z.infer<typeof FrontHit> => {
  const { state, changedAt, name, ...rest } = hit
  return { ...rest, name: said(name, language) }
}

/** What a search found, as a shopper reads it. */
export function pageFor(answer: SearchAnswer, language: 'fr' | 'en'): z.infer<typeof FrontPage> {
  return {
    ...answer,
    products: answer.products.map((hit) => shown(hit, language)),
    facets: answer.facets.map(({ code, name, values }) => ({
      code,
      name: name && said(name, language),
      values: values.map((one) => ({ ...one, name: said(one.name, language) })),
    })),
  }
}

/** A product on sale, by the sku of one of its variants or by its code, with all that its page shows. */
export async function productFor(
  db: Db,
  named: string,
  shopper: Shopper,
): Promise<z.infer<typeof FrontProduct>> {
  const bySku = await productsOf(db, { skus: [named] })
  const [product] = bySku.length > 0 ? bySku : await productsOf(db, { codes: [named] })
  if (product?.state !== 'active') throw new ProductUnknown({ product: named })
  const { language, country, at } = shopper
  const variants = product.variants.filter(({ active }) => active)
  const rates = await vatRates(db, { country, at })
  const [articles, attributes, categories, related] = await Promise.all([
    sellable(
      db,
      variants.map(({ sku }) => sku),
      { ...shopper, rates },
    ),
    db.selectFrom('catalog.attribute').selectAll().orderBy('position').orderBy('code').execute(),
    db.selectFrom('catalog.category').select(['code', 'name']).execute(),
    relatedTo(db, product.id, shopper),
  ])
  return {
    ...{ id: product.id, code: product.code, brand: product.brand },
    ...{ name: said(product.name, language), description: said(product.description, language) },
    categories: product.categories.map((code) => ({
      code,
      name: said(categories.find((one) => one.code === code)?.name ?? {}, language),
    })),
    attributes: attributes.flatMap(({ code, name, unit, choices }) => {
      const value = product.attributes[code]
      if (value === undefined) return []
      const text = read(value, choices, language)
      return [{ code, name: said(name, language), unit, value, text }]
    }),
    options: product.options.map(({ code, name, values }) => ({
      ...{ code, name: said(name, language) },
      values: values.map((value) => ({ code: value.code, name: said(value.name, language) })),
    })),
    images: product.media.map((picture) => ({
      url: imageUrl(picture, 1600),
      alt: said(picture.alt, language) || said(product.name, language),
      sku: picture.sku,
    })),
    variants: variants.map((variant) => {
      const article = articles.get(variant.sku)
      return {
        ...{ sku: variant.sku, barcodes: variant.barcodes, parts: variant.parts },
        options: Object.fromEntries(
          Object.entries(variant.options).map(([option, code]) => [
            option,
            { code, name: said(article?.options[option] ?? {}, language) || code },
          ]),
        ),
        ...{ image: article?.image ?? null, price: article?.price ?? null },
        vat: article?.vat ?? null,
      }
    }),
    related,
  }
}

function read(
  value: AttributeValue,
  choices: readonly { code: string; name: Texts }[],
  language: 'fr' | 'en',
): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => read(one, choices, language))
  if (typeof value === 'object') return [said(value, language)]
  const choice = choices.find(({ code }) => code === value)
  return [choice ? said(choice.name, language) : String(value)]
}

async function relatedTo(db: Db, productId: string, shopper: Shopper) {
  const rows = await db
    .selectFrom('catalog.related')
    .select(['kind', 'other_id'])
    .where('product_id', '=', productId)
    .orderBy('position')
    .execute()
  const ids = [...new Set(rows.map((row) => row.other_id))]
  const hits = await hitsOf(db, ids, shopper)
  return rows.flatMap(({ kind, other_id }) => {
    const hit = hits.find((one) => one.id === other_id && one.state === 'active')
    return hit ? [{ ...shown(hit, shopper.language), kind }] : []
  })
}

/** The tree as a shop's menu shows it: only what holds something that is on sale. */
export async function categoriesFor(
  db: Db,
  language: 'fr' | 'en',
): Promise<z.infer<typeof FrontCategory>[]> {
  const { rows } = await sql<{
    code: string
    parent: string | null
    path: string[]
    name: Texts
    products: number
  }>`
    with counted as materialized (
      select substr(facet, 10) as code, count(*)::int as products
      from catalog.shelf cross join unnest(facets) as facet
      where state = 'active' and facet like 'category:%' group by facet
    )
    select category.code, category.path[cardinality(category.path) - 1] as parent, category.path,
           category.name, counted.products
    from catalog.category as category join counted on counted.code = category.code
    order by cardinality(category.path), category.position, category.code`.execute(db)
  return rows.map(({ name, ...row }) => ({ ...row, name: said(name, language) }))
}
