import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { deal } from '../../kernel/news/announce.ts'
import { barcodeOf, formsOf } from './barcodes.ts'
import {
  addProduct,
  byBarcode,
  type ProductDraft,
  ProductInput,
  sellable,
  setPrices,
  vatRates,
} from './index.ts'

let line: Line
let headers: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-21T10:00:00Z') })
  headers = await line.as('owner')
  await post('/api/catalog/categories', { code: 'care', name: both('Soins', 'Care') })
  await post('/api/catalog/categories', {
    code: 'face',
    parent: 'care',
    name: both('Visage', 'Face'),
  })
  await post('/api/catalog/attributes', {
    ...{ code: 'skin', kind: 'choice', name: both('Peau', 'Skin'), filterable: true },
    choices: [
      { code: 'dry', name: both('Peaux sèches', 'Dry skin') },
      { code: 'oily', name: both('Peaux grasses', 'Oily skin') },
    ],
  })
  await post('/api/catalog/price-lists', {
    code: 'public',
    name: both('Public', 'Public'),
    currency: 'EUR',
  })
})
afterAll(() => line.stop())

const both = (fr: string, en = fr) => ({ fr, en })
const inject = (method: 'POST' | 'PUT' | 'GET' | 'DELETE', url: string, payload?: object) =>
  line.app.http.inject({ method, url, headers, ...(payload && { payload }) })
const post = (url: string, payload: object) => inject('POST', url, payload)

let made = 0
async function product(draft: Partial<ProductDraft> = {}, amount?: number) {
  const sku = draft.variants?.[0]?.sku ?? `SKU-${++made}`
  const input = ProductInput.parse({
    state: 'active',
    name: both(`Crème ${sku}`, `Cream ${sku}`),
    variants: [{ sku }],
    ...draft,
  })
  const id = await line.inWork((work) => addProduct(work, input))
  if (amount !== undefined)
    await line.inWork((work) =>
      setPrices(
        work,
        input.variants.map((one) => ({ list: 'public', sku: one.sku, amount })),
      ),
    )
  return { id, sku }
}
const asking = () => ({ currency: 'EUR', at: line.now })
const news = async (name: string) => {
  await line.settle()
  await line.inWork(deal)
  const rows = await line.db
    .selectFrom('kernel.news')
    .selectAll()
    .where('name', '=', name)
    .orderBy('position')
    .execute()
  return rows.map(({ properties }) => properties as Record<string, unknown>)
}

describe('codes of the trade', () => {
  test.each([
    ['4006381333931', 'ean13'],
    ['96385074', 'ean8'],
    ['036000291452', 'upca'],
    ['978-2-07-036822-8', 'isbn13'],
    ['2-07-036822-X', 'isbn10'],
  ])('%s is taken as %s', (code, kind) => expect(barcodeOf(code)?.kind).toBe(kind))
  test.each([
    '4006381333932',
    '96385075',
    '036000291453',
    '9782070368229',
    '207036822X1',
    '12345',
    'abc',
    '',
  ])('%s is none', (code) => expect(barcodeOf(code)).toBeUndefined())
  test('a UPC-A is the EAN-13 with a zero before it, an ISBN-10 the ISBN-13 of the same book', () => {
    expect(formsOf('036000291452')).toContain('0036000291452')
    expect(formsOf('207036822X')).toContain('9782070368228')
    expect(formsOf('9782070368228')).toContain('207036822X')
  })
})

