import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { restamp } from '../../../kernel/steady.ts'
import { addProduct, type ProductDraft, ProductInput, productsOf, setPrices } from '../index.ts'
import { decimal, digitsOf, guarded, joined, minor, parted, unguarded } from './cells.ts'

let line: Line
let headers: Record<string, string>
const both = (fr: string, en = fr) => ({ fr, en })

beforeAll(async () => {
  line = await startLine()
  headers = await line.as('owner')
  const post = (url: string, payload: object) =>
    line.app.http.inject({ method: 'POST', url, headers, payload })
  await post('/api/catalog/categories', { code: 'face', name: both('Visage') })
  await post('/api/catalog/categories', { code: 'body', name: both('Corps') })
  for (const kind of ['text', 'translated', 'list', 'number', 'yes_no', 'date'] as const)
    await post('/api/catalog/attributes', { code: `a_${kind}`, kind, name: both(kind) })
  for (const kind of ['choice', 'choices'] as const)
    await post('/api/catalog/attributes', {
      ...{ code: `a_${kind}`, kind, name: both(kind) },
      choices: ['x', 'y'].map((code) => ({ code, name: both(code) })),
    })
  await post('/api/catalog/price-lists', { code: 'public', name: both('Public'), currency: 'EUR' })
  await post('/api/catalog/price-lists', {
    code: 'pro',
    name: both('Pro'),
    currency: 'EUR',
    priceGroup: 'pro',
  })
})
afterAll(() => line.stop())

const out = async () =>
  (await line.app.http.inject({ url: '/api/catalog/export.csv', headers })).body
const isFiles = ({ name }: { name: string }) => name === 'catalog/csv'
const call = async (method: 'GET' | 'POST', url: string) =>
  (await line.app.http.inject({ method, url: `/api/catalog/files${url}`, headers })).json()
const upload = async (payload: string | Buffer) =>
  (
    await line.app.http.inject({
      ...{ method: 'POST', url: '/api/catalog/files?name=products.csv', payload },
      headers: { ...headers, 'content-type': 'text/csv' },
    })
  ).json()
/** As a person does: sent, tried, and then brought in. */
const bring = async (body: string | Buffer, dryRun = false) => {
  const file = await upload(body)
  if (file.code) return file
  await line.settle(isFiles)
  if (!dryRun) {
    await call('POST', `/${file.id}/start`)
    await line.settle(isFiles)
  }
  return call('GET', `/${file.id}`)
}

describe('cells', () => {
  test('hold several values, and give them back as they were', () => {
    const values = fc.array(
      fc
        .string({ minLength: 1 })
        .map((text) => text.trim())
        .filter(Boolean),
    )
    fc.assert(
      fc.property(values, (list) => {
        expect(parted(joined(list))).toEqual(list)
      }),
    )
  })
  test('are no formulas, and come back as they were', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(guarded(text)).not.toMatch(/^[=+\-@]/)
        expect(unguarded(guarded(text))).toBe(text)
      }),
    )
  })
  test('hold amounts to the cent', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(3), (amount, digits) => {
        expect(minor(decimal(amount, digits), digits)).toBe(amount)
      }),
    )
    expect([digitsOf('EUR'), digitsOf('JPY')]).toEqual([2, 0])
    expect([minor('1 290,5'), minor('12.905'), minor('-1'), minor('x')]).toEqual([
      129_050,
      undefined,
      undefined,
      undefined,
    ])
  })
})

const text = fc
  .string({ minLength: 1, maxLength: 30 })
  .map((said) => said.replaceAll('\0', '').trim())
  .filter(Boolean)
const texts = fc.record({ fr: text, en: text })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const attributes = fc
  .record({
    a_text: maybe(text),
    a_translated: maybe(texts),
    a_list: maybe(fc.array(text, { minLength: 1, maxLength: 4 })),
    a_number: maybe(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    ),
    a_yes_no: maybe(fc.boolean()),
    a_date: maybe(fc.constantFrom('2026-02-28', '2028-02-29')),
    a_choice: maybe(fc.constantFrom('x', 'y')),
    a_choices: maybe(fc.constantFrom(['x'], ['y', 'x'])),
  })
  .map((said) =>
    Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  )
