import { sql } from 'kysely'
import { buildApp } from '../server/src/app.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { byDoors, directly, empty, goodsOf, rangeOf, stateOf, structure } from './goods.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const products = Number(process.env.BENCH_PRODUCTS ?? 40_000)
const proven = 60
const inOne = 1000
const turns = 120

/**
 * The catalogue's search with its counts over a hundred thousand variants, and a product's page, asked at
 * their HTTP routes, beside what the same PostgreSQL needs for one row by its primary key. The products
 * are written directly; that this comes to what the doors make of them is proved on the first.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const app = await buildApp({ ...house, log: openLog('warn', 2) })
  await app.http.ready()
  await structure(house)
  await prove(house)
  for (let from = 0; from < products; from += inOne) {
    await directly(house, from, Math.min(from + inOne, products))
    if (from % 10_000 === 0) progress(`filled ${from} of ${products} products`)
  }
  await sql`vacuum analyze`.execute(house.db)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from catalog.variant`.execute(
    house.db,
  )
  const figures: Record<string, number> = { variants: rows[0]?.n ?? 0 }

  const all: number[] = []
  for (const kind of Object.keys(kinds)) {
    const took = await ask(app, kind)
    if (kind !== 'productPage') all.push(...took)
    figures[`${kind}P50`] = round(percentile(took, 50), 1)
    figures[`${kind}P99`] = round(percentile(took, 99), 1)
    progress(`${kind}: p50 ${figures[`${kind}P50`]} ms, p99 ${figures[`${kind}P99`]} ms`)
  }
  const bare = await bareLookups(house)
  await app.close()
  return {
    figures: { ...figures, p50: round(percentile(all, 50), 1), p99: round(percentile(all, 99), 1) },
    ceiling: { p50: round(percentile(bare, 50), 2), p99: round(percentile(bare, 99), 2) },
    ratio: round(percentile(bare, 50) / percentile(all, 50), 3),
  }
}

/** How long each of these takes; one that finds nothing where it should is no measure. */
async function ask(app: Awaited<ReturnType<typeof buildApp>>, kind: string): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const url = kinds[kind]?.(Math.floor((turn + 0.5) * (products / turns)), turn) ?? ''
    const begun = performance.now()
    const answer = await app.http.inject(url)
    took.push(performance.now() - begun)
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`)
    if (kind !== 'nothing' && answer.json().total === 0) throw new Error(`${url} found nothing`)
  }
  return took
}

const path = '/api/shop/products'
const q = (text: string) => `${path}?q=${encodeURIComponent(text)}`
const nameOf = (n: number) => goodsOf(n).draft.name.fr

/** What shoppers ask for. */
const kinds: Record<string, (n: number, turn: number) => string> = {
  everything: () => path,
  everythingByPrice: () => `${path}?sort=price`,
  category: (n) => `${path}?filter=category:cat-${n % 60}&sort=price`,
  twoFilters: (_, turn) =>
    `${path}?filter=brand:Marque%20${(turn * 5 + 1) % 40}&filter=skin:dry&sort=price`,
  priceRange: (n) => `${path}?priceFrom=${500 + (n % 5000)}&priceTo=${900 + (n % 5000)}&sort=price`,
  commonWord: (_, turn) => q(['crème', 'sérum', 'lait', 'roman'][turn % 4] ?? ''),
  commonWordInCategory: (n) => `${q('crème')}&filter=category:cat-${(n % 2) * 3}`,
  name: (n) => q(nameOf(n)),
  range: (n) => q(rangeOf(Math.floor(n / 20))),
  beginning: (n) => q(`${nameOf(n).slice(0, 8)}`),
  mistyped: (n, turn) => q(`${slip(rangeOf(Math.floor(n / 20)), turn)} crème`),
  barcode: (n) => q(goodsOf(n).draft.variants[0]?.barcodes?.[0] ?? ''),
  partOfSku: (n) => q(`KU-${n}-`),
  nothing: (_, turn) => q(`qxw${turn}zk`),
  productPage: (n) => `${path}/SKU-${n}-s`,
}

/** A letter doubled, or two exchanged. */
function slip(word: string, turn: number): string {
  const place = 1 + (turn % Math.max(1, word.length - 2))
  if (turn % 2) return word.slice(0, place) + word.charAt(place) + word.slice(place)
  return word.slice(0, place) + word.charAt(place + 1) + word.charAt(place) + word.slice(place + 2)
}

async function prove(house: BenchHouse): Promise<void> {
  await byDoors(house, 0, proven)
  const made = await stateOf(house)
  await empty(house)
  await directly(house, 0, proven)
  if ((await stateOf(house)) !== made) throw new Error('filled directly, the catalogue is another')
  await empty(house)
  progress(`filled directly, the first ${proven} products are as the doors make them`)
}

async function bareLookups({ db }: BenchHouse): Promise<number[]> {
  const { rows } = await sql<{ product_id: string }>`
    select product_id from catalog.shelf tablesample bernoulli (5) limit 500`.execute(db)
  const took: number[] = []
  for (const { product_id } of rows) {
    const begun = performance.now()
    await sql`select * from catalog.shelf where product_id = ${product_id}`.execute(db)
    took.push(performance.now() - begun)
  }
  return took
}
