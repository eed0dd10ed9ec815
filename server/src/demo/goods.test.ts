import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../test/line.ts'
import { remember } from '../kernel/settings.ts'
import { sellable } from '../modules/catalog/index.ts'
import { beginDemo } from './begin.ts'
import { products, shops } from './catalogue.ts'

let line: Line
beforeAll(async () => {
  line = await startLine({ demo: true, now: new Date('2026-11-30T10:00:00Z') })
  await line.inWork((work) => beginDemo(work, { baseUrl: 'http://localhost', customers: 1 }))
})
afterAll(() => line.stop())

const goods = () => line.settle(({ name }) => name === 'demo/goods' || name.startsWith('catalog/'))
const count = async (
  table: 'catalog.product' | 'catalog.variant' | 'shops.location' | 'catalog.price',
) =>
  Number(
    (
      await line.db
        .selectFrom(table)
        .select((row) => row.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const counts = async () => [
  await count('catalog.product'),
  await count('catalog.variant'),
  await count('shops.location'),
  await count('catalog.price'),
]

test('every product and shop of the demo’s files is a row, at the price and rate of the file', async () => {
  await goods()
  const found = await sellable(
    line.db,
    products.map(({ sku }) => sku),
    { currency: 'EUR', at: line.now },
  )
  for (const { sku, price, vat, ean, name, category } of products) {
    expect(found.get(sku)).toMatchObject({
      ...{ active: true, vat, barcode: ean, name, image: `/shop/images/${sku}.svg` },
      price: { amount: price, includesTax: true },
    })
    expect(found.get(sku)?.categories).toContain(category)
  }
  const front = (await line.app.http.inject('/api/shop/locations')).json()
  expect(front.map(({ code }: { code: string }) => code).sort()).toEqual(
    shops.map(({ id }) => id).sort(),
  )
}, 60_000)

test('begun again, or cut off in the middle, it adds nothing twice', async () => {
  const before = await counts()
  await remember(line.db, 'demo.goods', 100, line.now)
  const again = await startLine({ url: line.url, demo: true, now: line.now })
  await again.settle(({ name }) => name === 'demo/goods')
  await again.stop()
  expect(await counts()).toEqual(before)
}, 60_000)

test('the winter sales begin by themselves, with the price of before beside them', async () => {
  line.now = new Date('2027-01-10T10:00:00Z')
  const sku = 'MC-ROS-EDT'
  const price = (await sellable(line.db, [sku], { currency: 'EUR', at: line.now })).get(sku)?.price
  expect(price).toMatchObject({ amount: 2940, compareAt: 4200 })
})