const option = fc.record({
  name: texts,
  values: fc
    .uniqueArray(fc.constantFrom('s', 'm', 'l'), { minLength: 1 })
    .chain((codes) => fc.tuple(...codes.map((code) => texts.map((name) => ({ code, name }))))),
})

test('what is brought out and in again changes nothing, and an empty catalogue becomes the same one', async () => {
  let made = 0
  const product = fc.record({
    ...{ name: texts, description: texts, brand: fc.option(text), attributes },
    categories: fc.subarray(['face', 'body']),
    option: maybe(option),
    weight: fc.option(fc.nat(5000)),
    prices: fc.record({ public: maybe(fc.nat(100_000)), pro: maybe(fc.nat(100_000)) }),
  })
  await fc.assert(
    fc.asyncProperty(product, async ({ option: one, weight, prices, ...rest }) => {
      const number = ++made
      const ways = one ? one.values.map(({ code }) => ({ size: code })) : [{}]
      const draft: ProductDraft = {
        ...rest,
        ...{ code: `product-${number}`, state: 'active' },
        options: one ? [{ code: 'size', ...one }] : [],
        variants: ways.map((options, place) => ({ sku: `S-${number}-${place}`, options, weight })),
        attributes: rest.attributes as NonNullable<ProductDraft['attributes']>,
      }
      await line.inWork(async (work) => {
        await addProduct(work, ProductInput.parse(draft))
        await setPrices(
          work,
          Object.entries(prices).flatMap(([list, amount]) =>
            amount === undefined ? [] : draft.variants.map(({ sku }) => ({ list, sku, amount })),
          ),
        )
      })
    }),
    { numRuns: 60, endOnFailure: true },
  )
  const before = await out()
  const again = await bring(before)
  expect(again).toMatchObject({ added: 0, changed: 0, refused: 0, unchanged: made })
  expect(again.faults).toEqual([])
  expect(await out()).toBe(before)

  // Elsewhere it makes the same products: here they make room first.
  await line.inWork(async ({ tx }) => {
    await tx.deleteFrom('catalog.product').execute()
    await restamp(tx, 'catalogue')
  })
  expect(await bring(before)).toMatchObject({ added: made, refused: 0 })
  expect(await out()).toBe(before)
}, 120_000)

