import type { Db } from '../kernel/database.ts'
import { productsOf, search, sellable } from '../modules/catalog/index.ts'
import { productBySku, type Texts } from './catalogue.ts'
import { rayons } from './rayons.ts'
import { ProductUnknown } from './refusals.ts'

type Catalogued = Awaited<ReturnType<typeof productsOf>>[number]
type Articles = Awaited<ReturnType<typeof sellable>>

/**
 * What the shop front shows of its products: what the catalogue says now, with what only the demo's own data
 * knows of some, how they are rated and how much in demand they are.
 */
export async function productsOnSale(db: Db, at: Date) {
  const shelf = { states: ['active' as const], currency: 'EUR', channel: 'web', at }
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await search(
      db,
      { q: '', language: 'fr', sort: 'relevance', limit: 100, facets: false, after },
      shelf,
    )
    ids.push(...page.products.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  const products = await productsOf(db, { ids })
  const articles = await articlesOf(db, products, at)
  return products.flatMap((product) => {
    const [first] = onSale(product, articles)
    return first ? [shown(product, first.sku, articles)] : []
  })
}

/** One of them, by the sku of one of its variants, with all that its page shows. */
export async function productOnSale(db: Db, sku: string, at: Date) {
  const [product] = await productsOf(db, { skus: [sku] })
  const articles = await articlesOf(db, product ? [product] : [], at)
  const variants = product ? onSale(product, articles) : []
  const variant = variants.find((one) => one.sku === sku)
  if (product?.state !== 'active' || !variant) throw new ProductUnknown({ sku })
  const { description } = product
  const { ingredients } = product.attributes
  return {
    ...shown(product, sku, articles),
    ...{ ean: variant.barcodes[0] ?? sku, description: textsOf(description) },
    ...(Array.isArray(ingredients) && { ingredients }),
    variants: variants.map((one) => {
      const article = articles.get(one.sku)
      const options = Object.values(article?.options ?? {}).map(textsOf)
      const name = {
        fr: options.map(({ fr }) => fr).join(', '),
        en: options.map(({ en }) => en).join(', '),
      }
      return { sku: one.sku, name, price: article?.price?.amount ?? 0 }
    }),
  }
}

const articlesOf = (db: Db, products: readonly Catalogued[], at: Date) =>
  sellable(
    db,
    products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    { currency: 'EUR', channel: 'web', at },
  )

const onSale = ({ variants }: Catalogued, articles: Articles) =>
  variants.filter(({ sku, active }) => active && articles.get(sku)?.price)

const textsOf = ({ fr, en }: { fr?: string | undefined; en?: string | undefined }): Texts => ({
  fr: fr || en || '',
  en: en || fr || '',
})

const books: ReadonlySet<string> = new Set(
  rayons.flatMap(({ code, below }) => (code === 'livres' ? [code, ...Object.keys(below)] : [])),
)

function shown(product: Catalogued, sku: string, articles: Articles) {
  const { attributes, code, name, categories } = product
  const article = articles.get(sku)
  const category = categories.at(-1) ?? 'soins'
  const { rating = null, weight = 0 } = productBySku.get(sku) ?? {}
  const { author, year, pages, age, series, line, size, skin } = attributes
  return {
    ...{ code, sku, category, rating, weight, image: article?.image ?? null },
    kind: books.has(category) ? 'books' : 'cosmetics',
    ...{ name: textsOf(name), price: article?.price?.amount ?? 0, vat: article?.vat ?? 0 },
    ...{ author, year, pages, age, series, line, size, skin },
  }
}
