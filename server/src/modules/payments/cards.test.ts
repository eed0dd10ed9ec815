import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CashierWorld, cashierWorld } from '../../../test/cashier-world.ts'
import type { Mishap } from '../../demo/cards/server.ts'
import { signTimed } from '../../kernel/signed.ts'
import { Cashier, type Cashier as CashierType } from './cashier.ts'
import { claimMs, takePayment } from './claim.ts'
import { cancelPayments, capturePayments } from './decide.ts'
import { paymentDetail, refundsOf } from './read.ts'
import { refund, refundPaymentOf } from './refund.ts'
import { settle } from './settle.ts'
import { hearStripe } from './webhook.ts'

let world: CashierWorld
beforeAll(async () => {
  world = await cashierWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  world.wrong.mishap = () => undefined
})

const card = (token: string) => ({ means: 'card', token }) as const
const pay = async (token: string, goal: 'hold' | 'take' = 'take', amount = 6000) => {
  const order = world.order()
  const begun = await world.begin({ ...order, amount, goal, with: card(token) })
  return { order, begun, performed: await world.cashier.perform(begun) }
}
const ledger = async (order: { customerId: string; orderId: string }) => {
  const { id } = await world.now(order)
  const { steps } = await paymentDetail(world.db, order.customerId, id)
  return steps.filter(({ refundId }) => refundId === null).map(({ state }) => state)
}

test('a card is put aside, then taken; each state is told and kept', async () => {
  const { order, begun, performed } = await pay('pm_card_visa', 'hold')
  expect(performed).toMatchObject({ state: 'authorised', card: 'visa 4242', captured: 0 })
  expect(world.at(order.orderId)).toMatchObject({ intents: 1, aside: 6000, taken: 0 })
  await world.inWork((work) => capturePayments(work, order))
  await world.settle()
  expect(await world.now(order)).toMatchObject({ state: 'captured', captured: 6000 })
  expect(world.at(order.orderId)).toMatchObject({ aside: 0, taken: 6000 })
  const told = world.told.filter(({ id }) => id === begun.id).map(({ state }) => state)
  expect(told).toEqual(['authorised', 'captured'])
  expect(await ledger(order)).toEqual(['planned', 'pending', 'authorised', 'captured'])
})

