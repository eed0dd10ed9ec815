import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { CardBank } from '../../demo/cards/bank.ts'
import { type CardServer, cardServer, type Mishap } from '../../demo/cards/server.ts'
import { setAccount } from '../payments/index.ts'
import type { OrderDetail } from './team-contract.ts'

const secretKey = 'sk_test_of_the_bank'
let line: Line
let store: Store
let bank: CardBank
let provider: CardServer
let writeKey: string
let owner: { authorization: string }
let mishap: () => Mishap = () => undefined

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-30T10:00:00Z') })
  store = await openStore(line, {
    goods: [
      { sku: 'serum', price: 5000, stock: { depot: 100 } },
      { sku: 'rare', price: 3000, stock: { depot: 1 } },
    ],
  })
  bank = new CardBank()
  provider = await cardServer({ bank, secretKey, mishap: () => mishap() })
  const keys = { baseUrl: provider.url, publishableKey: 'pk_test', secretKey }
  await line.inWork((work) => setAccount(work, line.app.seal, keys))
  writeKey = (await line.source('browser')).writeKey
  owner = await line.as('owner')
})
afterAll(async () => {
  await provider.close()
  await line.stop()
})

async function ask<Body = OrderDetail>(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: owner },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json() as Body & { code?: string } }
}
const now = async ({ id }: { id: string }) => (await ask('GET', `/api/orders/${id}`)).body

/** One serum for 50 euros, paid by card and taken. */
async function bought() {
  const one = await TestShopper.enter(line, writeKey)
  await one.add('serum', 1)
  const email = `${crypto.randomUUID()}@example.com`
  const input = {
    contact: { email, firstName: 'Sophie' },
    address: { name: 'S', street: '1 rue', postalCode: '59000', city: 'Lille', country: 'FR' },
    payments: [{ means: 'card', token: 'pm_card_visa' }],
  }
  const { body } = await one.checkout(input, crypto.randomUUID())
  await line.settle()
  return { order: body.order, email }
}
const more = (order: { id: string }, add: object[]) =>
  ask('POST', `/api/orders/${order.id}/edit`, { add, payWith: { means: 'card' } })
const twoMore = [{ sku: 'serum', quantity: 2 }]

/** Presses the button of the order’s page: where the card is asked for. */
async function press({ page }: { page: string }): Promise<string> {
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: new URL(page).pathname, payload: 'action=pay&language=fr' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  if (answer.statusCode === 303) return answer.headers.location ?? ''
  return /url=([^"]+)"/.exec(answer.body)?.[1] ?? ''
}
const payWith = (url: string, card: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ card }), redirect: 'manual' })
const comeBack = async (location: string | null) => {
  const { pathname, search } = new URL(location ?? '')
  await line.app.http.inject({ url: pathname + search })
}
const taken = (order: { id: string }) =>
  [...bank.intents.values()]
    .filter(({ metadata }) => metadata.order_id === order.id)
    .map(({ amount_received, amount_capturable }) => amount_received + amount_capturable)
const reserved = async (sku = 'serum') => (await store.level(sku)).reserved
const later = async (hours: number) => {
  line.now = new Date(line.now.getTime() + hours * 3_600_000)
  await line.settle()
}

test('a change that costs more waits for its card, and is made when that has paid, once', async () => {
  const { order, email } = await bought()
  const before = await reserved()
  const asked = await more(order, twoMore)
  expect(asked.body).toMatchObject({
    ...{ total: 5000, lines: [{ quantity: 1 }] },
    change: { amount: 10_000, expiresAt: '2026-12-01T10:00:00.000Z', lines: [{ from: 0, to: 2 }] },
  })
  expect(await reserved()).toBe(before + 2)
  await line.settle()
  const mail = await line.db
    .selectFrom('messages.message')
    .select('variables')
    .where('to_address', '=', email)
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(mail.variables).toMatchObject({ amount: expect.stringMatching(/^100,00.€$/) })
  const { body } = await line.app.http.inject({ url: new URL(order.page).pathname })
  expect(body).toContain('Un changement attend votre paiement')
  const url = await press(order)
  expect(await press(order)).toBe(url)
  expect((await payWith(url, 'pm_card_chargeDeclined')).status).toBe(200)
  await comeBack((await payWith(url, 'pm_card_visa')).headers.get('location'))
  await line.settle()
  expect(await now(order)).toMatchObject({
    ...{ total: 15_000, change: null, lines: [{ quantity: 1 }, { quantity: 2 }] },
  })
  expect(await reserved()).toBe(before + 2)
  // The page again, and the button again, pay nothing more.
  await payWith(url, 'pm_card_visa')
  expect(await press(order)).toContain('said=gone')
  await line.settle()
  expect(taken(order).reduce((sum, amount) => sum + amount, 0)).toBe(15_000)
})