describe('a file', () => {
  test('of two columns changes prices and nothing else; a trial changes nothing at all', async () => {
    await line.inWork((work) =>
      addProduct(
        work,
        ProductInput.parse({ name: both('Un', 'One'), brand: 'B', variants: [{ sku: 'TWO-1' }] }),
      ),
    )
    const file = 'sku;price:public\nTWO-1;12,90\n'
    expect(await bring(file, true)).toMatchObject({ changed: 1 })
    expect(await bring(file)).toMatchObject({ changed: 1, unchanged: 0 })
    expect(await bring(file)).toMatchObject({ changed: 0, unchanged: 1 })
    expect(await out()).toMatch(/TWO-1.*12\.90/)
    expect(await out()).toMatch(/^un,draft,Un,One,.*,B,/m)
  })
  test('tells each product that it cannot take, with the line and the reason, and takes the others', async () => {
    const report = await bring(
      [
        'product,name_fr,name_en,sku,barcodes,attr:a_number,price:public',
        'good,Bon,Good,G-1,4006381333931,3,1.50',
        'wrong-code,X,X,G-2,4006381333932,3,1',
        'wrong-number,X,X,G-3,,three,1',
        'wrong-amount,X,X,G-4,,3,1.505',
        'no-sku,X,X,,,3,1',
        'taken,X,X,G-5,4006381333931,3,1',
      ].join('\n'),
    )
    expect(report).toMatchObject({ lines: 6, products: 6, added: 1, refused: 5 })
    expect(
      report.faults.map(({ line: at, reason }: { line: number; reason: string }) => [at, reason]),
    ).toEqual([
      [3, 'catalog/barcode-wrong'],
      [4, 'cell/number'],
      [5, 'cell/amount'],
      [6, 'cell/missing'],
      [7, 'catalog/barcode-taken'],
    ])
  })
  test('whose products name each other is read once: all are there, with their links and what they are made of', async () => {
    const file = [
      'product,sku,name_fr,name_en,similar,goes_with,parts',
      'pair,PAIR-1,Duo,Pair,,left,LEFT-1:1|RIGHT-1:2',
      'left,LEFT-1,Gauche,Left,right,pair,',
      'right,RIGHT-1,Droite,Right,left|ghost,,',
      'ghost,GHOST-1,Fantôme,,,,GHOST-1:9',
      'stray,STRAY-1,Perdu,Stray,nobody,,',
    ].join('\n')
    const counts = { added: 2, changed: 0, unchanged: 0, refused: 3, position: 5 }
    const told = [
      ['catalog/product-unknown', 'stray'],
      ['catalog/product-unknown', 'right'],
      ['catalog/part-wrong', 'ghost'],
    ]
    for (const trial of [true, false]) {
      const report = await bring(file, trial)
      expect(report).toMatchObject({ ...counts, state: 'done' })
      expect(
        report.faults
          .map(({ reason, product }: Record<string, string>) => [reason, product])
          .sort(),
      ).toEqual(told.sort())
      expect((await productsOf(line.db, { codes: ['left'] })).length).toBe(trial ? 0 : 1)
    }
    const [left, pair, right] = await productsOf(line.db, { codes: ['left', 'pair', 'right'] })
    expect(left?.related).toEqual([
      { kind: 'similar', code: 'right' },
      { kind: 'goes_with', code: 'pair' },
    ])
    expect(pair?.related).toEqual([{ kind: 'goes_with', code: 'left' }])
    expect(pair?.variants[0]?.parts).toEqual([
      { sku: 'LEFT-1', quantity: 1 },
      { sku: 'RIGHT-1', quantity: 2 },
    ])
    // It named one that was refused: it is there without that link, and comes right with the mended file.
    expect(right?.related.map(({ code }) => code)).toEqual(['left'])
    const mended = file.replace('GHOST-1:9', '').replace('nobody', '')
    expect(await bring(mended)).toMatchObject({ added: 2, changed: 1, unchanged: 2, refused: 0 })
    const [again] = await productsOf(line.db, { codes: ['right'] })
    expect(again?.related.map(({ code }) => code)).toEqual(['left', 'ghost'])
  })
  test('with columns that nobody knows is refused as a whole', async () => {
    expect(await bring('sku,colour\nX,red\n')).toMatchObject({
      code: 'catalog/csv-columns',
      details: { columns: 'colour' },
    })
    expect((await bring('sku\n"broken\n')).code).toBe('catalog/csv-unreadable')
  })
  test('of some variants leaves the others as they are', async () => {
    const values = ['s', 'm'].map((code) => ({ code, name: both(code) }))
    await line.inWork((work) =>
      addProduct(
        work,
        ProductInput.parse({
          ...{ code: 'several', name: both('Plusieurs') },
          options: [{ code: 'size', name: both('Taille'), values }],
          variants: values.map(({ code }) => ({ sku: `SEV-${code}`, options: { size: code } })),
        }),
      ),
    )
    const file =
      'product,sku,option1,option1_fr,option1_en,option1_value,option1_value_fr,option1_value_en\nseveral,SEV-l,size,Taille,Taille,l,l,l\n'
    expect(await bring(file)).toMatchObject({ changed: 1, refused: 0 })
    const lines = (await out()).split('\r\n').filter((one) => one.startsWith('several,'))
    expect(lines.map((one) => /SEV-\w,(yes|no)/.exec(one)?.[0])).toEqual([
      'SEV-s,yes',
      'SEV-m,yes',
      'SEV-l,yes',
    ])
  })
})

