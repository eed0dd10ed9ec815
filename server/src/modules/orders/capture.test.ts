import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore } from '../../../test/store.ts'
import { CardBank } from '../../demo/cards/bank.ts'
import { type CardServer, cardServer } from '../../demo/cards/server.ts'
import { setAccount } from '../payments/index.ts'
import { issueCard } from '../promotions/index.ts'
import type { OrderDetail } from './team-contract.ts'

const secretKey = 'sk_test_of_the_bank'
let line: Line
let bank: CardBank
let provider: CardServer
let writeKey: string
let owner: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  // Each of them is in a place of its own: an order of both leaves in two parcels.
  await openStore(line, {
    goods: [
      { sku: 'serum', price: 2000, stock: { depot: 100 } },
      { sku: 'book', price: 1000, stock: { lyon: 100 } },
    ],
    places: [
      { code: 'depot', kind: 'warehouse' },
      { code: 'lyon', services: ['ship-from', 'collect'] },
    ],
  })
  bank = new CardBank()
  provider = await cardServer({ bank, secretKey })
  const keys = { baseUrl: provider.url, publishableKey: 'pk_test', secretKey }
  await line.inWork((work) => setAccount(work, line.app.seal, keys))
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
  await ask('PUT', '/api/orders/settings', { capture: 'shipment' })
})
afterAll(async () => {
  await provider.close()
  await line.stop()
})

