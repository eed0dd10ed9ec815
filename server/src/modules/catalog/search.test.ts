import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { addProduct, type ProductDraft, ProductInput, setPrices } from './index.ts'
import type { SearchAnswer } from './search-contract.ts'

let line: Line
let headers: { authorization: string }
const both = (fr: string, en = fr) => ({ fr, en })
const choice = (code: string, fr: string, en: string) => ({ code, name: both(fr, en) })

const goods: [string, Partial<ProductDraft> & Pick<ProductDraft, 'name'>, number][] = [
  [
    'CR-1',
    {
      name: both('Crème de jour Rosée', 'Rosée Day Cream'),
      brand: 'Colombe',
      categories: ['face'],
      attributes: { skin: 'dry' },
    },
    2890,
  ],
  [
    'CR-2',
    {
      name: both('Crème de nuit Rosée', 'Rosée Night Cream'),
      brand: 'Colombe',
      categories: ['face'],
      attributes: { skin: 'oily' },
    },
    3490,
  ],
  [
    'CR-3',
    {
      name: both('Crème mains Calendula', 'Calendula Hand Cream'),
      brand: 'Colombe',
      categories: ['body'],
      attributes: { skin: 'dry' },
    },
    990,
  ],
  [
    'LV-1',
    {
      name: both('Le Comte de Monte-Cristo', 'The Count of Monte Cristo'),
      brand: 'Éditions',
      categories: ['books'],
      attributes: { author: 'Alexandre Dumas' },
      description: both(
        'Un prisonnier s’évade et se venge.',
        'A prisoner escapes and takes revenge.',
      ),
    },
    1390,
  ],
  [
    'LV-2',
    {
      name: both('Les Trois Mousquetaires', 'The Three Musketeers'),
      brand: 'Éditions',
      categories: ['books'],
      attributes: { author: 'Alexandre Dumas' },
      variants: [{ sku: 'LV-2', barcodes: ['9782070368228'] }],
    },
    890,
  ],
  [
    'LV-3',
    {
      name: both('Œuvres complètes', 'Complete Works'),
      brand: 'Éditions',
      categories: ['books'],
      state: 'draft',
    },
    5000,
  ],
]

beforeAll(async () => {
  line = await startLine()
  headers = await line.as('owner')
  for (const [code, fr, en, parent] of [
    ['care', 'Soins', 'Care', null],
    ['face', 'Visage', 'Face', 'care'],
    ['body', 'Corps', 'Body', 'care'],
    ['books', 'Livres', 'Books', null],
  ] as const)
    await post('/api/catalog/categories', { code, name: both(fr, en), parent })
  await post('/api/catalog/attributes', {
    ...{ code: 'skin', kind: 'choice', name: both('Peau', 'Skin'), filterable: true },
    choices: [
      choice('dry', 'Peaux sèches', 'Dry skin'),
      choice('oily', 'Peaux grasses', 'Oily skin'),
    ],
  })
  await post('/api/catalog/attributes', {
    code: 'author',
    kind: 'text',
    name: both('Auteur', 'Author'),
    filterable: true,
  })
  await post('/api/catalog/price-lists', { code: 'public', name: both('Public'), currency: 'EUR' })
  for (const [sku, draft, amount] of goods)
    await line.inWork(async (work) => {
      await addProduct(work, ProductInput.parse({ state: 'active', variants: [{ sku }], ...draft }))
      await setPrices(work, [{ list: 'public', sku, amount }])
    })
})
afterAll(() => line.stop())

const post = (url: string, payload: object) =>
  line.app.http.inject({ method: 'POST', url, headers, payload })
