import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { issueCard } from '../promotions/index.ts'
import { verifyTills } from '../till/index.ts'
import type { OrderDetail } from './team-contract.ts'

let line: Line
let store: Store
let writeKey: string
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  store = await openStore(line, {
    goods: [
      { sku: 'serum', price: 2490, stock: { depot: 500, lille: 500 } },
      { sku: 'book', price: 1000, taxClass: 'books', stock: { depot: 500, lille: 500, lyon: 500 } },
    ],
    places: [
      { code: 'depot', kind: 'warehouse' },
      { code: 'lille', services: ['collect', 'reserve'] },
      { code: 'lyon', services: [] },
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
): Promise<Body> {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}

/** What a receipt of the order says, in the order in which they were written. */
async function receiptsOf(orderId: string) {
  const rows = await line.db
    .selectFrom('till.receipt')
    .innerJoin('till.till', 'till.till.id', 'till.receipt.till_id')
    .select(['code', 'kind', 'total', 'taxes', 'payments', 'lines', 'corrects', 'till.receipt.id'])
    .where('order_id', '=', orderId)
    .orderBy('till.receipt.id')
    .execute()
  return rows.map(({ payments, ...row }) => ({
    ...{ ...row, net: row.taxes.reduce((sum, { net }) => sum + net, 0) },
    paid: Object.fromEntries(payments.map(({ means, amount }) => [means, amount])),
  }))
}

const counter = (items: readonly (readonly [string, number])[], place = 'lille') =>
  ask('POST', '/api/orders/counter', {
    ...{ customerId: randomUUID(), locationId: store.at(place) },
    items: items.map(([sku, quantity]) => ({ sku, quantity })),
  })
const lineOf = (order: OrderDetail, sku: string, quantity = 1) => [
  { lineId: order.lines.find((one) => one.sku === sku)?.id, quantity },
]
const giftCard = (amount: number) =>
  line.inWork(async (work) => (await issueCard(work, { amount, currency: 'EUR' }, 'test')).code)

async function checkout(sku: string, quantity: number, more: object) {
  const one = await TestShopper.enter(line, writeKey)
  await one.add(sku, quantity)
  const contact = { email: `${randomUUID()}@example.com`, firstName: 'Sophie', lastName: 'Martin' }
  const { status, body } = await one.checkout({ contact, ...more }, randomUUID())
  expect(status, JSON.stringify(body)).toBe(200)
  return body.order
}

const handOver = (order: { fulfilments: readonly { code?: string | null }[] }) =>
  ask('POST', '/api/orders/hand-over', { code: order.fulfilments[0]?.code, paid: true })

describe('what is paid in a shop', () => {
  test('over the counter is a receipt of its till, with lines, taxes of each rate and means', async () => {
    const order = await counter([
      ['serum', 2],
      ['book', 1],
    ])
    const [receipt, ...others] = await receiptsOf(order.id)
    expect(others).toEqual([])
    expect(receipt).toMatchObject({
      ...{ code: 'lille-1', kind: 'sale', total: 5980, paid: { 'in-shop': 5980 }, corrects: null },
      taxes: [
        { rate: 550, net: 948, vat: 52 },
        { rate: 2000, net: 4150, vat: 830 },
      ],
    })
    expect(receipt?.lines).toMatchObject([
      { kind: 'article', sku: 'serum', quantity: 2, gross: 4980, vatRate: 2000 },
      { kind: 'article', sku: 'book', quantity: 1, gross: 1000, vatRate: 550 },
    ])
  })

  test('of what was reserved is one when it is handed over, and none before', async () => {
    const order = await checkout('book', 2, { option: 'reserve', shop: 'lille' })
    expect(await receiptsOf(order.id)).toEqual([])
    await handOver(order)
    expect(await receiptsOf(order.id)).toMatchObject([{ total: 2000, paid: { 'in-shop': 2000 } }])
  })

  test('in cash or by card at the terminal is told apart, and goes back the way it came', async () => {
    const take = async (takenAs: 'cash' | 'terminal') => {
      const order = await checkout('book', 2, { option: 'reserve', shop: 'lille' })
      const { code } = order.fulfilments[0] ?? {}
      await ask('POST', '/api/orders/hand-over', { code, paid: true, takenAs })
      const given = { lines: lineOf(await ask('GET', `/api/orders/${order.id}`), 'book') }
      await ask('POST', `/api/orders/${order.id}/returns`, {
        ...{ ...given, locationId: store.at('lille') },
      })
      await ask('POST', `/api/orders/${order.id}/refund`, { amount: 100, reason: 'sorry' })
      return (await receiptsOf(order.id)).map(({ paid }) => paid)
    }
    expect(await take('cash')).toEqual([{ cash: 2000 }, { cash: -1000 }, { cash: -100 }])
    expect(await take('terminal')).toEqual([
      ...[{ terminal: 2000 }, { terminal: -1000 }, { terminal: -100 }],
    ])
  })

  test('beside a gift card is a receipt of the whole, and what was paid online is none', async () => {
    const payments = [{ means: 'gift-card', code: await giftCard(5000) }]
    const mixed = await checkout('book', 1, { option: 'collect', shop: 'lille', payments })
    const lines = [{ lineId: mixed.lines[0]?.id, quantity: 2 }]
    await ask('POST', `/api/orders/${mixed.id}/edit`, { lines, payWith: { means: 'in-shop' } })
    await handOver(mixed)
    expect(await receiptsOf(mixed.id)).toMatchObject([
      { total: 2000, paid: { 'gift-card': 1000, 'in-shop': 1000 } },
    ])
    const card = [{ means: 'gift-card', code: await giftCard(5000) }]
    const online = await checkout('book', 1, { option: 'collect', shop: 'lille', payments: card })
    await handOver(online)
    expect(await receiptsOf(online.id)).toEqual([])
  })

  test('is with its receipt or not at all', async () => {
    const before = await line.db.selectFrom('orders.order').select('id').execute()
    await line.db.updateTable('till.till').set({ currency: 'USD' }).execute()
    const items = [{ sku: 'serum', quantity: 1 }]
    const answer = await line.app.http.inject({
      ...{ method: 'POST', url: '/api/orders/counter', headers: owner },
      payload: { customerId: randomUUID(), locationId: store.at('lille'), items },
    })
    await line.db.updateTable('till.till').set({ currency: 'EUR' }).execute()
    expect(answer.json().code).toBe('till/other-currency')
    expect(await line.db.selectFrom('orders.order').select('id').execute()).toEqual(before)
  })
})

describe('what goes back', () => {
  test('over another shop’s counter is below zero at its till, and names the receipt of the sale', async () => {
    const order = await counter([['serum', 3]])
    const back = { lines: lineOf(order, 'serum', 2), locationId: store.at('lyon') }
    await ask('POST', `/api/orders/${order.id}/returns`, back)
    const [sale, refund] = await receiptsOf(order.id)
    expect(refund).toMatchObject({
      ...{ code: 'lyon-1', kind: 'refund', total: -4980, paid: { 'in-shop': -4980 } },
      ...{ corrects: sale?.id, taxes: [{ rate: 2000, net: -4150, vat: -830 }] },
      lines: [{ sku: 'serum', quantity: -2, gross: -4980 }],
    })
  })

  test('over a counter of what was bought on the web is a receipt too; to a warehouse it is none', async () => {
    const payments = [{ means: 'gift-card', code: await giftCard(9000) }]
    const order = await checkout('book', 2, { option: 'collect', shop: 'lille', payments })
    await handOver(order)
    const take = (place: string) =>
      ask('POST', `/api/orders/${order.id}/returns`, {
        ...{ lines: [{ lineId: order.lines[0]?.id, quantity: 1 }], locationId: store.at(place) },
      })
    await take('depot')
    expect(await receiptsOf(order.id)).toEqual([])
    await take('lyon')
    expect(await receiptsOf(order.id)).toMatchObject([
      { code: 'lyon-1', total: -1000, paid: { 'gift-card': -1000 }, corrects: null },
    ])
  })

  test('to a warehouse of what a till sold, and without goods, is a receipt of that till', async () => {
    const order = await counter([
      ['serum', 1],
      ['book', 1],
    ])
    const back = { lines: lineOf(order, 'book'), locationId: store.at('depot') }
    await ask('POST', `/api/orders/${order.id}/returns`, back)
    await ask('POST', `/api/orders/${order.id}/refund`, { amount: 349, reason: 'gesture' })
    const [payment] = order.payments
    const url = `/api/payments/${order.customerId}/${payment?.id}/refund`
    await ask('POST', url, { amount: 100 })
    const [, taken, gesture, team] = await receiptsOf(order.id)
    expect(taken).toMatchObject({
      code: 'lille-1',
      total: -1000,
      taxes: [{ rate: 550, net: -948 }],
    })
    expect(gesture).toMatchObject({
      ...{ code: 'lille-1', kind: 'refund', total: -349, paid: { 'in-shop': -349 } },
      lines: [{ kind: 'adjustment', quantity: -1, gross: -349 }],
    })
    expect(gesture?.taxes.map(({ rate, net, vat }) => [rate, net + vat])).toEqual([
      [550, -100],
      [2000, -249],
    ])
    expect(team).toMatchObject({ total: -100, paid: { 'in-shop': -100 } })
  })

  test('after a gesture is what is left of what it was paid', async () => {
    const order = await counter([['serum', 2]])
    await ask('POST', `/api/orders/${order.id}/refund`, { amount: 3000, reason: 'gesture' })
    const back = { lines: lineOf(order, 'serum', 2), locationId: store.at('lille') }
    await ask('POST', `/api/orders/${order.id}/returns`, back)
    expect((await receiptsOf(order.id)).at(-1)).toMatchObject({
      ...{ total: -1980, taxes: [{ rate: 2000, net: -1650, vat: -330 }] },
      lines: [
        { kind: 'article', quantity: -2, gross: -4980 },
        { kind: 'adjustment', quantity: 1, gross: 3000 },
      ],
    })
  })

  test('for something else is two receipts, which an exchange joins', async () => {
    const order = await counter([['serum', 1]])
    const swap = (sku: string, quantity: number) =>
      ask<{ order: OrderDetail; exchanged: OrderDetail }>(
        'POST',
        `/api/orders/${order.id}/exchange`,
        {
          ...{ lines: lineOf(order, 'serum'), locationId: store.at('lille') },
          items: [{ sku, quantity }],
        },
      )
    const { exchanged } = await swap('book', 2)
    expect((await receiptsOf(order.id))[1]).toMatchObject({
      ...{ total: -2490, paid: { exchange: -2000, 'in-shop': -490 } },
    })
    expect(await receiptsOf(exchanged.id)).toMatchObject([
      { kind: 'sale', total: 2000, paid: { exchange: 2000 } },
    ])
    const dearer = await counter([['book', 1]])
    const answer = await ask<{ exchanged: OrderDetail }>(
      'POST',
      `/api/orders/${dearer.id}/exchange`,
      {
        ...{ lines: lineOf(dearer, 'book'), locationId: store.at('lille') },
        items: [{ sku: 'serum', quantity: 1 }],
      },
    )
    expect(await receiptsOf(answer.exchanged.id)).toMatchObject([
      { total: 2490, paid: { exchange: 1000, 'in-shop': 1490 } },
    ])
  })
})

test('many who sell, exchange and give back at once leave whole chains, and every receipt adds up', async () => {
  const orders = await Promise.all([
    ...Array.from({ length: 8 }, () => counter([['serum', 1]])),
    ...Array.from({ length: 4 }, () => counter([['book', 2]], 'lyon')),
  ])
  await Promise.all(
    orders.map((order, at) => {
      const [sold] = order.lines
      const lines = [{ lineId: sold?.id, quantity: 1 }]
      const back = { lines, locationId: store.at(at % 2 === 0 ? 'lille' : 'lyon') }
      return at % 3 === 0
        ? ask('POST', `/api/orders/${order.id}/exchange`, {
            ...{ ...back, locationId: store.at('lille') },
            items: [{ sku: 'book', quantity: 1 }],
          })
        : ask('POST', `/api/orders/${order.id}/returns`, back)
    }),
  )
  for (const { receipts } of await verifyTills(line.db)) {
    expect(receipts.firstAltered).toBeUndefined()
  }
  const rows = await line.db.selectFrom('till.receipt').selectAll().execute()
  expect(rows.length).toBeGreaterThan(28)
  for (const { total, lines, taxes, payments } of rows) {
    const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
    expect(sum(lines.map(({ gross }) => gross))).toBe(total)
    expect(sum(taxes.map(({ net, vat }) => net + vat))).toBe(total)
    expect(sum(payments.map(({ amount }) => amount))).toBe(total)
  }
})

test('whose a receipt was is forgotten, the receipt is not', async () => {
  const email = `${randomUUID()}@example.com`
  const source = await line.source('server')
  const traits = { type: 'identify', messageId: randomUUID(), userId: email, traits: { email } }
  await line.send(source, [traits])
  await line.settle(({ name }) => /weav|consent/.test(name))
  const { customer_id: customerId } = await line.db
    .selectFrom('customers.identity')
    .select('customer_id')
    .where('value', '=', email)
    .limit(1)
    .executeTakeFirstOrThrow()
  const order = await ask('POST', '/api/orders/counter', {
    ...{ customerId, locationId: store.at('lille'), items: [{ sku: 'book', quantity: 1 }] },
  })
  const before = await receiptsOf(order.id)
  const holder = () =>
    line.db
      .selectFrom('till.receipt_of')
      .select('customer_id')
      .where('receipt_id', '=', before[0]?.id ?? '')
      .execute()
  expect(await holder()).toEqual([{ customer_id: customerId }])
  const asked = { kind: 'erasure', by: 'email', value: email }
  const request = await ask<{ id: string }>('POST', '/api/privacy/requests', asked)
  await ask('POST', `/api/privacy/requests/${request.id}/verify`, { vouched: 'came to the shop' })
  await line.settle(({ name }) => /weav|consent/.test(name))
  expect(await receiptsOf(order.id)).toEqual(before)
  const [kept, ...others] = await holder()
  expect(others).toEqual([])
  expect(kept?.customer_id).not.toBe(customerId)
}, 60_000)
