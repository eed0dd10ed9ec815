import type { Db } from './kernel/database.ts'
import { byBarcode, sellable } from './modules/catalog/index.ts'
import { locations } from './modules/shops/index.ts'
import type { Names } from './modules/stock/index.ts'
import { brand } from './modules/team/index.ts'

/** What the pages of stock show of goods and places, asked of those who know them. */
export function stockNames(now: () => Date): Names {
  return {
    goods: async (db, skus) => {
      const { currency } = await brand(db)
      const goods = await sellable(db, skus, { currency, at: now() })
      return new Map([...goods].map(([sku, { name }]) => [sku, name]))
    },
    find: async (db: Db, typed: string) => {
      const scanned = /^[\d\s-]{8,18}$/.test(typed) ? await byBarcode(db, typed) : undefined
      return scanned ? [scanned] : []
    },
    places: async (db) => {
      const all = await locations(db, { closed: true })
      return new Map(all.map(({ id, name, kind }) => [id, { name, kind }]))
    },
  }
}