async function find(query: string, path = '/api/shop/products'): Promise<SearchAnswer> {
  const answer = await line.app.http.inject({ url: `${path}?${query}`, headers })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const skusOf = async (query: string) => (await find(query)).products.map(({ skus }) => skus[0])

describe('words', () => {
  test.each([
    ['creme jour', ['CR-1']],
    ['CRÈMES', ['CR-1', 'CR-2', 'CR-3']],
    ['cream&language=en', ['CR-1', 'CR-2', 'CR-3']],
    ['la crème de nuit', ['CR-2']],
    ['cal', ['CR-3']],
    ['mousquetaire', ['LV-2']],
    ['dumas', ['LV-1', 'LV-2']],
    ['prisonnier', ['LV-1']],
    ['visage', ['CR-1', 'CR-2']],
    ['peaux sèches', ['CR-1', 'CR-3']],
    ['LV-2', ['LV-2']],
    ['207036822X', ['LV-2']],
    ['lv-', ['LV-1', 'LV-2']],
    ['nothing of the kind', []],
  ])('%s finds %j', async (q, skus) => {
    const found = await skusOf(`q=${q.includes('&') ? q : encodeURIComponent(q)}`)
    expect([...found].sort()).toEqual(skus)
  })
  test.each(['cerme de jour', 'creme de jout', 'dumsa', 'mousketaires', 'calendulla'])(
    '%s is taken for what was meant',
    async (q) => {
      const found = await find(`q=${encodeURIComponent(q)}`)
      expect(found.match).toBe('near')
      expect(found.total).toBeGreaterThan(0)
    },
  )
  test('a name that bears the word comes before a description that does', async () => {
    await line.inWork((work) =>
      addProduct(
        work,
        ProductInput.parse({
          state: 'active',
          name: both('Prisonnier', 'Prisoner'),
          variants: [{ sku: 'P-1' }],
        }),
      ),
    )
    expect(await skusOf('q=prisonnier')).toEqual(['P-1', 'LV-1'])
  })
  test('what is not published is found by the team alone', async () => {
    expect((await find('q=oeuvres')).total).toBe(0)
    const own = await find('q=oeuvres', '/api/catalog/products')
    expect(own.products).toMatchObject([{ state: 'draft' }])
  })
  test('signs that mean something to PostgreSQL are only signs', async () => {
    for (const q of [
      "l'été & | ! :* (",
      '100%',
      '_',
      '\\',
      '<->',
      "'; drop table catalog.shelf --",
    ])
      expect((await find(`q=${encodeURIComponent(q)}`)).products).toBeInstanceOf(Array)
  })
})

describe('what a list is narrowed by', () => {
  const counts = ({ facets }: SearchAnswer, code: string) =>
    Object.fromEntries(
      facets.find((one) => one.code === code)?.values.map(({ value, count }) => [value, count]) ??
        [],
    )

  test('is counted, with categories above counting what lies below', async () => {
    const found = await find('q=creme')
    expect(counts(found, 'category')).toEqual({ care: 3, face: 2, body: 1 })
    expect(counts(found, 'skin')).toEqual({ dry: 2, oily: 1 })
    expect(found.facets.find(({ code }) => code === 'skin')).toMatchObject({ name: 'Peau' })
  })
  test('of one group any, of several all; a group counts as if it did not narrow', async () => {
    const one = await find('q=creme&filter=skin:dry')
    expect(one.total).toBe(2)
    expect(counts(one, 'skin')).toEqual({ dry: 2, oily: 1 })
    expect(counts(one, 'category')).toEqual({ care: 2, face: 1, body: 1 })
    expect((await find('q=creme&filter=skin:dry&filter=skin:oily')).total).toBe(3)
    expect(await skusOf('q=creme&filter=skin:dry&filter=category:body')).toEqual(['CR-3'])
  })
  test('by price, whose bounds stay those of what is found', async () => {
    const found = await find('q=creme&priceFrom=1000&priceTo=3000')
    expect(found.products.map(({ skus }) => skus[0])).toEqual(['CR-1'])
    expect(found.prices).toEqual({ from: 990, to: 3490 })
  })
})

describe('order', () => {
  test('by price, up and down, what has none last', async () => {
    const up = await skusOf('sort=price')
    expect(up.slice(0, 3)).toEqual(['LV-2', 'CR-3', 'LV-1'])
    expect(up.at(-1)).toBe('P-1')
    expect((await skusOf('sort=-price'))[0]).toBe('CR-2')
  })
  test.each(['name', 'price', '-price', 'newest', 'relevance'])(
    'pages by %s hold each product once',
    async (sort) => {
      const all = await skusOf(`sort=${sort}`)
      const paged: (string | undefined)[] = []
      for (let after = ''; ; ) {
        const page = await find(`sort=${sort}&limit=2${after}`)
        paged.push(...page.products.map(({ skus }) => skus[0]))
        if (!page.next) break
        after = `&after=${page.next}`
      }
      expect(paged).toEqual(all)
      expect(new Set(paged).size).toBe(all.length)
    },
  )
  test('a cursor of somebody’s own is refused', async () => {
    const answer = await line.app.http.inject('/api/shop/products?after=nonsense')
    expect(answer.json().code).toBe('catalog/bad-cursor')
  })
})

describe('a shop front', () => {
  test('reads a product by sku or code in its language, with what it is taxed at in the country', async () => {
    const french = (await line.app.http.inject('/api/shop/products/CR-1')).json()
    expect(french).toMatchObject({
      ...{ code: 'creme-de-jour-rosee', name: 'Crème de jour Rosée' },
      categories: [{ code: 'face', name: 'Visage' }],
      attributes: [{ code: 'skin', name: 'Peau', text: ['Peaux sèches'] }],
      variants: [{ sku: 'CR-1', vat: 2000, price: { amount: 2890 } }],
    })
    const english = (
      await line.app.http.inject('/api/shop/products/creme-de-jour-rosee?language=en&country=DE')
    ).json()
    expect(english).toMatchObject({ name: 'Rosée Day Cream', variants: [{ vat: 1900 }] })
    expect((await line.app.http.inject('/api/shop/products/LV-3')).statusCode).toBe(404)
  })
  test('shows with a product what goes with it, in that order, as far as it is on sale', async () => {
    const name = both('Coffret', 'Gift box')
    const related = [
      { kind: 'goes_with', code: 'creme-mains-calendula' },
      { kind: 'similar', code: 'creme-de-jour-rosee' },
      { kind: 'similar', code: 'not-yet' },
    ]
    await line.inWork(async (work) => {
      const draft = {
        code: 'not-yet',
        state: 'draft',
        name,
        variants: [{ sku: 'NOT-YET' }],
      } as const
      await addProduct(work, ProductInput.parse(draft))
      const box = { code: 'box', state: 'active', name, related, variants: [{ sku: 'BOX-1' }] }
      await addProduct(work, ProductInput.parse(box))
    })
    const { related: shown } = (await line.app.http.inject('/api/shop/products/BOX-1')).json()
    expect(shown.map(({ kind, code }: Record<string, string>) => [kind, code])).toEqual([
      ['goes_with', 'creme-mains-calendula'],
      ['similar', 'creme-de-jour-rosee'],
    ])
  })
  test('reads the menu: categories that hold something on sale', async () => {
    const menu = (await line.app.http.inject('/api/shop/categories')).json()
    expect(menu).toContainEqual({
      code: 'care',
      parent: null,
      path: ['care'],
      name: 'Soins',
      products: 3,
    })
    expect(menu).toContainEqual(
      expect.objectContaining({ code: 'face', parent: 'care', products: 2 }),
    )
  })
})

test('what a slow transaction writes is found once it commits, whoever committed before it', async () => {
  const added = (sku: string, meanwhile = () => Promise.resolve()) =>
    line.inWork(async (work) => {
      const name = both(`Lanterne ${sku}`)
      await addProduct(work, ProductInput.parse({ state: 'active', name, variants: [{ sku }] }))
      await meanwhile()
    })
  const lanterns = async () => [...(await skusOf('q=lanterne'))].sort()
  // Its word is known from then on: two who learn one word at once wait for each other.
  await added('FIRST')
  await added('SLOW', async () => {
    await added('QUICK')
    expect(await lanterns()).toEqual(['FIRST', 'QUICK'])
  })
  expect(await lanterns()).toEqual(['FIRST', 'QUICK', 'SLOW'])
  expect(await skusOf('q=lanterne&sort=newest')).toHaveLength(3)
})

test('of a product with several variants the code that was scanned means one of them', async () => {
  const values = ['s', 'm'].map((code) => ({ code, name: both(code) }))
  await line.inWork((work) =>
    addProduct(
      work,
      ProductInput.parse({
        ...{ name: both('Peignoir'), state: 'active' },
        options: [{ code: 'size', name: both('Taille'), values }],
        variants: [
          { sku: 'PEI-S', options: { size: 's' }, barcodes: ['4006381333931'] },
          { sku: 'PEI-M', options: { size: 'm' }, barcodes: ['036000291452'] },
        ],
      }),
    ),
  )
  const meant = async (q: string) =>
    (await line.app.http.inject({ url: `/api/catalog/products?q=${q}`, headers })).json().article
  // As a scanner reads a UPC: with the zero of an EAN.
  expect(await meant('0036000291452')).toBe('PEI-M')
  expect(await meant('pei-s')).toBe('PEI-S')
  expect(await meant('peignoir')).toBeNull()
})
