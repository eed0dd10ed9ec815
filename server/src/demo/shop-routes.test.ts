import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../test/line.ts'
import { addProduct, ProductInput, setPrices } from '../modules/catalog/index.ts'
import { sources } from '../modules/thread/index.ts'
import { beginDemo } from './begin.ts'
import { products } from './catalogue.ts'
import { wordings } from './wordings.ts'

let line: Line
const goods = () => line.settle(({ name }) => name === 'demo/goods' || name.startsWith('catalog/'))
const get = (url: string) => line.app.http.inject({ url })

beforeAll(async () => {
  line = await startLine({ demo: true })
  await line.inWork((work) => beginDemo(work, { baseUrl: 'http://localhost:3000', customers: 10 }))
  await goods()
})
afterAll(() => line.stop())

test('anybody may ask for the products, and for all there is to know of one', async () => {
  const all = (await get('/shop/api/products')).json()
  // Those of the file, and a set of three of them.
  expect(all).toHaveLength(products.length + 1)
  expect(all[0]).not.toHaveProperty('ingredients')
  const one = (await get('/shop/api/products/MC-ROS-SERUM')).json()
  expect(one).toMatchObject({ name: { fr: 'Sérum Rosée', en: 'Rosée Serum' }, price: 3990 })
  expect(one).toMatchObject({ rating: 4.9, image: '/shop/images/MC-ROS-SERUM.svg' })
  expect(one.ingredients).toContain('Sodium Hyaluronate')
})

test('what the team changes in the catalogue is what the shop shows', async () => {
  await line.inWork(async (work) => {
    const draft = ProductInput.parse({
      ...{ code: 'savon', state: 'active', name: { fr: 'Savon neuf', en: 'New soap' } },
      ...{ taxClass: 'standard', categories: ['bath'] },
      options: [
        {
          ...{ code: 'scent', name: { fr: 'Parfum', en: 'Scent' } },
          values: [
            { code: 'fig', name: { fr: 'Figue', en: 'Fig' } },
            { code: 'rose', name: { fr: 'Rose', en: 'Rose' } },
          ],
        },
      ],
      variants: [
        { sku: 'SOAP.FIG', options: { scent: 'fig' } },
        { sku: 'SOAP.ROSE', options: { scent: 'rose' } },
      ],
    })
    await addProduct(work, draft)
    await setPrices(work, [
      { list: 'public', sku: 'SOAP.FIG', amount: 700 },
      { list: 'public', sku: 'SOAP.ROSE', amount: 750 },
      { list: 'public', sku: 'MC-ROS-SERUM', amount: 4190 },
    ])
  })
  await goods()
  const all: { sku: string; category: string }[] = (await get('/shop/api/products')).json()
  expect(all.find(({ sku }) => sku === 'SOAP.FIG')).toMatchObject({
    ...{ category: 'bath', kind: 'cosmetics', price: 700, rating: null, image: null },
  })
  const rose = (await get('/shop/api/products/SOAP.ROSE')).json()
  expect(rose).toMatchObject({
    price: 750,
    variants: [
      { sku: 'SOAP.FIG', name: { fr: 'Figue', en: 'Fig' }, price: 700 },
      { sku: 'SOAP.ROSE', name: { fr: 'Rose', en: 'Rose' }, price: 750 },
    ],
  })
  expect((await get('/shop/api/products/MC-ROS-SERUM')).json().price).toBe(4190)
})

test('a product that there is not is refused in so many words', async () => {
  const answer = await get('/shop/api/products/MC-NOTHING')
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({
    code: 'demo/product-unknown',
    details: { sku: 'MC-NOTHING' },
  })
})

test('every product has a picture, whose name cannot break it', async () => {
  for (const { sku } of products) {
    const { statusCode, headers, body } = await get(`/shop/images/${sku}.svg`)
    expect(statusCode).toBe(200)
    expect(headers['content-type']).toContain('image/svg+xml')
    expect(body.match(/<text/g)?.length).toBe(body.match(/<\/text>/g)?.length)
    expect(body).not.toMatch(/NaN|undefined|&(?!amp;|lt;|gt;)/)
  }
})

test('the shop writes with the key of the demo’s site, and shows words that are published', async () => {
  const settings = (await get('/shop/api/settings')).json()
  const site = (await sources(line.db)).find(({ kind }) => kind === 'browser')
  expect(settings.writeKey).toBe(site?.writeKey)
  const published = await line.db
    .selectFrom('consent.wording')
    .select(['version', 'text'])
    .execute()
  for (const { version, text } of wordings) expect(published).toContainEqual({ version, text })
})

test('a real brand has no demo shop, and no hand on its clock', async () => {
  const real = await startLine()
  const asked = await real.app.http.inject({ url: '/shop/api/products' })
  // What answers is the console, whose pages may have any address.
  expect(asked.headers['content-type']).not.toContain(asked.statusCode === 200 ? 'json' : 'svg')
  expect((await real.app.http.inject({ url: '/api/demo' })).json()).toMatchObject({
    demo: false,
    story: null,
  })
  const answer = await real.app.http.inject({
    method: 'POST',
    url: '/api/demo/clock',
    headers: await real.as('owner'),
    payload: { by: 'hour' },
  })
  expect(answer.json()).toMatchObject({ code: 'clock/is-real' })
  await real.stop()
})
