import type { Db } from '../kernel/database.ts'
import type { Loop } from '../kernel/loops.ts'
import { remember, setting } from '../kernel/settings.ts'
import type { InWork, Work } from '../kernel/work.ts'
import {
  AttributeInput,
  addAttribute,
  addCategory,
  addPriceList,
  addProduct,
  linkPictures,
  type ProductDraft,
  ProductInput,
  productsOf,
  setPrices,
} from '../modules/catalog/index.ts'
import { addLocation, LocationInput, locations } from '../modules/shops/index.ts'
import { type Product, products } from './catalogue.ts'
import { placesOf } from './places.ts'
import { attributes, rayons } from './rayons.ts'
import { storyOf } from './story.ts'

const bookmark = 'demo.goods'
const inOne = 12
const publicList = 'public'

/**
 * The loop that puts the demo brand's shops and goods into the catalogue, portion by portion with its
 * bookmark: into a new demo, and into one that was there before there was a catalogue.
 */
export function goodsLoop({ db, inWork }: { db: Db; inWork: InWork }): Loop {
  let done = false
  return {
    name: 'demo/goods',
    wakeOn: ['demo.begun'],
    idleMs: 60_000,
    run: async () => {
      if (done || !(await storyOf(db))) return false
      const next = Number((await setting(db, bookmark)) ?? -1)
      done = next >= products.length
      if (done) return false
      await inWork((work) => portion(work, next))
      return true
    },
  }
}

async function portion(work: Work, next: number): Promise<void> {
  if (next < 0) await structure(work)
  else await putUp(work, products.slice(next, next + inOne))
  const after = next < 0 ? 0 : Math.min(next + inOne, products.length)
  if (after === products.length) await finish(work)
  await remember(work.tx, bookmark, after, work.now)
}

async function structure(work: Work): Promise<void> {
  const known = new Set((await locations(work.tx, { closed: true })).map(({ code }) => code))
  for (const place of placesOf()) {
    if (!known.has(place.code)) await addLocation(work, LocationInput.parse(place))
  }
  for (const [position, rayon] of rayons.entries()) {
    await addCategory(work, { code: rayon.code, parent: null, name: rayon.name, position })
    for (const [place, [code, name]] of Object.entries(rayon.below).entries())
      await addCategory(work, { code, parent: rayon.code, name, position: place })
  }
  for (const [position, attribute] of attributes.entries())
    await addAttribute(work, AttributeInput.parse({ ...attribute, position }))
  await addPriceList(work, {
    ...{ code: publicList, name: { fr: 'Prix publics', en: 'Public prices' }, currency: 'EUR' },
    ...{ includesTax: true, channel: null, priceGroup: null, beginsAt: null, endsAt: null },
    ...{ priority: 0, reduction: false },
  })
}

async function putUp(work: Work, portionOf: readonly Product[]): Promise<void> {
  const known = await productsOf(work.tx, { skus: portionOf.map(({ sku }) => sku) })
  const there = new Set(known.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
  const fresh = portionOf.filter(({ sku }) => !there.has(sku))
  const urls = await linkPictures(
    work,
    fresh.map(({ sku }) => pictureUrl(sku)),
  )
  for (const product of fresh) {
    const media = [{ id: urls.get(pictureUrl(product.sku)) ?? '' }]
    await addProduct(work, ProductInput.parse({ ...draftOf(product), media }))
  }
  await setPrices(
    work,
    fresh.map(({ sku, price: amount }) => ({ list: publicList, sku, amount })),
  )
}

const pictureUrl = (sku: string) => `/shop/images/${sku}.svg`

function draftOf(product: Product): ProductDraft {
  const { sku, ean, kind, category, name, description, line, size, skin } = product
  const said = { line, size, skin, ingredients: product.ingredients && [...product.ingredients] }
  const { author, year, pages, age, series } = product
  const all = { ...said, author, year, pages, age, series }
  return {
    ...{ code: sku.toLowerCase(), state: 'active', name, description },
    brand: kind === 'books' ? 'Éditions Colombe' : 'Maison Colombe',
    taxClass: kind === 'books' ? 'books' : 'standard',
    categories: [category],
    attributes: Object.fromEntries(
      Object.entries(all).flatMap(([code, value]) => (value === undefined ? [] : [[code, value]])),
    ) as NonNullable<ProductDraft['attributes']>,
    variants: [{ sku, barcodes: [ean] }],
  }
}

/** What is made of other goods: a set of two, and the prices of the sales that are coming. */
async function finish(work: Work): Promise<void> {
  const set = 'MC-ROS-COFFRET'
  if ((await productsOf(work.tx, { skus: [set] })).length > 0) return
  const urls = await linkPictures(work, [pictureUrl('MC-ROS-SERUM')])
  await addProduct(
    work,
    ProductInput.parse({
      ...{
        code: set.toLowerCase(),
        state: 'active',
        categories: ['face'],
        brand: 'Maison Colombe',
      },
      name: { fr: 'Coffret Rosée jour et nuit', en: 'Rosée Day and Night Set' },
      description: {
        fr: 'La crème de jour, la crème de nuit et le sérum Rosée, ensemble.',
        en: 'The Rosée day cream, night cream and serum, together.',
      },
      attributes: { line: 'rosee', skin: 'dry' },
      variants: [
        {
          sku: set,
          parts: ['MC-ROS-DAY', 'MC-ROS-NIGHT', 'MC-ROS-SERUM'].map((sku) => ({
            sku,
            quantity: 1,
          })),
        },
      ],
      media: [{ id: urls.get(pictureUrl('MC-ROS-SERUM')) }],
    }),
  )
  await setPrices(work, [{ list: publicList, sku: set, amount: 8990 }])
  const { beginsAt, endsAt } = winterSales(work.now)
  await addPriceList(work, {
    ...{
      code: 'soldes-hiver',
      name: { fr: 'Soldes d’hiver', en: 'Winter sales' },
      currency: 'EUR',
    },
    ...{ includesTax: true, channel: null, priceGroup: null, beginsAt, endsAt },
    ...{ priority: 0, reduction: true },
  })
  const reduced = products.filter(({ category }) => category === 'perfume' || category === 'home')
  await setPrices(
    work,
    reduced.map(({ sku, price }) => ({
      ...{ list: 'soldes-hiver', sku },
      amount: Math.round((price * 0.7) / 10) * 10,
    })),
  )
}

/** In France: four weeks from the second Wednesday of January, at eight (article D310-15-2 of the code of commerce). */
function winterSales(now: Date): { beginsAt: string; endsAt: string } {
  const next = (year: number) => {
    const first = new Date(Date.UTC(year, 0, 1)).getUTCDay()
    const wednesday = 1 + ((3 - first + 7) % 7) + 7
    // Later than the twelfth, it is the first Wednesday.
    return Date.UTC(year, 0, wednesday > 12 ? wednesday - 7 : wednesday, 7)
  }
  const year = now.getUTCFullYear()
  const begins = next(year) > now.getTime() ? next(year) : next(year + 1)
  const ends = begins + 28 * 86_400_000
  return { beginsAt: new Date(begins).toISOString(), endsAt: new Date(ends).toISOString() }
}