test.each([
  ['pm_card_chargeDeclined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
])(
  '%s is declined, with the bank’s reason, and can be charged by nobody any more',
  async (token, reason) => {
    const { order, performed } = await pay(token)
    expect(performed).toMatchObject({ state: 'failed', reason })
    expect(world.at(order.orderId)).toMatchObject({ intents: 1, aside: 0, taken: 0, open: 0 })
  },
)

test('charged in silence: unknown until the bank is asked, and charged once', async () => {
  const { order, performed } = await pay('pm_card_chargedInSilence')
  expect(performed).toMatchObject({ state: 'unknown', reason: 'timeout' })
  await world.settle()
  expect(await world.now(order)).toMatchObject({ state: 'captured' })
  expect(world.at(order.orderId)).toMatchObject({ intents: 1, everTaken: 6000 })
  expect(await ledger(order)).toEqual([
    ...['planned', 'pending', 'unknown', 'authorised', 'captured'],
  ])
})

test('given up while nobody knew, and charged all the same: let go of as soon as it is known', async () => {
  const { order } = await pay('pm_card_chargedInSilence', 'hold')
  await world.inWork((work) => cancelPayments(work, order))
  await world.settle()
  expect(await world.now(order)).toMatchObject({ state: 'cancelled', captured: 0 })
  expect(world.at(order.orderId)).toMatchObject({ aside: 0, taken: 0, open: 0 })
})

test.each(['hold', 'take'] as const)(
  'declined, and then paid in the page that was still open (%s): let go of or given back',
  async (goal) => {
    world.wrong.mishap = once(/cancel$/, 'lost')
    const { order, performed } = await pay('pm_card_chargeDeclined', goal)
    expect(performed.state).toBe('failed')
    world.bank.answer({
      ...{ method: 'POST', path: `/v1/payment_intents/${performed.providerRef}/confirm` },
      ...{ parameters: new URLSearchParams({ payment_method: 'pm_card_visa' }), key: undefined },
    })
    expect(world.at(order.orderId)).toMatchObject({ aside: 6000 })
    await world.settle()
    expect(world.at(order.orderId)).toMatchObject({ aside: 0, taken: 0, open: 0 })
  },
)

test('who was thought dead and comes back with an old answer changes nothing any more', async () => {
  const begun = await world.begin({
    ...{ ...world.order(), amount: 900, goal: 'take', with: card('pm_card_visa') },
  })
  const slow = await world.inWork((work) => takePayment(work, begun))
  if (!slow) throw new Error('nobody had it')
  world.time.now = new Date(world.time.now.getTime() + claimMs + 1)
  expect(await world.cashier.perform(begun)).toMatchObject({ state: 'captured' })
  const old = { kind: 'refused', reason: 'generic_decline' } as const
  const late = await world.inWork((work) =>
    settle(work, slow.claimed, slow.move, old, async () => undefined),
  )
  expect(late).toBeUndefined()
  expect(await world.now(begun)).toMatchObject({ state: 'captured', captured: 900 })
})

test('a person of the team gives back no more than was taken', async () => {
  const { begun } = await pay('pm_card_visa')
  const back = (amount: number) =>
    world.inWork((work) =>
      refundPaymentOf(work, { customerId: begun.customerId, id: begun.id, amount, by: 'key:test' }),
    )
  await back(5000)
  await expect(back(1001)).rejects.toMatchObject({ details: { left: 1000 } })
  await back(1000)
  await world.settle()
  expect(world.at(begun.orderId)).toMatchObject({ everTaken: 6000, taken: 0 })
})

test('given up after it was taken: given back', async () => {
  const { order } = await pay('pm_card_visa')
  await world.inWork((work) => cancelPayments(work, order))
  await world.inWork((work) => cancelPayments(work, order))
  await world.settle()
  expect(await world.now(order)).toMatchObject({ captured: 6000, refunded: 6000 })
  expect(world.at(order.orderId)).toMatchObject({ everTaken: 6000, taken: 0 })
  expect(await refundsOf(world.db, order)).toMatchObject([{ state: 'done', amount: 6000 }])
})

const calls = [/payment_intents$/, /confirm$/, /capture$/]
const mishaps = ['lost', 'unanswered', 'ill'] as const

test.each(calls.flatMap((at) => mishaps.map((mishap) => [at, mishap] as const)))(
  'the call to %s that is %s is made good: taken once, and in the end known',
  async (at, mishap) => {
    world.wrong.mishap = once(at, mishap)
    const { order } = await pay('pm_card_visa')
    await world.settle()
    expect(await world.now(order)).toMatchObject({ state: 'captured', captured: 6000 })
    expect(world.at(order.orderId)).toMatchObject({ intents: 1, everTaken: 6000, aside: 0 })
  },
)

test.each(
  [...calls, /cancel$/, /refunds$/].flatMap((at) => mishaps.map((mishap) => [at, mishap] as const)),
)(
  'given up at any moment, with the call to %s %s: nothing is kept of the customer’s',
  async (at, mishap) => {
    world.wrong.mishap = once(at, mishap)
    for (const goal of ['hold', 'take'] as const) {
      const { order } = await pay('pm_card_visa', goal)
      await world.inWork((work) => cancelPayments(work, order))
      await world.settle()
      const { state, captured, refunded } = await world.now(order)
      expect([state, captured - refunded]).toEqual([captured > 0 ? 'captured' : 'cancelled', 0])
      expect(world.at(order.orderId)).toMatchObject({ aside: 0, taken: 0 })
    }
  },
)

test.each(mishaps)('a refund that is %s is given once', async (mishap) => {
  const { order } = await pay('pm_card_visa')
  world.wrong.mishap = once(/refunds$/, mishap)
  await world.inWork((work) => refund(work, { ...order, amount: 2500, cause: 'return' }))
  await world.settle()
  expect(await refundsOf(world.db, order)).toMatchObject([{ state: 'done', amount: 2500 }])
  expect(world.at(order.orderId).taken).toBe(3500)
})

test.each(['create', 'confirm', 'capture'] as const)(
  'a process that dies while it waits for %s leaves a payment that another brings to its end',
  async (deed) => {
    const order = world.order()
    const begun = await world.begin({
      ...order,
      amount: 900,
      goal: 'take',
      with: card('pm_card_visa'),
    })
    await expect(dying(deed).perform(begun)).rejects.toThrow('killed')
    await world.settle()
    expect(await world.now(order)).toMatchObject({ state: 'captured', captured: 900 })
    expect(world.at(order.orderId)).toMatchObject({ intents: 1, everTaken: 900 })
  },
)

test('performed by many at once it is charged once', async () => {
  const order = world.order()
  const begun = await world.begin({
    ...order,
    amount: 900,
    goal: 'take',
    with: card('pm_card_visa'),
  })
  await Promise.all([1, 2, 3, 4, 5].map(() => world.open().perform(begun)))
  await world.settle()
  expect(world.at(order.orderId)).toMatchObject({ intents: 1, everTaken: 900 })
})

test('what the bank decides later is asked for when it tells of it, and only if it signed', async () => {
  const { order, performed } = await pay('pm_card_processing', 'hold')
  expect(performed.state).toBe('pending')
  world.bank.decide(performed.providerRef ?? '')
  const body = JSON.stringify({ type: 'any', data: { object: { id: performed.providerRef } } })
  const hear = (header: string) => hearStripe(world, header, Buffer.from(body))
  const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000
  await expect(hear(signTimed('whsec_of_others', body, Date.now()))).rejects.toMatchObject({
    details: { fault: 'wrong' },
  })
  await expect(hear(signTimed(world.webhookSecret, body, minutesAgo(6)))).rejects.toMatchObject({
    details: { fault: 'too-old' },
  })
  await hear(signTimed(world.webhookSecret, body, minutesAgo(4)))
  await hear(signTimed(world.webhookSecret, body, minutesAgo(4)))
  for (const loop of world.cashier.loops()) await loop.run()
  expect(await world.now(order)).toMatchObject({ state: 'authorised' })
})

test('without a token the customer’s page confirms it there, or it is given up', async () => {
  const order = world.order()
  const payment = { ...order, amount: 900, goal: 'take', with: { means: 'card' } } as const
  const begun = await world.begin(payment)
  expect(await world.cashier.perform(begun)).toMatchObject({ state: 'pending' })
  await world.inWork((work) => cancelPayments(work, order))
  await world.settle()
  expect(await world.now(order)).toMatchObject({ state: 'cancelled' })
  expect(world.at(order.orderId)).toMatchObject({ open: 0, aside: 0 })
})

test('the keys cannot be read from the database', async () => {
  const { rows } = await sql<{ text: string }>`
    select encode(secret_sealed, 'escape') as text from payments.account`.execute(world.db)
  expect(rows.length).toBe(1)
  expect(JSON.stringify(rows)).not.toContain('sk_test')
})

const once = (at: RegExp, mishap: Mishap) => {
  let left = 1
  return ({ path, method }: { path: string; method: string }) =>
    method === 'POST' && at.test(path) && left-- > 0 ? mishap : undefined
}

/** A cashier whose process ends at one of its calls, after the bank did what it was asked. */
function dying(at: 'create' | 'confirm' | 'capture'): CashierType {
  const inner = world.open().provider
  return new Cashier({
    inWork: world.inWork,
    returnTo: () => 'https://shop.example/',
    provider: async () => {
      const provider = await inner()
      if (!provider) return undefined
      return {
        ...provider,
        [at]: async (call: never) => {
          await provider[at](call)
          throw new Error('killed')
        },
      }
    },
  })
}
