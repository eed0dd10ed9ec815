import type { Db } from '../../kernel/database.ts'
import { all } from '../../kernel/work.ts'
import { homeCountry, type Sellable, sellable, type VatRates, vatRates } from '../catalog/index.ts'
import { type Available, availability } from '../stock/index.ts'
import { brand } from '../team/index.ts'
import type { ShopChannel } from './contract.ts'

/** Articles as they are now: what each costs on this channel, and how many there are of it. */
export interface Shelf {
  readonly currency: string
  readonly articles: ReadonlyMap<string, Sellable>
  /** Units that may be had by what stock knows: an article, or the parts of a bundle. */
  readonly stock: ReadonlyMap<string, number>
  /** The same place by place. */
  readonly there: readonly Available[]
  /** What is taxed how where the goods go to. */
  readonly rates: VatRates
}

/** What holds for the whole shop. */
export interface Usual {
  readonly currency: string
  /** Where goods are taxed of whose way nothing is known yet. */
  readonly country: string
}

export async function usualOf(db: Db): Promise<Usual> {
  const [{ currency }, country] = await all([brand(db), homeCountry(db)])
  return { currency, country }
}

export interface Asked {
  readonly channel: ShopChannel
  readonly now: Date
  /** Where the goods are taxed, if that is known already. */
  readonly country?: string | undefined
  /** Only what these places have. */
  readonly locationIds?: readonly string[] | undefined
  /** Where it was read already. */
  readonly usual?: Usual
}

export async function shelfOf(db: Db, skus: readonly string[], asked: Asked): Promise<Shelf> {
  const { channel, now: at, locationIds } = asked
  const { currency, country: home } = asked.usual ?? (await usualOf(db))
  const { country = home } = asked
  const wanted = [...new Set(skus)]
  const taxed = vatRates(db, { country, at })
  const [rates, articles, own] = await all([
    taxed,
    sellable(db, wanted, { currency, at, channel, rates: taxed }),
    availability(db, wanted, { channel, locationIds }),
  ])
  const stocked = new Set(
    [...articles.values()].flatMap((one) => partsOf(one).map(({ sku }) => sku)),
  )
  const inside = [...stocked].filter((sku) => !wanted.includes(sku))
  const parts = await availability(db, inside, { channel, locationIds })
  const there = [...own.filter(({ sku }) => stocked.has(sku)), ...parts]
  const stock = new Map([...stocked].map((sku) => [sku, 0]))
  for (const { sku, available } of there) stock.set(sku, (stock.get(sku) ?? 0) + available)
  return { currency, articles, stock, there, rates }
}

/** What stock knows an article by: itself, or the parts of a bundle. */
export const partsOf = (one: Pick<Sellable, 'sku' | 'parts'>) =>
  one.parts && one.parts.length > 0 ? one.parts : [{ sku: one.sku, quantity: 1 }]

interface Wanted {
  readonly sku: string
  readonly quantity: number
}

/** How much of each item of stock these lines want together: lines of one item share it. */
export function demandOf(
  lines: readonly Wanted[],
  articles: ReadonlyMap<string, Sellable>,
): Map<string, number> {
  const demand = new Map<string, number>()
  for (const { sku, quantity } of lines) {
    for (const part of partsOf(articles.get(sku) ?? { sku })) {
      demand.set(part.sku, (demand.get(part.sku) ?? 0) + quantity * part.quantity)
    }
  }
  return demand
}

/** How many of an article may be had when other lines have taken theirs. */
export function leftOf(sku: string, shelf: Shelf, taken: ReadonlyMap<string, number>): number {
  const article = shelf.articles.get(sku)
  if (!article?.active) return 0
  const each = partsOf(article).map((part) =>
    Math.floor(((shelf.stock.get(part.sku) ?? 0) - (taken.get(part.sku) ?? 0)) / part.quantity),
  )
  return Math.max(0, Math.min(...each))
}
