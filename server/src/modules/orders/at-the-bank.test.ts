import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { CardBank } from '../../demo/cards/bank.ts'
import { type CardServer, cardServer } from '../../demo/cards/server.ts'
import { setAccount } from '../payments/index.ts'
import type { CheckoutAnswer } from './contract.ts'

const secretKey = 'sk_test_of_the_bank'
const began = new Date('2026-11-30T10:00:00Z')
let line: Line
let store: Store
let bank: CardBank
let provider: CardServer
let writeKey: string

beforeAll(async () => {
  line = await startLine({ now: began })
  store = await openStore(line, {
    goods: [
      { sku: 'serum', price: 5000, stock: { depot: 100 } },
      { sku: 'last', price: 5000, stock: { depot: 1 } },
    ],
  })
  bank = new CardBank()
  provider = await cardServer({ bank, secretKey })
  const keys = { baseUrl: provider.url, publishableKey: 'pk_test', secretKey }
  await line.inWork((work) => setAccount(work, line.app.seal, keys))
  writeKey = (await line.source('browser')).writeKey
})
afterAll(async () => {
  await provider.close()
  await line.stop()
})

/** Orders with a card about which the bank asks; where it wants to see the customer. */
async function asked(sku = 'serum', token = 'pm_card_authenticationRequired') {
  const one = await TestShopper.enter(line, writeKey)
  await one.add(sku, 1)
  const input = {
    contact: { email: `${crypto.randomUUID()}@example.com`, firstName: 'Sophie' },
    address: { name: 'S', street: '1 rue', postalCode: '59000', city: 'Lille', country: 'FR' },
    payments: [{ means: 'card', token }],
  }
  const key = crypto.randomUUID()
  const { body } = await one.checkout(input, key)
  const { order, redirectUrl } = body as CheckoutAnswer
  const [intent] = [...bank.intents.values()].slice(-1)
  return {
    ...{ order, intent, redirectUrl: redirectUrl ?? '' },
    again: async () => (await one.checkout(input, key)).body as CheckoutAnswer,
    now: async () => {
      const { body: now } = await one.ask<CheckoutAnswer['order']>(
        'GET',
        `/api/shop/orders/${order.id}`,
      )
      return now
    },
  }
}

/** What the customer says on the bank's page, and where that leads. */
async function say(url: string, answer: 'yes' | 'no'): Promise<string> {
  expect((await fetch(url)).status).toBe(200)
  const body = new URLSearchParams({ answer })
  const said = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  expect(said.status).toBe(303)
  return said.headers.get('location') ?? ''
}

/** Comes back to the order's page, and reads it. */
async function comeBack(url: string): Promise<string> {
  const { pathname, search } = new URL(url)
  const back = await line.app.http.inject({ url: pathname + search })
  expect(back.statusCode).toBe(303)
  const page = await line.app.http.inject({ url: back.headers.location ?? '' })
  expect(page.statusCode).toBe(200)
  return page.body
}

test('a bank that wants to see its customer is gone to, and the order is confirmed when they are back', async () => {
  const { order, intent, redirectUrl, again, now } = await asked()
  expect(redirectUrl).toContain(provider.url)
  // The order's page knows the way, and so does a request that is sent again.
  const page = await line.app.http.inject({ url: new URL(order.page).pathname })
  expect(page.body).toContain(`href="${redirectUrl}"`)
  expect((await again()).redirectUrl).toBe(redirectUrl)
  const back = await say(redirectUrl, 'yes')
  expect(back).toBe(`${order.page}?from=bank`)
  expect(await comeBack(back)).toContain('class="state confirmed"')
  await line.settle()
  expect(intent).toMatchObject({ status: 'succeeded', amount_received: 5000 })
  expect(await now()).toMatchObject({
    ...{ state: 'confirmed', payments: [{ state: 'captured', nextUrl: null }] },
  })
})

