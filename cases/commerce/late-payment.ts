import { CardBank } from '../../server/src/demo/cards/bank.ts'
import { cardServer } from '../../server/src/demo/cards/server.ts'
import { newId } from '../../server/src/kernel/id.ts'
import {
  beginPayment,
  cancelPayments,
  capturePayments,
  paymentsOf,
} from '../../server/src/modules/payments/index.ts'
import type { Product } from '../product.ts'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'
import type { Case } from './schema.ts'
import { shelvesOf } from './stock-given.ts'
import { StockWorld } from './stock-world.ts'

/** Whether a case is about money that came for goods that had gone. */
export const isPaidTooLate = ({ when, then }: Case) => /\bpay/.test(when) && 'second' in then

/**
 * Two pay by card for the last unit. Whose payment is known first has it; the other's comes after the
 * goods have gone, and is let go of, or given back: by a bank that speaks Stripe's format.
 */
export const paidTooLate: Area = async ({ given, then }, product) => {
  const opened = await product()
  const secretKey = `sk_test_${newId()}`
  const bank = new CardBank()
  const server = await cardServer({ bank, secretKey })
  const keys = { publishableKey: 'pk_test', secretKey, webhookSecret: null }
  await opened.call('PUT', '/api/payments/account', { baseUrl: server.url, ...keys })
  try {
    const world = new StockWorld(opened)
    for (const [place, shelf] of shelvesOf(given)) await world.shelve(place, shelf)
    const buyers = [newOrder(), newOrder()] as const
    for (const order of buyers) await pay(opened, order)
    const ends = [await end(world, buyers[0]), await end(world, buyers[1])]
    await opened.settle()
    return faultsOf(then, {
      orders: ends.filter((one) => one === 'confirmed').length,
      first: { order: ends[0], payment: await standing(opened, buyers[0]) },
      second: { order: ends[1], payment: wordFor(then, await standing(opened, buyers[1])) },
      taken: [...bank.intents.values()].reduce((sum, one) => sum + one.amount_received, 0),
    })
  } finally {
    await server.close()
  }
}

interface Order {
  readonly customerId: string
  readonly orderId: string
}

const newOrder = (): Order => ({ customerId: newId(), orderId: newId() })

async function pay({ inWork, cashier }: Product, order: Order): Promise<void> {
  const token = 'pm_card_visa'
  const payment = { ...order, amount: 1000, currency: 'EUR', goal: 'hold' } as const
  const begun = await inWork((work) =>
    beginPayment(work, { ...payment, with: { means: 'card', token } }),
  )
  await cashier.perform(begun)
}

/** The goods decide: taken with them, or dropped without. */
async function end(world: StockWorld, order: Order): Promise<'confirmed' | 'refused'> {
  const { inWork } = world.product
  const place = world.places[0] ?? ''
  const got = await world.take(order.orderId, world.lines({ [place]: 1 }), null)
  if (got === 'ok') {
    await inWork((work) => capturePayments(work, order))
    return 'confirmed'
  }
  await inWork((work) => cancelPayments(work, order))
  return 'refused'
}

async function standing({ db }: Product, order: Order): Promise<string> {
  const [payment] = await paymentsOf(db, order)
  if (!payment) return 'none'
  return payment.captured > 0 && payment.refunded === payment.captured ? 'refunded' : payment.state
}

/** `cancelled or refunded`: either will do. */
function wordFor(then: Case['then'], found: string): string {
  const second = then.second as { payment?: string }
  const anyOf = String(second.payment ?? '').split(' or ')
  return anyOf.includes(found) ? String(second.payment) : found
}
