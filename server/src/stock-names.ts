import type { Db } from './kernel/database.ts'
import { productsOf, search } from './modules/catalog/index.ts'
import { locations } from './modules/shops/index.ts'
import type { Names } from './modules/stock/index.ts'
import { brand } from './modules/team/index.ts'

/** What is withdrawn may still lie on a shelf. */
const everyState = ['draft', 'active', 'archived']

/** What the pages of stock show of goods and places, asked of those who know them. */
export function stockNames(now: () => Date): Names {
  return {
    goods: async (db, skus) => {
      const products = skus.length > 0 ? await productsOf(db, { skus }) : []
      return new Map(
        products.flatMap(({ name, variants }) => variants.map(({ sku }) => [sku, name] as const)),
      )
    },
    find: async (db: Db, typed: string) => {
      const { currency } = await brand(db)
      const asked = {
        q: typed,
        language: 'fr',
        sort: 'relevance',
        limit: 100,
        facets: false,
      } as const
      const { products } = await search(db, asked, { states: everyState, currency, at: now() })
      const found = await productsOf(db, { ids: products.map(({ id }) => id) })
      return found.flatMap(({ variants }) => variants.map(({ sku }) => sku))
    },
    places: async (db) => {
      const all = await locations(db, { closed: true })
      return new Map(all.map(({ id, name, kind }) => [id, { name, kind }]))
    },
  }
}