test('a bank that wants to see its customer for it does so', async () => {
  const { order } = await bought()
  await more(order, twoMore)
  const sent = await payWith(await press(order), 'pm_card_authenticationRequired')
  const bankPage = sent.headers.get('location') ?? ''
  const body = new URLSearchParams({ answer: 'yes' })
  const said = await fetch(bankPage, { method: 'POST', body, redirect: 'manual' })
  await comeBack(said.headers.get('location'))
  expect(await now(order)).toMatchObject({ total: 15_000, change: null })
})

test('nobody pays in time: the order is as it was, the goods are free, and the page of the bank is closed', async () => {
  const before = await reserved('rare')
  const { order } = await bought()
  await more(order, [{ sku: 'rare', quantity: 1 }])
  expect(await reserved('rare')).toBe(before + 1)
  const url = await press(order)
  await later(25)
  expect(await reserved('rare')).toBe(before)
  const { history, ...is } = await now(order)
  expect(is).toMatchObject({ state: 'confirmed', total: 5000, change: null })
  expect(history.map(({ what }) => what)).toContain('change-lapsed')
  expect((await payWith(url, 'pm_card_visa')).status).toBe(410)
  expect(taken(order)).toEqual([5000])
})

test('paid in the moment in which its time ends, it is not made and the money is let go', async () => {
  const { order } = await bought()
  await more(order, twoMore)
  const url = await press(order)
  line.now = new Date(line.now.getTime() + 25 * 3_600_000)
  await payWith(url, 'pm_card_visa')
  for (const loop of line.app.loops.filter(({ name }) => name === 'orders/sweep')) await loop.run()
  // The page of the bank says that it was used, the bank is asked, and lets go of it.
  await later(1)
  await later(1)
  expect(await now(order)).toMatchObject({ total: 5000, change: null })
  expect(taken(order).toSorted()).toEqual([0, 5000])
})

test('paid after the parcel has left, it is not made and the money is let go', async () => {
  const { order } = await bought()
  await more(order, twoMore)
  const before = await reserved()
  const url = await press(order)
  await payWith(url, 'pm_card_visa')
  const [parcel] = (await now(order)).fulfilments
  await ask('POST', `/api/orders/${order.id}/parcels/${parcel?.id}/ship`, {})
  await later(1)
  await later(1)
  expect(await now(order)).toMatchObject({ state: 'completed', total: 5000, change: null })
  expect(await reserved()).toBe(before - 3)
  expect(taken(order).toSorted()).toEqual([0, 5000])
})

test('another edit takes the place of one that waits, and a cancelled order waits for none', async () => {
  const { order } = await bought()
  await more(order, twoMore)
  const before = await reserved()
  const url = await press(order)
  await more(order, [{ sku: 'serum', quantity: 1 }])
  expect(await reserved()).toBe(before - 1)
  await line.settle()
  expect((await payWith(url, 'pm_card_visa')).status).toBe(410)
  expect((await now(order)).change?.amount).toBe(5000)
  await ask('POST', `/api/orders/${order.id}/cancel`, {})
  await line.settle()
  expect(await reserved()).toBe(before - 3)
  expect(await press(order)).toContain('said=gone')
})

test('a silent bank is asked again by the same button, and makes one page', async () => {
  const { order } = await bought()
  await more(order, twoMore)
  mishap = () => 'unanswered'
  expect(await press(order)).toContain('said=trouble')
  mishap = () => undefined
  await line.settle()
  line.now = new Date(line.now.getTime() + 60_000)
  await line.settle()
  const url = await press(order)
  expect(url).toContain('/pay/')
  const pages = [...bank.sessions.values()].filter((one) => one.made.includes(order.id))
  expect(pages).toHaveLength(1)
})

test('what it would cost is told before, and nothing is done', async () => {
  const { order } = await bought()
  const before = await reserved()
  const quote = await ask<object>('POST', `/api/orders/${order.id}/edit/quote`, { add: twoMore })
  expect(quote.body).toEqual({ currency: 'EUR', before: 5000, after: 15_000 })
  expect(await reserved()).toBe(before)
  expect(await now(order)).toMatchObject({ total: 5000, lines: [{ quantity: 1 }] })
})
