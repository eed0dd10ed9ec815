import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { newId } from '../../kernel/id.ts'
import { addProduct, ProductInput } from '../catalog/index.ts'
import { prove, reserve } from './index.ts'
import type { ItemDetail, ItemPage, PaperDetail } from './view-contract.ts'

let line: Line
let headers: { authorization: string }
const lille = newId()
const depot = newId()

beforeAll(async () => {
  line = await startLine()
  headers = await line.as('associate')
  const skus = ['TEA', 'TWICE', 'CUP', 'JAR', 'SOAP', 'GIFT', 'PEN', 'INK', 'NEW', 'LOW-1', 'LOW-2']
  for (const sku of [...skus, 'KEEP', 'LIVE']) {
    const name = { fr: `Article ${sku}`, en: `Article ${sku}` }
    const product = ProductInput.parse({ name, variants: [{ sku }] })
    await line.inWork((work) => addProduct(work, product))
  }
})
afterAll(() => line.stop())

type Method = 'GET' | 'POST' | 'PUT'
const call = (method: Method, url: string, payload?: object) =>
  line.app.http.inject({ method, url, headers, ...(payload && { payload }) })
async function ok<Answer = unknown>(method: Method, url: string, payload?: object) {
  const answer = await call(method, url, payload)
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
  return (answer.body ? answer.json() : undefined) as Answer
}
const receive = (sku: string, quantity: number, locationId = lille) =>
  ok('POST', '/api/stock/receive', { locationId, lines: [{ sku, quantity }] })
async function levelAt(sku: string, locationId = lille) {
  const { levels } = await ok<ItemDetail>('GET', `/api/stock/items/${sku}`)
  return levels.find((level) => level.locationId === locationId)
}
const items = (query = '') => ok<ItemPage>('GET', `/api/stock/items?${query}`)

test('an associate receives, corrects and sets aside; the journal says who and why', async () => {
  await receive('TEA', 10)
  const spot = { sku: 'TEA', locationId: lille }
  await ok('POST', '/api/stock/adjust', {
    ...spot,
    by: -2,
    reason: 'stolen',
    note: 'seen on Friday',
  })
  await ok('POST', '/api/stock/adjust', { ...spot, to: 9, reason: 'counted' })
  await ok('POST', '/api/stock/aside', { ...spot, as: 'damaged', quantity: 3, what: 'set-aside' })
  await ok('POST', '/api/stock/aside', { ...spot, as: 'damaged', quantity: 1, what: 'put-back' })
  await ok('POST', '/api/stock/aside', { ...spot, as: 'damaged', quantity: 1, what: 'throw-away' })
  expect(await levelAt('TEA')).toMatchObject({ onHand: 8, damaged: 1, available: 7 })
  const { moves } = await ok<{ moves: object[] }>('GET', '/api/stock/items/TEA/moves?limit=5')
  expect(moves.at(-1)).toMatchObject({ kind: 'adjusted', onHand: -2, reason: 'stolen' })
  expect(moves[0]).toMatchObject({ onHand: -1, damaged: -1, by: expect.stringMatching(/^key:/) })
  const much = await call('POST', '/api/stock/adjust', { ...spot, by: -20, reason: 'lost' })
  expect([much.statusCode, much.json().code]).toEqual([422, 'stock/below-zero'])
  const both = await call('POST', '/api/stock/adjust', { ...spot, by: 1, to: 1, reason: 'lost' })
  expect(both.statusCode).toBe(400)
})