describe('while a file comes in', () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `W-${from + at},Attente,Wait,1.50`)
  const waiting = (to: number) => ['sku,name_fr,name_en,price:public', ...lines(0, to)].join('\n')
  const loop = () => {
    const found = line.app.loops.find(isFiles)
    if (!found) throw new Error('nobody reads files')
    return found
  }
  const made = async (from: number, to: number) => {
    const skus = lines(from, to).map((one) => one.split(',', 1)[0] ?? '')
    const rows = await line.db
      .selectFrom('catalog.variant')
      .select('sku')
      .where('sku', 'in', skus)
      .execute()
    return rows.length
  }

  test('it can be looked at, stopped and gone on with', async () => {
    const { id } = await upload(waiting(6))
    await line.settle(isFiles)
    expect(await call('GET', `/${id}`)).toMatchObject({ trial: true, state: 'done', added: 6 })
    expect(await made(0, 6)).toBe(0)
    await call('POST', `/${id}/start`)
    for (let times = 0; times < 2; times++) await loop().run()
    expect(await call('GET', `/${id}`)).toMatchObject({
      ...{ trial: false, state: 'running', position: 2, products: 6, added: 2 },
    })
    expect(await call('POST', `/${id}/stop`)).toMatchObject({ state: 'stopped', position: 2 })
    await line.settle(isFiles)
    expect(await made(0, 6)).toBe(2)
    expect((await call('GET', ''))[0]).toMatchObject({ id, state: 'stopped', position: 2 })
    await call('POST', `/${id}/start`)
    await line.settle(isFiles)
    expect(await call('GET', `/${id}`)).toMatchObject({ state: 'done', position: 6, added: 6 })
    expect(await call('POST', `/${id}/start`)).toMatchObject({ code: 'catalog/csv-file-ended' })
  })

  test('several processes that read it, of which some die, do each product once', async () => {
    const { id } = await upload(waiting(30).replaceAll('W-', 'T-'))
    await line.settle(isFiles)
    await call('POST', `/${id}/start`)
    const others = await Promise.all([1, 2].map(() => startLine({ url: line.url })))
    const readers = [loop(), ...others.flatMap(({ app }) => app.loops.filter(isFiles))]
    // Each dies after a while, and the next who starts has read nothing of it.
    await Promise.all(
      readers.map(async (one) => {
        for (let times = 0; times < 5; times++) await one.run()
      }),
    )
    const half = await call('GET', `/${id}`)
    expect(half.position).toBeGreaterThanOrEqual(5)
    await Promise.all(others.map((other) => other.stop()))
    await line.settle(isFiles)
    expect(await call('GET', `/${id}`)).toMatchObject({
      ...{ state: 'done', position: 30, added: 30, changed: 0, unchanged: 0, refused: 0 },
    })
  })

  test('what it did not take is there with its lines, and comes in once it is mended', async () => {
    const { id } = await bring(
      ['sku;name_fr;price:public', 'M-1;Un;1,50', 'M-2;Deux;peu', 'M-3;Trois;3'].join('\n'),
    )
    const { columns, faults } = await call('GET', `/${id}/refused`)
    expect([columns, faults]).toMatchObject([
      ['sku', 'name_fr', 'price:public'],
      [{ line: 3, reason: 'cell/amount', rows: [{ line: 3, cells: ['M-2', 'Deux', 'peu'] }] }],
    ])
    const mended = ['line', 'reason', ...columns].join(';')
    const [{ rows, reason }] = faults
    const cells = [rows[0].line, reason, ...rows[0].cells].join(';').replace('peu', '2')
    expect(await bring(`${mended}\n${cells}\n`)).toMatchObject({ added: 1, refused: 0 })
  })

  test('columns that are gone by then stop it where it is, and say so', async () => {
    await line.app.http.inject({
      ...{ method: 'POST', url: '/api/catalog/attributes', headers },
      payload: { code: 'short_lived', kind: 'text', name: both('Bref') },
    })
    const { id } = await upload('sku,name_fr,name_en,attr:short_lived\nC-1,Un,One,x\n')
    await line.db.deleteFrom('catalog.attribute').where('code', '=', 'short_lived').execute()
    await line.settle(isFiles)
    expect(await call('GET', `/${id}`)).toMatchObject({
      ...{ state: 'stopped', position: 0 },
      refusal: { code: 'catalog/csv-columns', details: { columns: 'attr:short_lived' } },
    })
  })

  test('accents that a French spreadsheet wrote are read', async () => {
    await bring(Buffer.from('sku;name_fr;name_en\nL-1;Crème légère;Light cream\n', 'latin1'))
    expect(await out()).toMatch(/Crème légère/)
  })
})
