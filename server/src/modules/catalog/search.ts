import type { Db } from '../../kernel/database.ts'
import { type Aisles, aislesOf } from './aisles.ts'
import { count, type Kept } from './count.ts'
import { articleMeant, type Found, find, mostRanked, ranksOf } from './find.ts'
import { hitsOf } from './hits.ts'
import { namedFacets } from './named-facets.ts'
import { Order, type Placed, type SortKey } from './order.ts'
import type { Asking } from './prices-of.ts'
import { BadCursor } from './refusals.ts'
import type { SearchAnswer, SearchQuery } from './search-contract.ts'
import type { Standing } from './standing.ts'

export interface Shelf extends Asking {
  /** Which products are looked at. */
  readonly states: readonly string[]
}

type Asked = Omit<SearchQuery, 'facets'> & { readonly facets: boolean }

/** Products by words, narrowed by what they are, with how many there are of each kind. */
export async function search(db: Db, asked: Asked, shelf: Shelf): Promise<SearchAnswer> {
  const aisles = aislesOf(db)
  const place = asked.after === undefined ? undefined : readCursor(asked.after)
  await aisles.refresh()
  const states = new Set(shelf.states)
  const isShown = (standing: Standing | undefined) =>
    standing !== undefined && states.has(standing.state)
  const found = await find(db, asked.q, asked.language, (one) => isShown(aisles.at(one)))
  const { kept, counts, lowest, highest } = count(aisles, standingsOf(aisles, found, isShown), {
    ...{ filter: asked.filter ?? [], priceFrom: asked.priceFrom, priceTo: asked.priceTo },
  })
  const order = await orderOf(db, aisles, asked, found, kept)
  const page = pageOf(order, kept, place, asked.limit)
  const shown = page.slice(0, asked.limit)
  const last = shown.at(-1)
  const [products, facets, article] = await Promise.all([
    hitsOf(
      db,
      shown.map(({ standing }) => standing.id),
      shelf,
    ),
    asked.facets ? namedFacets(db, counts) : [],
    found.match === 'code' ? articleMeant(db, asked.q) : null,
  ])
  return {
    ...{ products, total: kept.ordinals.length, match: found.match, article, facets },
    prices: lowest === null || highest === null ? null : { from: lowest, to: highest },
    next: page.length > asked.limit && last ? cursor(last) : null,
  }
}

function* standingsOf(
  aisles: Aisles,
  { ordinals }: Found,
  isShown: (standing: Standing | undefined) => boolean,
): Iterable<Standing> {
  if (!ordinals) {
    for (const standing of aisles.all()) if (isShown(standing)) yield standing
    return
  }
  for (const ordinal of ordinals) {
    const standing = aisles.at(ordinal)
    if (standing && isShown(standing)) yield standing
  }
}

/** By how well the words fit, where they say anything of it; else by name, or as was asked. */
async function orderOf(
  db: Db,
  aisles: Aisles,
  { sort, language }: Pick<Asked, 'sort' | 'language'>,
  { query }: Found,
  kept: Kept,
): Promise<Pick<Order, 'after'>> {
  const byName: SortKey = language === 'fr' ? 'nameFr' : 'nameEn'
  if (sort !== 'relevance') return aisles.order(sort === 'name' ? byName : sort)
  if (!query || kept.ordinals.length > mostRanked) return aisles.order(byName)
  const ranks = await ranksOf(db, kept.ordinals, query)
  const standings = kept.ordinals.flatMap((ordinal) => aisles.at(ordinal) ?? [])
  return new Order(({ ordinal }) => -(ranks.get(ordinal) ?? 0), standings)
}

/** One more than the page holds, to know whether there are others. */
function pageOf(
  order: Pick<Order, 'after'>,
  kept: Kept,
  place: readonly [string | number, string] | undefined,
  limit: number,
): Placed[] {
  const page: Placed[] = []
  for (const one of order.after(place)) {
    if (!kept.has(one.standing)) continue
    if (page.push(one) > limit) break
  }
  return page
}

const cursor = ({ key, standing }: Placed): string =>
  Buffer.from(JSON.stringify([key, standing.id])).toString('base64url')

function readCursor(text: string): [string | number, string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isKey = typeof key === 'string' || Number.isSafeInteger(key)
    if (isKey && /^[0-9a-f-]{36}$/.test(id)) return [key, id]
  } catch {
    // told below, as any cursor that is none of ours
  }
  throw new BadCursor({})
}