test('what the catalogue does not know comes into no stock, and is named with its place among the lines', async () => {
  const lines = ['TEA', 'TAE', 'CUP', 'TAE', 'CPU'].map((sku) => ({ sku, quantity: 1 }))
  const before = await levelAt('TEA')
  const said = await call('POST', '/api/stock/receive', { locationId: lille, lines })
  expect([said.statusCode, said.json()]).toMatchObject([
    422,
    {
      code: 'stock/sku-unknown',
      details: { skus: 'TAE, CPU', unknown: 2, more: 0, lines: [1, 3, 4] },
    },
  ])
  expect(await levelAt('TEA')).toEqual(before)
  const spot = { sku: 'TAE', locationId: lille }
  const delivery = { kind: 'delivery', locationId: lille, lines: [{ sku: 'SOAP', quantity: 1 }] }
  const { id } = await ok<PaperDetail>('POST', '/api/stock/papers', delivery)
  const stocktake = { kind: 'stocktake', locationId: lille }
  const counting = await ok<PaperDetail>('POST', '/api/stock/papers', stocktake)
  const others = [
    call('POST', '/api/stock/adjust', { ...spot, to: 3, reason: 'found' }),
    call('PUT', '/api/stock/rules', { ...spot, safety: null, lowAt: 1 }),
    call('POST', '/api/stock/papers', { ...delivery, lines }),
    call('POST', `/api/stock/papers/${id}/arrive`, { lines }),
    call('POST', `/api/stock/papers/${counting.id}/count`, { counts: lines }),
  ]
  for (const answer of await Promise.all(others)) {
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'stock/sku-unknown'])
  }
  for (const paper of [id, counting.id]) await ok('POST', `/api/stock/papers/${paper}/call-off`, {})
  // Known, and on sale nowhere: its goods may be there before it is.
  expect((await items('search=TAE')).items).toEqual([])
})

test('goods told twice with one key come once', async () => {
  const input = { locationId: lille, lines: [{ sku: 'TWICE', quantity: 4 }], key: 'scan-1' }
  await ok('POST', '/api/stock/receive', input)
  await ok('POST', '/api/stock/receive', input)
  expect(await levelAt('TWICE')).toMatchObject({ onHand: 4 })
})

test('a transfer leaves at once, is inbound, and arrives with what is missing', async () => {
  await receive('CUP', 10, depot)
  const lines = [{ sku: 'CUP', quantity: 6 }]
  const begun = { kind: 'transfer', from: depot, locationId: lille, lines }
  const { id } = await ok<PaperDetail>('POST', '/api/stock/papers', begun)
  expect(await levelAt('CUP', depot)).toMatchObject({ onHand: 4 })
  expect((await items('search=cup')).items).toMatchObject([{ onHand: 4, available: 4, inbound: 6 }])
  const some = { lines: [{ sku: 'CUP', quantity: 2 }], last: false }
  await ok('POST', `/api/stock/papers/${id}/arrive`, some)
  const rest = { lines: [{ sku: 'CUP', quantity: 3 }], last: true, key: 'pallet' }
  const done = await ok<PaperDetail>('POST', `/api/stock/papers/${id}/arrive`, rest)
  expect(done).toMatchObject({ state: 'done', rows: [{ sku: 'CUP', expected: 6, found: 5 }] })
  await ok('POST', `/api/stock/papers/${id}/arrive`, rest)
  expect(await levelAt('CUP')).toMatchObject({ onHand: 5, inbound: 0 })
  const late = await call('POST', `/api/stock/papers/${id}/call-off`, {})
  expect(late.json().code).toBe('stock/paper-closed')
})

test('a transfer never takes what is promised, and one called off comes back', async () => {
  await receive('JAR', 5, depot)
  const asked = { kind: 'order' as const, channel: 'web', expiresAt: null }
  const held = [{ sku: 'JAR', locationId: depot, quantity: 2 }]
  await line.inWork((work) => reserve(work, { ...asked, id: work.newId(), lines: held }))
  const transfer = (quantity: number) =>
    call('POST', '/api/stock/papers', {
      ...{ kind: 'transfer', from: depot, locationId: lille, lines: [{ sku: 'JAR', quantity }] },
    })
  const much = await transfer(4)
  expect(much.json()).toMatchObject({ code: 'stock/insufficient', details: { available: 3 } })
  const { id } = (await transfer(3)).json()
  await ok('POST', `/api/stock/papers/${id}/call-off`, {})
  expect(await levelAt('JAR', depot)).toMatchObject({ onHand: 5, reserved: 2, available: 3 })
})

test('a delivery is inbound until it is there, be it more or something else', async () => {
  const lines = [{ sku: 'SOAP', quantity: 12 }]
  const { id } = await ok<PaperDetail>('POST', '/api/stock/papers', {
    ...{ kind: 'delivery', locationId: depot, lines, ref: 'PO-7', dueAt: '2026-12-01T08:00:00Z' },
  })
  const came = [
    { sku: 'SOAP', quantity: 13 },
    { sku: 'GIFT', quantity: 1 },
  ]
  const done = await ok<PaperDetail>('POST', `/api/stock/papers/${id}/arrive`, { lines: came })
  expect(done.rows).toMatchObject([
    { sku: 'GIFT', expected: 0, found: 1 },
    { sku: 'SOAP', expected: 12, found: 13 },
  ])
  expect(await levelAt('SOAP', depot)).toMatchObject({ onHand: 13 })
})

