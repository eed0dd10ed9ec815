import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CashierWorld, cashierWorld } from '../../../test/cashier-world.ts'
import { cardBalance, issueCard } from '../promotions/index.ts'
import { cancelPayments, capturePayments } from './decide.ts'
import { paymentsOf, refundsOf } from './read.ts'
import { refund, splitRefund } from './refund.ts'

let world: CashierWorld
beforeAll(async () => {
  world = await cashierWorld()
})
afterAll(() => world.close())

const giftCard = (amount: number) =>
  world.inWork((work) => issueCard(work, { amount, currency: 'EUR' }, 'test'))
const balance = async (code: string) =>
  (await cardBalance(world.db, code, world.time.now)).available

async function paidWithBoth() {
  const order = world.order()
  const { code } = await giftCard(2000)
  await world.begin({ ...order, amount: 2000, goal: 'hold', with: { means: 'gift-card', code } })
  const token = 'pm_card_visa'
  const card = await world.begin({
    ...order,
    amount: 4000,
    goal: 'hold',
    with: { means: 'card', token },
  })
  await world.cashier.perform(card)
  return { order, code }
}

test('an order paid with a card and a gift card is refunded as money first, and never beyond it', async () => {
  const { order, code } = await paidWithBoth()
  await world.inWork((work) => capturePayments(work, order))
  await world.settle()
  expect((await paymentsOf(world.db, order)).map(({ state }) => state)).toEqual([
    'captured',
    'captured',
  ])
  expect(await balance(code)).toBe(0)

  await world.inWork((work) => refund(work, { ...order, amount: 5000, cause: 'return' }))
  await world.settle()
  expect(world.at(order.orderId).taken).toBe(0)
  expect(await balance(code)).toBe(1000)
  await expect(
    world.inWork((work) => refund(work, { ...order, amount: 1001, cause: 'return' })),
  ).rejects.toMatchObject({ code: 'payments/refund-too-high', details: { left: 1000 } })
  expect(await refundsOf(world.db, order)).toHaveLength(2)
})

test('two who refund the same order at once give back what there is, once', async () => {
  const { order } = await paidWithBoth()
  await world.inWork((work) => capturePayments(work, order))
  await world.settle()
  const asked = await Promise.allSettled(
    [1, 2, 3].map(() =>
      world.inWork((work) => refund(work, { ...order, amount: 3000, cause: 'return' })),
    ),
  )
  await world.settle()
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  const payments = await paymentsOf(world.db, order)
  expect(payments.map(({ captured, refunded }) => captured - refunded)).toEqual([0, 0])
})

test('an order that is given up lets go of every means', async () => {
  const { order, code } = await paidWithBoth()
  expect(await balance(code)).toBe(0)
  await world.inWork((work) => cancelPayments(work, order))
  await world.settle()
  expect((await paymentsOf(world.db, order)).map(({ state }) => state)).toEqual([
    'cancelled',
    'cancelled',
  ])
  expect(await balance(code)).toBe(2000)
  expect(world.at(order.orderId)).toMatchObject({ aside: 0, taken: 0 })
})

test('a refund that the bank refuses is told, and what it stood for is there again', async () => {
  const order = world.order()
  const token = 'pm_card_visa'
  const begun = await world.begin({
    ...order,
    amount: 900,
    goal: 'take',
    with: { means: 'card', token },
  })
  const { providerRef } = await world.cashier.perform(begun)
  const intent = world.bank.intents.get(providerRef ?? '')
  if (intent) intent.amount_refunded = 900
  await world.inWork((work) => refund(work, { ...order, amount: 900, cause: 'return' }))
  await world.settle()
  expect(await refundsOf(world.db, order)).toMatchObject([
    { state: 'failed', reason: 'charge_already_refunded' },
  ])
  expect((await paymentsOf(world.db, order))[0]?.refunded).toBe(0)
})

test('paid in a shop: once, when the till says so', async () => {
  const order = world.order()
  const begun = await world.begin({
    ...order,
    amount: 900,
    goal: 'take',
    with: { means: 'in-shop' },
  })
  expect(begun.state).toBe('pending')
  const receive = () => world.inWork((work) => world.cashier.receiveInShop(work, begun))
  expect(await receive()).toMatchObject({ state: 'captured', captured: 900 })
  await expect(receive()).rejects.toMatchObject({ code: 'payments/not-to-pay-in-shop' })
})

test('refunds are split in the same way however payments are listed', () => {
  const payments = [
    { id: 'b', means: 'gift-card', left: 2000 },
    { id: 'c', means: 'in-shop', left: 500 },
    { id: 'a', means: 'card', left: 4000 },
  ] as const
  expect(splitRefund(4700, payments)).toEqual([
    { id: 'a', amount: 4000 },
    { id: 'c', amount: 500 },
    { id: 'b', amount: 200 },
  ])
  expect(splitRefund(4700, payments.toReversed())).toEqual(splitRefund(4700, payments))
})