describe('what may be sold', () => {
  test('all that carts and orders must know of an article, in the country and on the day', async () => {
    const { sku } = await product(
      { taxClass: 'books', categories: ['face'], attributes: { skin: 'dry' }, brand: 'Colombe' },
      1000,
    )
    const article = (await sellable(line.db, [sku, 'NOBODY'], asking())).get(sku)
    expect(article).toMatchObject({
      ...{ sku, taxClass: 'books', vat: 550, categories: ['care', 'face'], brand: 'Colombe' },
      ...{ active: true, attributes: { skin: 'dry' }, image: null, barcode: null },
      price: { amount: 1000, currency: 'EUR', includesTax: true },
    })
    const rates = await vatRates(line.db, { country: 'DE', at: asking().at })
    const germany = await sellable(line.db, [sku], { ...asking(), rates })
    expect(germany.get(sku)?.vat).toBe(700)
  })
  test('what is unknown or has no price in this money is absent', async () => {
    const { sku } = await product()
    expect((await sellable(line.db, [sku, 'NOBODY'], asking())).size).toBe(0)
    const priced = await product({}, 500)
    expect((await sellable(line.db, [priced.sku], { ...asking(), currency: 'GBP' })).size).toBe(0)
  })
  test('a draft and a withdrawn variant are told, as not active', async () => {
    const draft = await product({ state: 'draft' }, 500)
    const withdrawn = await product({ variants: [{ sku: `W-${++made}`, active: false }] }, 500)
    const found = await sellable(line.db, [draft.sku, withdrawn.sku], asking())
    expect([...found.values()].map(({ active }) => active)).toEqual([false, false])
  })
  test('a scanned code finds its article in every form, and belongs to one alone', async () => {
    const { sku } = await product({
      variants: [{ sku: 'BOOK-1', barcodes: ['978-2-07-036822-8'] }],
    })
    expect(await byBarcode(line.db, '207036822X')).toBe(sku)
    const other = await post('/api/catalog/products', {
      ...{ name: both('Autre'), variants: [{ sku: 'BOOK-2', barcodes: ['9782070368228'] }] },
    })
    expect(other.json()).toMatchObject({
      code: 'catalog/barcode-taken',
      details: { sku: 'BOOK-1' },
    })
  })
})

test('VAT is that of the country on the day, by its own clock', async () => {
  const rate = (taxClass: string, country: string, at: string) =>
    vatRates(line.db, { country, at: new Date(at) }).then((rates) => rates.of(taxClass))
  expect(await rate('standard', 'EE', '2025-06-30T20:59:59Z')).toBe(2200)
  expect(await rate('standard', 'EE', '2025-06-30T21:00:00Z')).toBe(2400)
  expect(await rate('standard', 'RO', '2025-07-31T20:59:59Z')).toBe(1900)
  expect(await rate('standard', 'RO', '2025-07-31T21:00:00Z')).toBe(2100)
  expect(await rate('super_reduced', 'DE', '2026-06-01T12:00:00Z')).toBe(1900)
  expect(await rate('standard', 'US', '2026-06-01T12:00:00Z')).toBe(0)
  const countries = await line.db
    .selectFrom('catalog.vat_rate')
    .select('country')
    .where('tax_class', '=', 'standard')
    .distinct()
    .execute()
  expect(countries).toHaveLength(27)
})

