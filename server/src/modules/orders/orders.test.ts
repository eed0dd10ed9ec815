import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { lettersThatWait, mailsTo } from '../../../test/order-mails.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { issueCard } from '../promotions/index.ts'
import type { OrderDetail } from './team-contract.ts'

let line: Line
let store: Store
let writeKey: string
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  store = await openStore(line, {
    goods: [
      { sku: 'serum', price: 2490, stock: { depot: 100, lille: 20 } },
      { sku: 'book', price: 1000, taxClass: 'books', stock: { depot: 100, lille: 5, lyon: 5 } },
      { sku: 'rare', price: 5000, stock: { lille: 2, lyon: 3 } },
    ],
    places: [
      { code: 'depot', kind: 'warehouse', at: { latitude: 48.8, longitude: 2.3 } },
      {
        ...{ code: 'lille', services: ['collect', 'reserve', 'drive', 'ship-from'] },
        at: { latitude: 50.6, longitude: 3.1 },
      },
      { code: 'lyon', services: ['ship-from'], at: { latitude: 45.7, longitude: 4.8 } },
    ],
  })
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
  const settings = { callsPerMinute: 100_000, sessionsPerMinute: 100_000 }
  await ask('PUT', '/api/carts/settings', settings)
})
afterAll(() => line.stop())

