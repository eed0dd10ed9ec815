import type { Db } from '../kernel/database.ts'
import type { Loop } from '../kernel/loops.ts'
import { remember, setting } from '../kernel/settings.ts'
import type { InWork, Work } from '../kernel/work.ts'
import { productsOf } from '../modules/catalog/index.ts'
import { type Location, locations } from '../modules/shops/index.ts'
import { receive, setLevelRules } from '../modules/stock/index.ts'
import { type Product, products, shops } from './catalogue.ts'
import { mix, randomFrom } from './random.ts'
import { storyOf } from './story.ts'

const bookmark = 'demo.stock'
const inOne = 6
/** Below so many pieces a shop wants to know. */
const lowAt = 2

/**
 * The loop that lays the demo brand's goods on its shelves, portion by portion with its bookmark, once the
 * catalogue and the shops are there: much in the warehouse, little in small shops, some low and some out.
 */
export function stockLoop({ db, inWork }: { db: Db; inWork: InWork }): Loop {
  let done = false
  return {
    name: 'demo/stock',
    wakeOn: ['demo.begun'],
    idleMs: 5000,
    run: async () => {
      if (done || !(await storyOf(db))) return false
      const next = Number((await setting(db, bookmark)) ?? 0)
      done = next >= products.length
      if (done) return false
      return inWork((work) => shelve(work, next))
    },
  }
}

/** Whether all of it lies on the shelves. */
export const shelved = async (db: Db): Promise<boolean> =>
  Number((await setting(db, bookmark)) ?? 0) >= products.length

async function shelve(work: Work, next: number): Promise<boolean> {
  const portion = products.slice(next, next + inOne)
  const skus = portion.map(({ sku }) => sku)
  const places = await locations(work.tx)
  const known = (await productsOf(work.tx, { skus })).flatMap(({ variants }) =>
    variants.map(({ sku }) => sku),
  )
  // The catalogue is being put up, by another loop: later.
  if (places.length === 0 || !skus.every((sku) => known.includes(sku))) return false
  const lines = portion.flatMap((product) =>
    places.map((place) => ({
      ...{ sku: product.sku, locationId: place.id },
      quantity: quantityOf(product, place),
    })),
  )
  const shelved = lines.filter(({ quantity }) => quantity > 0)
  const about = { reason: 'opening', ref: 'demo' }
  await receive(work, { ...about, lines: shelved, once: `demo:${next}` })
  for (const { sku, locationId } of lines) {
    const rules = { safety: null, safetyByChannel: {}, uncounted: false }
    const isShop = places.find(({ id }) => id === locationId)?.kind === 'shop'
    await setLevelRules(work, { ...rules, sku, locationId, lowAt: isShop ? lowAt : lowAt * 10 })
  }
  await remember(work.tx, bookmark, next + portion.length, work.now)
  return true
}

/** The same for the same product and place, whenever it is asked. */
function quantityOf(product: Product, place: Location): number {
  const letters = [...`${product.sku} ${place.code}`].map((letter) => letter.charCodeAt(0))
  const random = randomFrom(mix(...letters))
  if (place.kind === 'warehouse') return Math.round(40 + 160 * product.weight * random.next())
  const weight = shops.find(({ id }) => id === place.code)?.weight ?? 1
  const draw = random.next()
  if (draw < 0.06) return 0
  if (draw < 0.16) return 1 + Math.floor(random.next() * lowAt)
  return Math.max(3, Math.round(3 + 14 * weight * product.weight * random.next()))
}