describe('prices', () => {
  test('are never overwritten, and another one is told with what it was', async () => {
    const { id, sku } = await product({}, 1000)
    line.advance(86_400_000)
    await inject('PUT', '/api/catalog/prices', { prices: [{ list: 'public', sku, amount: 800 }] })
    const [told] = (await inject('GET', `/api/catalog/products/${id}/prices`)).json()
    expect(told.lines.map(({ amount }: { amount: number }) => amount)).toEqual([800, 1000])
    expect(told.asked).toMatchObject({ amount: 800, list: 'public', compareAt: null })
    const changes = (await news('Price Changed')).filter((one) => one.sku === sku)
    expect(changes).toMatchObject([
      { before: null, after: 1000 },
      { before: 1000, after: 800, currency: 'EUR', productId: id, channel: null, priceGroup: null },
    ])
  })
  test('said again, a price is no change', async () => {
    const { sku } = await product({}, 1000)
    line.advance(1000)
    await line.inWork((work) => setPrices(work, [{ list: 'public', sku, amount: 1000 }]))
    const rows = await line.db
      .selectFrom('catalog.price')
      .selectAll()
      .where('sku', '=', sku)
      .execute()
    expect(rows).toHaveLength(1)
    expect((await news('Price Changed')).filter((one) => one.sku === sku)).toHaveLength(1)
  })
  test('planned ones begin by themselves and are told then, once; a later plan replaces an earlier', async () => {
    const { sku } = await product({}, 1000)
    const inDays = (days: number) => new Date(line.now.getTime() + days * 86_400_000).toISOString()
    const plan = (amount: number | null, days: number) =>
      line.inWork((work) => setPrices(work, [{ list: 'public', sku, amount, from: inDays(days) }]))
    await plan(700, 2)
    await plan(600, 1)
    const amount = async () => (await sellable(line.db, [sku], asking())).get(sku)?.price.amount
    expect(await amount()).toBe(1000)
    line.advance(86_400_000)
    expect(await amount()).toBe(600)
    const told = async () => (await news('Price Changed')).filter((one) => one.sku === sku)
    expect(await told()).toMatchObject([{ after: 1000 }, { before: 1000, after: 600 }])
    line.advance(5 * 86_400_000)
    expect(await amount()).toBe(600)
    expect(await told()).toHaveLength(2)
  })
  test('a sale tells the lowest price of the thirty days before it, while it runs', async () => {
    const { id, sku } = await product({}, 900)
    line.advance(10 * 86_400_000)
    await line.inWork((work) => setPrices(work, [{ list: 'public', sku, amount: 1000 }]))
    const days = (n: number) => new Date(line.now.getTime() + n * 86_400_000).toISOString()
    await post('/api/catalog/price-lists', {
      ...{ code: 'sale', name: both('Soldes', 'Sale'), currency: 'EUR', reduction: true },
      ...{ beginsAt: days(5), endsAt: days(12) },
    })
    await line.inWork((work) => setPrices(work, [{ list: 'sale', sku, amount: 700 }]))
    const price = async () => (await sellable(line.db, [sku], asking())).get(sku)?.price
    expect(await price()).toMatchObject({ amount: 1000 })
    line.advance(6 * 86_400_000)
    expect(await price()).toMatchObject({ amount: 700, compareAt: 900 })
    const told = (await news('Price Changed')).filter((one) => one.sku === sku)
    expect(told.at(-1)).toMatchObject({ before: 1000, after: 700 })
    const [why] = (await inject('GET', `/api/catalog/products/${id}/prices`)).json()
    expect(why.asked).toMatchObject({ list: 'sale', others: [{ list: 'public', amount: 1000 }] })
    line.advance(20 * 86_400_000)
    expect(await price()).toEqual(expect.not.objectContaining({ compareAt: expect.anything() }))
    expect((await news('Price Changed')).filter((one) => one.sku === sku).at(-1)).toMatchObject({
      ...{ before: 700, after: 1000 },
    })
  })
  test('a list that has begun can be ended now, not yesterday, and does not begin anew', async () => {
    const now = () => line.now.toISOString()
    await post('/api/catalog/price-lists', {
      code: 'short',
      name: both('Court'),
      currency: 'EUR',
      beginsAt: now(),
    })
    const url = '/api/catalog/price-lists/short'
    const yesterday = new Date(line.now.getTime() - 86_400_000).toISOString()
    line.advance(3_600_000)
    const { beginsAt } = (await inject('GET', '/api/catalog/price-lists'))
      .json()
      .find((one: { code: string }) => one.code === 'short')
    const change = (ends: string | null, begins: string | null = beginsAt) =>
      inject('PUT', url, { name: both('Court'), beginsAt: begins, endsAt: ends })
    expect((await change(yesterday)).json().code).toBe('catalog/period-past')
    expect((await change(null, null)).json().code).toBe('catalog/period-past')
    const ended = (await change('now')).json()
    expect(ended).toMatchObject({ state: 'over', endsAt: now() })
  })
  test('two who set the same price at once leave one price, in one order', async () => {
    const { sku } = await product({}, 1000)
    line.advance(1000)
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        line.inWork((work) => setPrices(work, [{ list: 'public', sku, amount: n }])),
      ),
    )
    const open = await line.db
      .selectFrom('catalog.price')
      .selectAll()
      .where('sku', '=', sku)
      .where('ends_at', 'is', null)
      .execute()
    expect(open).toHaveLength(1)
  })
})