async function ask<Body = OrderDetail>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: Body & { code?: string } }> {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const contact = { email: 'sophie@example.com', firstName: 'Sophie', lastName: 'Martin' }
const address = {
  ...{ name: 'Sophie Martin', street: '1 rue du Port', postalCode: '59000', city: 'Lille' },
  country: 'FR',
}
let shoppers = 0
async function shopper(lines: readonly (readonly [string, number])[]) {
  const one = await TestShopper.enter(line, writeKey)
  for (const [sku, quantity] of lines) {
    const { status, body } = await one.add(sku, quantity)
    expect(status, JSON.stringify(body)).toBe(200)
  }
  return one
}
const giftCard = (amount: number) =>
  line.inWork(async (work) => {
    const card = await issueCard(work, { amount, currency: 'EUR' } as never, 'test')
    return card.code
  })
const emailOf = () => `customer-${++shoppers}@example.com`

/** Buys by gift card, which is paid at once. */
async function buy(
  lines: readonly (readonly [string, number])[],
  more: Record<string, unknown> = {},
) {
  const one = await shopper(lines)
  const payments = [{ means: 'gift-card', code: await giftCard(100_000) }]
  const to =
    more.option && more.option !== 'standard' && more.option !== 'express' ? {} : { address }
  const input = { contact: { ...contact, email: emailOf() }, payments, ...to, ...more }
  const { status, body } = await one.checkout(input, `key-${crypto.randomUUID()}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return { one, order: body.order }
}

const mails = (email: string) => mailsTo(line, email)

const factsOf = async (number: string) => {
  await line.settle()
  const rows = await line.db
    .selectFrom('thread.event')
    .select(['name', 'properties'])
    .where('type', '=', 'fact')
    .orderBy('position')
    .execute()
  return rows.filter(({ properties }) => properties.order_id === number)
}

describe('a quote', () => {
  test('has the price of each way of delivery, free from an amount on, and what each rate is taxed', async () => {
    const one = await shopper([
      ['serum', 1],
      ['book', 1],
    ])
    const { body } = await one.ask<Record<string, unknown>>('POST', '/api/shop/quote', {})
    expect(body).toMatchObject({
      ...{ subtotal: 3490, delivery: 490, total: 3980, parcels: 1, missing: [] },
      options: [
        { code: 'standard', price: 490 },
        { code: 'express', price: 990 },
        { code: 'collect', price: 0 },
        { code: 'reserve', price: 0 },
        { code: 'drive', price: 0 },
      ],
    })
    // 24.90 + 4.90 at 20 %, 10.00 at 5.5 %.
    expect(body.taxes).toEqual([
      { rate: 550, net: 948, vat: 52 },
      { rate: 2000, net: 2483, vat: 497 },
    ])
    await one.add('book', 2)
    const free = await one.ask<Record<string, unknown>>('POST', '/api/shop/quote', {})
    expect(free.body).toMatchObject({ delivery: 0, total: 5490 })
  })

  test('says what a shop lacks, before anything is ordered', async () => {
    const one = await shopper([['rare', 3]])
    const input = { option: 'reserve', shop: 'lille' }
    const { body } = await one.ask<Record<string, unknown>>('POST', '/api/shop/quote', input)
    expect(body).toMatchObject({ missing: [{ sku: 'rare', asked: 3, available: 2 }], parcels: 0 })
    const unfit = await one.ask('POST', '/api/shop/quote', { option: 'collect', shop: 'lyon' })
    expect(unfit.status).toBe(422)
  })
})

describe('an order', () => {
  test('is paid, confirmed and told; its goods are promised, its cart is empty', async () => {
    const before = await store.level('serum')
    const email = emailOf()
    const { one, order } = await buy([['serum', 2]], { contact: { ...contact, email } })
    expect(order).toMatchObject({
      ...{ state: 'confirmed', total: 4980, deliveryPrice: 0, mayCancel: true },
      lines: [{ sku: 'serum', quantity: 2, gross: 4980, vat: 830 }],
      fulfilments: [{ kind: 'ship', state: 'waiting', place: { code: 'depot' }, code: null }],
      payments: [{ means: 'gift-card', amount: 4980, state: 'captured' }],
    })
    expect((await store.level('serum')).reserved).toBe(before.reserved + 2)
    expect((await one.cart()).lines).toEqual([])
    const facts = await factsOf(order.number)
    expect(facts.map(({ name }) => name)).toEqual(['Order Completed'])
    expect(facts[0]?.properties).toMatchObject({
      ...{ revenue: 41.5, tax: 8.3, shipping: 0, total: 49.8, currency: 'EUR' },
      products: [{ sku: 'serum', quantity: 2, price: 24.9 }],
    })
    expect(await mails(email)).toMatchObject([
      {
        name: 'order-confirmed',
        variables: { number: order.number, articles: '2 × Article serum' },
      },
    ])
  })

  test('that is sent twice is one', async () => {
    const one = await shopper([['serum', 1]])
    const payments = [{ means: 'gift-card', code: await giftCard(10_000) }]
    const input = { contact, address, payments }
    const both = await Promise.all([
      one.checkout(input, 'the-same-key'),
      one.checkout(input, 'the-same-key'),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(both.map(({ body }) => body.order.id)).size).toBe(1)
    const again = await one.checkout(input, 'the-same-key')
    expect(again.body.order.id).toBe(both[0].body.order.id)
    const other = await one.checkout({ ...input, option: 'express' }, 'the-same-key')
    expect([other.status, other.body.code]).toEqual([409, 'orders/idempotency-key-reused'])
  })

  test('of one cart on two devices is one, and the other is told that the cart is empty', async () => {
    const one = await shopper([['serum', 1]])
    const payments = async () => [{ means: 'gift-card', code: await giftCard(10_000) }]
    const both = await Promise.all(
      ['phone-0001', 'laptop-001'].map(async (key) =>
        one.checkout({ contact, address, payments: await payments() }, key),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('orders/cart-empty')
  })

  test('is not placed at another price than was shown', async () => {
    const one = await shopper([['serum', 1]])
    const payments = [{ means: 'gift-card', code: await giftCard(10_000) }]
    const answer = await one.checkout({ contact, address, payments, total: 2400 }, 'other-price')
    expect([answer.status, answer.body.code]).toEqual([409, 'orders/price-changed'])
    expect(answer.body.details).toEqual({ total: 2980, expected: 2400 })
    const low = [{ means: 'gift-card', code: await giftCard(100) }]
    const poor = await one.checkout({ contact, address, payments: low }, 'too-little')
    expect([poor.status, poor.body.details]).toEqual([422, { missing: 2880 }])
    const nowhere = await one.checkout({ contact, payments }, 'no-address')
    expect(nowhere.status).toBe(422)
  })

  test('comes in as few parcels as can be, each from where the rule says, and is done with the last', async () => {
    const { order } = await buy([
      ['rare', 5],
      ['book', 1],
    ])
    expect(order.fulfilments.map(({ place }) => place?.code).sort()).toEqual(['lille', 'lyon'])
    const { body } = await ask('GET', `/api/orders/${order.id}`)
    expect(body.fulfilments.every(({ routing }) => routing.reason !== undefined)).toBe(true)
    const [first, second] = body.fulfilments
    const ship = (id = '') =>
      ask('POST', `/api/orders/${order.id}/parcels/${id}/ship`, {
        carrier: 'Poste',
        tracking: 'X1',
      })
    expect((await ship(first?.id)).body.state).toBe('confirmed')
    expect((await ship(first?.id)).body.code).toBe('orders/not-in-state')
    // Something of it has left: it comes back by returns, and is not called off.
    const late = await ask('POST', `/api/orders/${order.id}/cancel`, {})
    expect([late.status, late.body.code]).toEqual([409, 'orders/not-in-state'])
    const done = await ship(second?.id)
    expect(done.body).toMatchObject({ state: 'completed', mayCancel: false })
    expect(await store.level('rare', 'lille')).toMatchObject({ on_hand: 0, reserved: 0 })
    const back = await ask('POST', `/api/orders/${order.id}/parcels/${second?.id}/take-back`)
    expect(back.body.state).toBe('confirmed')
    await ship(second?.id)
  })

  test('that is cancelled gives back goods and money, once', async () => {
    const before = await store.level('serum')
    const email = emailOf()
    const { one, order } = await buy([['serum', 1]], { contact: { ...contact, email } })
    const url = `/api/shop/orders/${order.id}/cancel`
    const { body } = await one.ask<Record<string, unknown>>('POST', url, {})
    expect(body).toMatchObject({ state: 'cancelled', refunded: 2980 })
    expect(body.payments).toMatchObject([{ refunded: 2980 }])
    expect((await one.ask('POST', url, {})).status).toBe(409)
    expect(await store.level('serum')).toEqual(before)
    expect((await mails(email)).map(({ name }) => name)).toEqual([
      ...['order-confirmed', 'order-cancelled'],
    ])
  })

  test('is seen by the session that placed it and by who is signed in, and by nobody else', async () => {
    const { one, order } = await buy([['book', 1]])
    expect((await one.ask('GET', `/api/shop/orders/${order.id}`)).status).toBe(200)
    const other = await shopper([])
    expect((await other.ask('GET', `/api/shop/orders/${order.id}`)).status).toBe(404)
    expect((await one.ask('GET', '/api/shop/orders')).status).toBe(401)
  })
})

describe('collecting in a shop', () => {
  test('by a code that works once, after the customer was told that it is ready', async () => {
    const email = emailOf()
    const { order } = await buy([['serum', 1]], {
      ...{ option: 'collect', shop: 'lille', contact: { ...contact, email } },
    })
    const [parcel] = order.fulfilments
    expect(parcel).toMatchObject({ kind: 'collect', place: { code: 'lille' } })
    expect(parcel?.qr).toBe(`FILROUGE:PICKUP:${parcel?.code}`)
    const ready = await ask('POST', `/api/orders/${order.id}/parcels/${parcel?.id}/ready`)
    expect(ready.body.fulfilments[0]).toMatchObject({ state: 'ready' })
    expect((await mails(email)).at(-1)).toMatchObject({
      ...{ name: 'order-ready', variables: { code: parcel?.code, shop: 'Boutique lille' } },
    })
    const code = `${parcel?.code?.slice(0, 4)}-${parcel?.code?.slice(4).toLowerCase()}`
    const found = await ask('POST', '/api/orders/by-code', { code: parcel?.qr })
    expect(found.body.id).toBe(order.id)
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed' })
    expect((await ask('POST', '/api/orders/hand-over', { code })).status).toBe(404)
    expect((await factsOf(order.number)).map(({ name }) => name)).toEqual([
      ...['Order Completed', 'Order Ready', 'Order Collected'],
    ])
  })

  test('at a time at which the shop is open and has prepared it', async () => {
    const one = await shopper([['serum', 1]])
    const at = (time: string) => ({
      option: 'collect',
      shop: 'lille',
      at: `2026-11-30T${time}:00Z`,
    })
    const tries = []
    for (const [key, time] of [
      ['past-time', '09:00'],
      ['closed-time', '20:00'],
      ['soon-time', '10:10'],
    ] as const) {
      const payments = [{ means: 'gift-card', code: await giftCard(10_000) }]
      const { body } = await one.checkout({ contact, payments, ...at(time) }, key)
      tries.push(body.details.why)
    }
    expect(tries).toEqual(['past', 'closed', 'too-soon'])
    const payments = [{ means: 'gift-card', code: await giftCard(10_000) }]
    const { body } = await one.checkout({ contact, payments, ...at('15:00') }, 'good-time')
    expect(body.order.wantedAt).toBe('2026-11-30T15:00:00.000Z')
  })

  test('and paid there: it is put aside, reminded of, and a sale only when it is handed over', async () => {
    const email = emailOf()
    const one = await shopper([['book', 2]])
    const input = { option: 'reserve', shop: 'lille', contact: { ...contact, email } }
    const { status, body } = await one.checkout(input, 'reserve-one')
    expect(status, JSON.stringify(body)).toBe(200)
    const { order } = body
    expect(order).toMatchObject({ state: 'confirmed', total: 2000 })
    const [parcel] = order.fulfilments
    expect(parcel?.expiresAt).not.toBeNull()
    expect((await mails(email)).map(({ name }) => name)).toEqual(['order-reserved'])
    const unpaid = await ask('POST', '/api/orders/hand-over', { code: parcel?.code })
    expect([unpaid.status, unpaid.body.code]).toEqual([409, 'orders/not-in-state'])
    const paid = await ask('POST', '/api/orders/hand-over', { code: parcel?.code, paid: true })
    expect(paid.body).toMatchObject({ state: 'completed', payments: [{ state: 'captured' }] })
    expect((await factsOf(order.number)).map(({ name }) => name)).toEqual([
      ...['Order Reserved', 'Order Completed'],
    ])
  })

  test('of what nobody comes for ends: reminded, then back on the shelf', async () => {
    const before = await store.level('serum', 'lille')
    const email = emailOf()
    const one = await shopper([['serum', 2]])
    const input = { option: 'reserve', shop: 'lille', contact: { ...contact, email } }
    const { order } = (await one.checkout(input, 'reserve-two')).body
    expect((await store.level('serum', 'lille')).reserved).toBe(before.reserved + 2)
    const until = new Date(order.fulfilments[0]?.expiresAt ?? '')
    const now = line.now
    line.now = new Date(until.getTime() - 3_600_000)
    expect((await mails(email)).map(({ name }) => name)).toEqual([
      ...['order-reserved', 'order-reminder'],
    ])
    line.now = new Date(until.getTime() + 1000)
    await line.settle()
    const { body } = await ask('GET', `/api/orders/${order.id}`)
    expect(body).toMatchObject({ state: 'expired', payments: [{ state: 'cancelled' }] })
    expect(await store.level('serum', 'lille')).toEqual(before)
    expect((await factsOf(order.number)).map(({ name }) => name)).toEqual([
      ...['Order Reserved', 'Order Not Collected'],
    ])
    line.now = now
  })
})

describe('the page of an order', () => {
  const open = (url: string) => line.app.http.inject(new URL(url).pathname + new URL(url).search)

  test('is for whoever has its link, in both languages, and cancels only when asked to', async () => {
    const { order } = await buy([['serum', 1]], { option: 'collect', shop: 'lille' })
    const french = await open(order.page)
    expect(french.statusCode).toBe(200)
    expect(french.headers['content-security-policy']).toContain("default-src 'none'")
    expect(french.body).toContain(`Commande ${order.number}`)
    expect(french.body).toContain('<svg')
    const [code = ''] = order.fulfilments.flatMap((one) => one.code ?? [])
    expect(french.body).toContain(`${code.slice(0, 4)} ${code.slice(4)}`)
    expect((await open(`${order.page}?lang=en`)).body).toContain('Your pick-up code')
    expect((await ask('GET', `/api/orders/${order.id}`)).body.state).toBe('confirmed')
    const sent = await line.app.http.inject({
      ...{ method: 'POST', url: new URL(order.page).pathname },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'action=cancel&language=en',
    })
    expect(sent.statusCode, sent.body).toBe(303)
    expect((await open(order.page)).body).toContain('Annulée')
    expect((await open(`${order.page.slice(0, -3)}abc`)).statusCode).toBe(404)
  })
})

describe('returns', () => {
  const shipped = async (lines: readonly (readonly [string, number])[], more = {}) => {
    const { order } = await buy(lines, more)
    for (const { id } of order.fulfilments) {
      await ask('POST', `/api/orders/${order.id}/parcels/${id}/ship`, {})
    }
    return (await ask('GET', `/api/orders/${order.id}`)).body
  }

  test('in a shop of what was bought on the web give back what was paid, and the standard delivery with the last', async () => {
    const order = await shipped(
      [
        ['serum', 1],
        ['book', 1],
      ] as const,
      { option: 'express' },
    )
    expect(order.deliveryPrice).toBe(990)
    const [serum, book] = order.lines
    const before = await store.level('serum', 'lille')
    const back = (lineId = '', more = {}) =>
      ask('POST', `/api/orders/${order.id}/returns`, {
        ...{ lines: [{ lineId, quantity: 1, ...more }], locationId: store.at('lille') },
      })
    const first = await back(serum?.id)
    expect(first.body).toMatchObject({ refunded: 2490, returns: [{ refund: 2490 }] })
    expect((await store.level('serum', 'lille')).on_hand).toBe(before.on_hand + 1)
    const again = await back(serum?.id)
    expect([again.status, again.body.code]).toEqual([409, 'orders/not-returnable'])
    const last = await back(book?.id, { damaged: true })
    // 10.00 and, of the 9.90 of the express, what the standard delivery would have cost.
    expect(last.body).toMatchObject({ refunded: 2490 + 1000 + 490 })
    expect((await store.level('book', 'lille')).damaged).toBe(1)
    const facts = await factsOf(order.number)
    expect(facts.filter(({ name }) => name === 'Order Refunded')).toHaveLength(2)
  })

  test('and each step before them are written to the customer, with what they need to know', async () => {
    const email = emailOf()
    const order = await shipped([['serum', 1]], { contact: { ...contact, email } })
    await ask('POST', `/api/orders/${order.id}/returns`, {
      ...{ lines: [{ lineId: order.lines[0]?.id, quantity: 1 }], locationId: store.at('lille') },
    })
    const written = await mails(email)
    expect(written.map(({ name }) => name)).toEqual([
      ...['order-confirmed', 'order-shipped', 'order-refunded'],
    ])
    const [confirmed, left, refunded] = written.map(({ variables }) => variables)
    expect(confirmed).toMatchObject({ number: order.number, articles: 'Article serum' })
    expect(left).toMatchObject({ articles: 'Article serum' })
    expect(refunded?.amount).toMatch(/^29,80\s€$/)
    for (const one of [confirmed, left, refunded]) expect(one?.order_url).toBe(order.page)
    // Sent without a number to follow it by, it is written all the same.
    const states = await line.db
      .selectFrom('messages.message')
      .select(['state', 'reason'])
      .where('to_address', '=', email)
      .execute()
    expect(states.filter(({ state }) => state !== 'handed_over')).toEqual([])
  })

  test('are asked for by the customer, within the time for them', async () => {
    const { one, order } = await buy([['book', 2]])
    const lineId = order.lines[0]?.id
    const url = `/api/shop/orders/${order.id}/returns`
    const lines = [{ lineId, quantity: 1 }]
    expect((await one.ask('POST', url, { lines })).status).toBe(409)
    await ask('POST', `/api/orders/${order.id}/parcels/${order.fulfilments[0]?.id}/ship`, {})
    const asked = await one.ask<{ id: string; state: string }>('POST', url, { lines })
    expect([asked.status, asked.body.state]).toEqual([201, 'requested'])
    const received = await ask('POST', `/api/orders/${order.id}/returns`, {
      ...{ lines, locationId: store.at('depot'), returnId: asked.body.id },
    })
    expect(received.body.returns).toMatchObject([{ state: 'received', refund: 1000 }])
    const now = line.now
    line.now = new Date(now.getTime() + 31 * 86_400_000)
    const late = await one.ask<{ code: string }>('POST', url, { lines })
    expect([late.status, late.body.code]).toEqual([409, 'orders/return-too-late'])
    line.now = now
  })

  test('for something else: its worth pays for it, and the difference goes one way or the other', async () => {
    const order = await shipped([['serum', 1]] as const)
    const lines = [{ lineId: order.lines[0]?.id, quantity: 1 }]
    const asked = { lines, locationId: store.at('lille'), items: [{ sku: 'book', quantity: 1 }] }
    const quote = await ask<object>('POST', `/api/orders/${order.id}/exchange/quote`, asked)
    expect(quote.body).toEqual({
      ...{ currency: 'EUR', worth: 2980, price: 1000, toPay: 0, toRefund: 1980 },
    })
    const dear = { ...asked, items: [{ sku: 'serum', quantity: 2 }] }
    const more = await ask<object>('POST', `/api/orders/${order.id}/exchange/quote`, dear)
    expect(more.body).toMatchObject({ price: 4980, toPay: 2000, toRefund: 0 })
    expect(await ask('GET', `/api/orders/${order.id}`)).toMatchObject({
      body: { refunded: 0, returns: [] },
    })
    const answer = await ask<{ order: OrderDetail; exchanged: OrderDetail }>(
      ...(['POST', `/api/orders/${order.id}/exchange`] as const),
      asked,
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const { order: given, exchanged } = answer.body
    // 24.90 and the delivery were worth 29.80: 10.00 pay for the book.
    expect(exchanged).toMatchObject({ state: 'completed', total: 1000, credit: 1000, payments: [] })
    expect(given).toMatchObject({ refunded: 2980, payments: [{ refunded: 1980 }] })
    // Brought back in turn, the money is still with the first order.
    const back = await ask('POST', `/api/orders/${exchanged.id}/returns`, {
      lines: [{ lineId: exchanged.lines[0]?.id, quantity: 1 }],
      locationId: store.at('lille'),
    })
    expect(back.status, JSON.stringify(back.body)).toBe(200)
    const first = await ask('GET', `/api/orders/${order.id}`)
    expect(first.body.payments).toMatchObject([{ refunded: 2980 }])
  })

  test('of more money than there was are refused', async () => {
    const order = await shipped([['book', 1]] as const)
    const url = `/api/orders/${order.id}/refund`
    expect((await ask('POST', url, { amount: 500, reason: 'sorry' })).body.refunded).toBe(500)
    const much = await ask('POST', url, { amount: 5000, reason: 'sorry' })
    expect([much.status, much.body.code]).toEqual([409, 'orders/refund-too-high'])
  })
})

test('what was taken in exchange gives back what it is worth, and nothing of what the first order was', async () => {
  const { order } = await buy([['serum', 3]])
  const url = `/api/orders/${order.id}`
  await ask('POST', `${url}/parcels/${order.fulfilments[0]?.id}/ship`, {})
  const { body } = await ask<{ exchanged: OrderDetail }>('POST', `${url}/exchange`, {
    lines: [{ lineId: order.lines[0]?.id, quantity: 1 }],
    ...{ locationId: store.at('lille'), items: [{ sku: 'book', quantity: 1 }] },
  })
  const given = `/api/orders/${body.exchanged.id}/refund`
  const much = await ask('POST', given, { amount: 1001, reason: 'sorry' })
  expect([much.status, much.body.code]).toEqual([409, 'orders/refund-too-high'])
  const all = await ask('POST', given, { amount: 1000, reason: 'sorry' })
  expect(all.body).toMatchObject({ total: 1000, refunded: 1000 })
  const again = await ask('POST', given, { amount: 1, reason: 'sorry' })
  expect(again.status).toBe(409)
})

describe('an edit before anything leaves', () => {
  test('gives back what it costs less, and lets the goods go', async () => {
    const before = await store.level('serum')
    const { order } = await buy([
      ['serum', 3],
      ['book', 1],
    ])
    const [serum] = order.lines
    const { body } = await ask('POST', `/api/orders/${order.id}/edit`, {
      lines: [{ lineId: serum?.id, quantity: 1 }],
    })
    expect(body).toMatchObject({ total: 2490 + 1000, payments: [{ refunded: 4980 }] })
    expect((await store.level('serum')).reserved).toBe(before.reserved + 1)
    const more = await ask('POST', `/api/orders/${order.id}/edit`, {
      add: [{ sku: 'book', quantity: 1 }],
    })
    expect([more.status, more.body.code]).toEqual([422, 'orders/payment-missing'])
    const paid = await ask('POST', `/api/orders/${order.id}/edit`, {
      ...{ add: [{ sku: 'book', quantity: 1 }] },
      payWith: { means: 'gift-card', code: await giftCard(1000) },
    })
    expect(paid.body).toMatchObject({ total: 2490 + 2000 })
  })

  test('of all that is collected leaves the code that its customer has', async () => {
    const collecting = { option: 'collect', shop: 'lille' }
    const { order } = await buy([['serum', 1]], collecting)
    const code = order.fulfilments[0]?.code
    const { body } = await ask('POST', `/api/orders/${order.id}/edit`, {
      lines: [{ lineId: order.lines[0]?.id, quantity: 0 }],
      add: [{ sku: 'book', quantity: 1 }],
    })
    expect(body).toMatchObject({ total: 1000, lines: [{ sku: 'book' }] })
    const found = await ask('POST', '/api/orders/by-code', { code })
    expect([found.status, found.body.id]).toEqual([200, order.id])
    await ask('POST', `/api/orders/${order.id}/parcels/${body.fulfilments[0]?.id}/ready`)
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed', lines: [{ delivered: 1 }] })
  })

  test('of the one thing that has a code leaves it to what was added before', async () => {
    const { order } = await buy([['serum', 1]], { option: 'collect', shop: 'lille' })
    const code = order.fulfilments[0]?.code
    const url = `/api/orders/${order.id}`
    const payWith = { means: 'gift-card', code: await giftCard(1000) }
    await ask('POST', `${url}/edit`, { add: [{ sku: 'book', quantity: 1 }], payWith })
    const lines = [{ lineId: order.lines[0]?.id, quantity: 0 }]
    const { body } = await ask('POST', `${url}/edit`, { lines })
    const open = body.fulfilments.filter(({ state }) => state !== 'cancelled')
    expect(open).toMatchObject([{ state: 'waiting', lines: [{ quantity: 1 }] }])
    await ask('POST', `${url}/parcels/${open[0]?.id}/ready`)
    const given = await ask('POST', '/api/orders/hand-over', { code })
    expect(given.body).toMatchObject({ state: 'completed', lines: [{ sku: 'book', delivered: 1 }] })
  })

  test('says by which promotions it costs less, by their names', async () => {
    const made = await ask<{ id: string }>('POST', '/api/promotions', {
      ...{ name: 'Fin de série', currency: 'EUR', needsCode: true },
      effect: { kind: 'percent', of: 'items', percent: 1000 },
    })
    const promotion = `/api/promotions/${made.body.id}`
    await ask('POST', `${promotion}/codes`, { code: 'FIN' })
    await ask('POST', `${promotion}/activate`)
    const one = await shopper([['serum', 1]])
    await one.ask('POST', '/api/shop/cart/codes', { code: 'FIN' })
    const payments = [{ means: 'gift-card', code: await giftCard(100_000) }]
    const { body } = await one.checkout(
      { contact, address, payments },
      `key-${crypto.randomUUID()}`,
    )
    await ask('POST', `${promotion}/end`)
    const { body: shown } = await ask('GET', `/api/orders/${body.order.id}`)
    expect(shown.promotions).toEqual([
      { promotionId: made.body.id, name: 'Fin de série', code: 'FIN', amount: 249 },
    ])
  })
})

test('no letter of all these was held back for a word that it lacks', async () => {
  expect(await lettersThatWait(line)).toEqual([])
})