async function ask<Body = OrderDetail>(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<Body> {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as Body
}

/** Two serums and a book with the delivery: 40.00 + 10.00 + 4.90 at home, in two parcels. */
async function bought(token: string, gift = 0, more: object = { option: 'express' }) {
  const one = await TestShopper.enter(line, writeKey)
  await one.add('serum', 2)
  await one.add('book', 1)
  const card = await line.inWork((work) =>
    issueCard(work, { amount: 10_000, currency: 'EUR' } as never, 'test'),
  )
  const input = {
    contact: { email: `${crypto.randomUUID()}@example.com`, firstName: 'Sophie' },
    address: { name: 'S', street: '1 rue', postalCode: '59000', city: 'Lille', country: 'FR' },
    ...more,
    payments: [
      ...(gift > 0 ? [{ means: 'gift-card', code: card.code, amount: gift }] : []),
      { means: 'card', token },
    ],
  }
  const { body } = await one.checkout(input, crypto.randomUUID())
  await line.settle()
  return body.order
}
const ship = async (
  order: { id: string; lines: readonly { id: string; sku: string }[] },
  sku: string,
) => {
  const lineId = order.lines.find((one) => one.sku === sku)?.id
  const { fulfilments } = await ask('GET', `/api/orders/${order.id}`)
  const parcel = fulfilments.find(({ lines }) => lines.some((one) => one.lineId === lineId))
  await ask('POST', `/api/orders/${order.id}/parcels/${parcel?.id}/ship`, {})
  await line.settle()
}
const at = ({ id }: { id: string }) => {
  const intent = [...bank.intents.values()].find(({ metadata }) => metadata.order_id === id)
  return { taken: intent?.amount_received, aside: intent?.amount_capturable }
}
const later = async (minutes: number) => {
  line.now = new Date(line.now.getTime() + minutes * 60_000)
  await line.settle()
}

test('each parcel takes what it holds, and the last the rest with the delivery', async () => {
  const order = await bought('pm_card_visa')
  expect(order.fulfilments).toHaveLength(2)
  expect(at(order)).toEqual({ taken: 0, aside: 5990 })
  await ship(order, 'serum')
  expect(at(order)).toEqual({ taken: 4000, aside: 1990 })
  await ship(order, 'book')
  expect(at(order)).toEqual({ taken: 5990, aside: 0 })
  const { payments } = await ask('GET', `/api/orders/${order.id}`)
  expect(payments).toMatchObject([{ state: 'captured' }])
})

test('a card that gives all or nothing gives all with the first parcel', async () => {
  const order = await bought('pm_card_oneCapture')
  await ship(order, 'book')
  expect(at(order)).toEqual({ taken: 5990, aside: 0 })
  await ship(order, 'serum')
  expect(at(order)).toEqual({ taken: 5990, aside: 0 })
})

test('a gift card gives first, the card what is still due', async () => {
  const order = await bought('pm_card_visa', 1500)
  await ship(order, 'book')
  expect(at(order)).toEqual({ taken: 0, aside: 4490 })
  await ship(order, 'serum')
  expect(at(order)).toEqual({ taken: 4490, aside: 0 })
})

test('what an edit takes out is never taken, and what is put aside for it is let go', async () => {
  const order = await bought('pm_card_visa')
  const serum = order.lines.find(({ sku }: { sku: string }) => sku === 'serum')
  await ask('POST', `/api/orders/${order.id}/edit`, { lines: [{ lineId: serum?.id, quantity: 1 }] })
  await ship(order, 'serum')
  expect(at(order)).toEqual({ taken: 2000, aside: 3990 })
  await ship(order, 'book')
  expect(at(order)).toEqual({ taken: 3990, aside: 0 })
})

test('a cancelled order takes nothing', async () => {
  const order = await bought('pm_card_visa')
  await ask('POST', `/api/orders/${order.id}/cancel`, {})
  await line.settle()
  expect(at(order)).toEqual({ taken: 0, aside: 0 })
})

test('a part that was taken can be given back while the rest is still put aside', async () => {
  const order = await bought('pm_card_visa')
  await ship(order, 'serum')
  await ask('POST', `/api/orders/${order.id}/refund`, { amount: 500, reason: 'late' })
  await line.settle()
  await ship(order, 'book')
  const { payments } = await ask('GET', `/api/orders/${order.id}`)
  expect(payments).toMatchObject([{ state: 'captured', refunded: 500 }])
})

test('a bank that does not let go of it is asked again, later and later', async () => {
  const order = await bought('pm_card_capturedAtLast')
  await ship(order, 'serum')
  expect(at(order).taken).toBe(0)
  await later(2)
  expect(at(order).taken).toBe(0)
  await later(10)
  expect(at(order)).toEqual({ taken: 4000, aside: 1990 })
})

test('a bank that never does is named to a person', async () => {
  const untaken = async () =>
    (await ask<{ untaken: number }>('GET', '/api/payments?limit=1')).untaken
  const before = await untaken()
  const order = await bought('pm_card_neverCaptured')
  await ship(order, 'serum')
  for (const minutes of [2, 5, 20]) await later(minutes)
  expect((await ask('GET', `/api/orders/${order.id}`)).payments).toMatchObject([
    { state: 'authorised', reason: 'processing_error' },
  ])
  expect(await untaken()).toBe(before)
  await later(90)
  const { payments, history, state } = await ask('GET', `/api/orders/${order.id}`)
  expect(payments).toMatchObject([{ state: 'failed', reason: 'processing_error' }])
  expect(state).toBe('confirmed')
  expect(history.map(({ what }) => what)).toContain('payment-failed')
  expect(await untaken()).toBe(before + 1)
})

test('of what is collected in part and given up, only what was taken along is taken', async () => {
  const order = await bought('pm_card_visa', 0, { option: 'collect', shop: 'lyon' })
  expect(at(order)).toEqual({ taken: 0, aside: 5000 })
  const parcelOf = (code: string) => order.fulfilments.find(({ place }) => place?.code === code)?.id
  const [book, serums] = [parcelOf('lyon'), parcelOf('depot')]
  const deed = async (id: string | undefined, verb: string) => {
    const done = await ask('POST', `/api/orders/${order.id}/parcels/${id}/${verb}`, {})
    await line.settle()
    return done
  }
  await deed(book, 'hand-over')
  expect(at(order)).toEqual({ taken: 1000, aside: 4000 })
  for (const verb of ['bring', 'receive', 'ready']) await deed(serums, verb)
  await later(8 * 24 * 60)
  expect(at(order)).toEqual({ taken: 1000, aside: 0 })
  const { state, refunded, payments } = await ask('GET', `/api/orders/${order.id}`)
  expect({ state, refunded }).toEqual({ state: 'completed', refunded: 0 })
  expect(payments).toMatchObject([{ state: 'captured', refunded: 0 }])
})