describe('products', () => {
  const options = [
    {
      ...{ code: 'size', name: both('Taille', 'Size') },
      values: [
        { code: 's', name: both('50 ml') },
        { code: 'l', name: both('100 ml') },
      ],
    },
  ]
  test('with variants that differ by an option are added in one step, and changed as they were read', async () => {
    const added = await post('/api/catalog/products', {
      ...{ name: both('Baume d’été', 'Summer balm'), options },
      variants: [
        { sku: 'BALM-S', options: { size: 's' } },
        { sku: 'BALM-L', options: { size: 'l' } },
      ],
    })
    expect(added.statusCode).toBe(201)
    const read = added.json()
    expect(read).toMatchObject({ code: 'baume-d-ete', state: 'draft', version: 1 })
    const changed = await inject('PUT', `/api/catalog/products/${read.id}`, {
      ...read,
      state: 'active',
    })
    expect(changed.json()).toMatchObject({ state: 'active', version: 2 })
    const late = await inject('PUT', `/api/catalog/products/${read.id}`, { ...read, brand: 'X' })
    expect(late.json().code).toBe('catalog/product-changed')
    const { lines } = (await inject('GET', `/api/catalog/products/${read.id}/history`)).json()
    expect(lines[0]).toMatchObject({
      action: 'catalog/product-changed',
      details: { changed: ['state'] },
    })
  })
  test.each([
    ['no value of an option', [{ sku: 'X-1', options: {} }], 'catalog/option-missing'],
    [
      'the same as another',
      [
        { sku: 'X-1', options: { size: 's' } },
        { sku: 'X-2', options: { size: 's' } },
      ],
      'catalog/variants-alike',
    ],
    ['an sku of another product', [{ sku: 'BALM-S', options: { size: 's' } }], 'catalog/sku-taken'],
    [
      'a barcode with a wrong check digit',
      [{ sku: 'X-1', options: { size: 's' }, barcodes: ['4006381333932'] }],
      'catalog/barcode-wrong',
    ],
  ])('a variant with %s is refused', async (_, variants, code) => {
    const answer = await post('/api/catalog/products', { name: both('X'), options, variants })
    expect(answer.json().code).toBe(code)
  })
  test.each([
    [{ skin: 'blue' }, 'catalog/attribute-wrong'],
    [{ nothing: 'x' }, 'catalog/attribute-unknown'],
  ])('the attribute %j is refused', async (attributes, code) => {
    const answer = await post('/api/catalog/products', {
      name: both('X'),
      attributes,
      variants: [{ sku: 'X-1' }],
    })
    expect(answer.json().code).toBe(code)
  })
  test('a variant that is left out is withdrawn: stock and orders may know it', async () => {
    const { id } = await product({
      options,
      variants: [
        { sku: 'OUT-S', options: { size: 's' } },
        { sku: 'OUT-L', options: { size: 'l' } },
      ],
    })
    const read = (await inject('GET', `/api/catalog/products/${id}`)).json()
    const kept = { ...read, variants: read.variants.slice(0, 1) }
    const changed = await inject('PUT', `/api/catalog/products/${id}`, kept)
    expect(
      changed.json().variants.map((one: { sku: string; active: boolean }) => [one.sku, one.active]),
    ).toEqual([
      ['OUT-S', true],
      ['OUT-L', false],
    ])
  })
  test('a bundle is made of articles that are none, and not of itself', async () => {
    const part = await product({}, 100)
    const bundle = await product(
      { variants: [{ sku: 'SET-1', parts: [{ sku: part.sku, quantity: 2 }] }] },
      180,
    )
    expect((await sellable(line.db, [bundle.sku], asking())).get('SET-1')?.parts).toEqual([
      { sku: part.sku, quantity: 2 },
    ])
    const nested = await post('/api/catalog/products', {
      name: both('X'),
      variants: [{ sku: 'SET-2', parts: [{ sku: 'SET-1', quantity: 1 }] }],
    })
    expect(nested.json()).toMatchObject({ code: 'catalog/part-wrong', details: { part: 'SET-1' } })
  })
  test('a category moves with all below it, not below itself, and is not removed while it holds something', async () => {
    await post('/api/catalog/categories', { code: 'season', name: both('Saison', 'Season') })
    const { sku } = await product({ categories: ['face'] }, 100)
    const move = (parent: string | null) =>
      inject('PUT', '/api/catalog/categories/care', {
        parent,
        name: both('Soins', 'Care'),
        position: 0,
      })
    await move('season')
    expect((await sellable(line.db, [sku], asking())).get(sku)?.categories).toEqual([
      'care',
      'face',
      'season',
    ])
    const inSeason = await inject('GET', '/api/shop/products?filter=category:season')
    expect(inSeason.json().total).toBeGreaterThan(0)
    expect((await move('face')).json().code).toBe('catalog/category-in-itself')
    expect((await inject('DELETE', '/api/catalog/categories/face')).json().code).toBe(
      'catalog/category-in-use',
    )
    await move(null)
  })
  test('many at once are published, filed, and found so', async () => {
    const some = [await product({ state: 'draft' }), await product({ state: 'draft' })]
    const answer = await post('/api/catalog/products/bulk', {
      ids: some.map(({ id }) => id),
      state: 'active',
      addCategory: 'face',
    })
    expect(answer.json()).toEqual({ products: 2 })
    const [first] = some
    expect((await inject('GET', `/api/catalog/products/${first?.id}`)).json()).toMatchObject({
      state: 'active',
      categories: ['face'],
    })
  })
  test('who may only read does not write', async () => {
    const associate = await line.as('associate')
    const answer = await line.app.http.inject({
      method: 'POST',
      url: '/api/catalog/products',
      headers: associate,
      payload: { name: both('X'), variants: [{ sku: 'NO' }] },
    })
    expect(answer.statusCode).toBe(403)
  })
})