test('who comes back twice, or says yes twice, has paid once', async () => {
  const { intent, redirectUrl, now } = await asked()
  const back = await say(redirectUrl, 'yes')
  const twice = new URLSearchParams({ answer: 'yes' })
  await fetch(redirectUrl, { method: 'POST', body: twice, redirect: 'manual' })
  const pages = await Promise.all([comeBack(back), comeBack(back)])
  // Of two at once one asks the bank; the other may still be shown the way there, and comes back again.
  expect(pages.join()).toContain('class="state confirmed"')
  expect(await comeBack(back)).toContain('class="state confirmed"')
  await line.settle()
  expect(intent?.amount_received).toBe(5000)
  expect((await now()).payments).toHaveLength(1)
})

test('who says no has ordered nothing: the goods are free and the payment can be used by nobody', async () => {
  const before = await store.level('serum')
  const { intent, redirectUrl, now } = await asked()
  expect((await store.level('serum')).reserved).toBe(before.reserved + 1)
  expect(await comeBack(await say(redirectUrl, 'no'))).toContain('class="state refused"')
  await line.settle()
  expect(await now()).toMatchObject({
    ...{ state: 'refused', reason: 'payment_intent_authentication_failure' },
  })
  expect((await store.level('serum')).reserved).toBe(before.reserved)
  expect(intent).toMatchObject({ status: 'canceled', amount_received: 0 })
})

test('who never answers has ordered nothing once the time to pay is over, and is asked too late then', async () => {
  const before = await store.level('serum')
  const { intent, redirectUrl, now } = await asked()
  // Back without an answer: the page shows the way once more.
  const { body } = await line.app.http.inject({ url: new URL((await now()).page).pathname })
  expect(body).toContain(redirectUrl)
  line.now = new Date(line.now.getTime() + 16 * 60_000)
  await line.settle()
  expect(await now()).toMatchObject({ state: 'refused', reason: 'payment-timeout' })
  expect((await store.level('serum')).reserved).toBe(before.reserved)
  expect(intent?.status).toBe('canceled')
  const said = new URLSearchParams({ answer: 'yes' })
  await fetch(redirectUrl, { method: 'POST', body: said, redirect: 'manual' })
  await line.settle()
  expect(intent).toMatchObject({ status: 'canceled', amount_capturable: 0, amount_received: 0 })
})

test('a yes in the moment in which the time ends is given back, whatever it was', async () => {
  const { intent, redirectUrl, now } = await asked()
  line.now = new Date(line.now.getTime() + 16 * 60_000)
  await say(redirectUrl, 'yes')
  expect(intent?.status).toBe('requires_capture')
  // The order ends before anybody has heard of the yes.
  for (const loop of line.app.loops.filter(({ name }) => name === 'orders/sweep')) await loop.run()
  await line.settle()
  expect((await now()).state).toBe('refused')
  expect(intent).toMatchObject({ amount_capturable: 0, amount_received: 0, status: 'canceled' })
})

// Case S20: whoever pays for the last one too late has ordered nothing, and pays nothing.
test('two pay for the last one: the slower is refused and what was put aside for it is let go', async () => {
  const slow = await asked('last')
  expect(slow.order.state).toBe('pending')
  line.now = new Date(line.now.getTime() + 16 * 60_000)
  // Its hold has ended; nobody has looked at the order since.
  await line.settle(({ name }) => name.startsWith('stock/'))
  const quick = await asked('last', 'pm_card_visa')
  expect(quick.order.state).toBe('confirmed')
  expect(await comeBack(await say(slow.redirectUrl, 'yes'))).toContain('class="state refused"')
  await line.settle()
  expect(await slow.now()).toMatchObject({ state: 'refused', reason: 'sold-out' })
  expect(slow.intent).toMatchObject({ status: 'canceled', amount_received: 0 })
  expect(quick.intent).toMatchObject({ status: 'succeeded', amount_received: 5000 })
  expect(await store.level('last')).toMatchObject({ on_hand: 1, reserved: 1 })
})
