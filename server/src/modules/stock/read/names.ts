import type { Db } from '../../../kernel/database.ts'

export interface Texts {
  readonly fr: string
  readonly en: string
}

export interface PlaceName {
  readonly name: string
  readonly kind: 'shop' | 'warehouse'
}

/** What others know of goods and places, asked for when stock is shown to people. */
export interface Names {
  /** Names of articles by sku. */
  readonly goods: (db: Db, skus: readonly string[]) => Promise<ReadonlyMap<string, Texts>>
  /** The skus that somebody means who typed this. */
  readonly find: (db: Db, typed: string) => Promise<readonly string[]>
  /** Every place, given up or not, by id. */
  readonly places: (db: Db) => Promise<ReadonlyMap<string, PlaceName>>
}

/** A place that nobody knows is shown by its id: its goods are there all the same. */
export const placeName = (places: ReadonlyMap<string, PlaceName>, id: string): PlaceName =>
  places.get(id) ?? { name: id, kind: 'warehouse' }