test('a stocktake corrects by what was missing when it was counted, whatever was sold since', async () => {
  await receive('PEN', 10)
  await receive('INK', 3)
  const { id } = await ok<PaperDetail>('POST', '/api/stock/papers', {
    ...{ kind: 'stocktake', locationId: lille },
  })
  const counts = [
    { sku: 'PEN', quantity: 8 },
    { sku: 'INK', quantity: 3 },
    { sku: 'NEW', quantity: 1 },
  ]
  await ok('POST', `/api/stock/papers/${id}/count`, { counts })
  await receive('PEN', 5)
  await ok('POST', `/api/stock/papers/${id}/approve`, {})
  expect(await levelAt('PEN')).toMatchObject({ onHand: 13 })
  expect(await levelAt('NEW')).toMatchObject({ onHand: 1 })
  const { moves } = await ok<{ moves: object[] }>('GET', '/api/stock/items/INK/moves')
  expect(moves).toHaveLength(1)
})

test('items are found by state, page by page', async () => {
  await receive('LOW-1', 2)
  await receive('LOW-2', 3)
  const rules = { locationId: lille, safety: null, lowAt: 3 }
  for (const sku of ['LOW-1', 'LOW-2']) await ok('PUT', '/api/stock/rules', { sku, ...rules })
  const skusOf = (page: ItemPage) => page.items.map(({ sku }) => sku)
  const first = await items('state=low&limit=1')
  expect([skusOf(first), first.next]).toEqual([['LOW-1'], 'LOW-1'])
  expect(skusOf(await items('state=low&limit=1&after=LOW-1'))).toEqual(['LOW-2'])
  expect(skusOf(await items('state=reserved'))).toEqual(['JAR'])
  expect(skusOf(await items('search=100%25'))).toEqual([])
  expect(await ok('GET', '/api/stock/state')).toMatchObject({ low: 2, negative: 0, proof: null })
})

test('what a place keeps back holds for what has no rule of its own', async () => {
  await receive('KEEP', 5)
  await ok('PUT', '/api/stock/safety', { locationId: lille, channel: 'web', quantity: 2 })
  const free = async (channel: string) =>
    ok<{ available: number }[]>(
      'GET',
      `/api/stock/availability?skus=KEEP&channel=${channel}&location=${lille}`,
    ).then(([one]) => one?.available)
  expect([await free('web'), await free('shop')]).toEqual([3, 5])
  const own = {
    sku: 'KEEP',
    locationId: lille,
    safety: 0,
    lowAt: null,
    safetyByChannel: { shop: 4 },
  }
  await ok('PUT', '/api/stock/rules', own)
  expect([await free('web'), await free('shop')]).toEqual([5, 1])
  await ok('PUT', '/api/stock/safety', { locationId: lille, channel: 'web', quantity: null })
})

test('the proof is asked for, and shown', async () => {
  await ok('POST', '/api/stock/proof')
  await line.inWork(prove)
  expect(await ok('GET', '/api/stock/state')).toMatchObject({
    proof: { disagreements: 0, first: null },
  })
})

test('an open page is told of what changes', async () => {
  await receive('LIVE', 5)
  const address = await line.app.http.listen({ port: 0, host: '127.0.0.1' })
  const stop = new AbortController()
  const answer = await fetch(`${address}/api/stock/availability/live?skus=LIVE`, {
    ...{ headers, signal: stop.signal },
  })
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  let heard = ''
  const until = async (word: string) => {
    while (!heard.includes(word)) heard += new TextDecoder().decode((await reader.read()).value)
  }
  await until('"available":5')
  const begun = performance.now()
  const lines = [{ sku: 'LIVE', locationId: lille, quantity: 2 }]
  const asked = { kind: 'cart' as const, lines, channel: 'web', expiresAt: null }
  await line.inWork((work) => reserve(work, { ...asked, id: work.newId() }))
  await until('"available":3')
  expect(performance.now() - begun).toBeLessThan(1000)
  stop.abort()
})

test('who may not, does not', async () => {
  const agent = await line.as('agent')
  const payload = { locationId: lille, lines: [{ sku: 'TEA', quantity: 1 }] }
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/stock/receive', headers: agent, payload },
  })
  expect(answer.statusCode).toBe(403)
})
