import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { paymentsOf, type Refund, refund } from '../payments/index.ts'
import { amountsIn } from './amounts.ts'
import { orderRefunded } from './events.ts'
import { tell } from './facts.ts'
import { letterTo } from './letters.ts'
import { receiptOfMoneyBack } from './receipts.ts'
import { RefundTooHigh } from './refusals.ts'
import { keyOf, lockOrder, note, type OrderRow } from './rows.ts'

interface Back {
  readonly amount: number
  readonly cause: string
  readonly by: string
  /** What the thread is told besides the amount: the products, how much of it is tax. */
  readonly told: Readonly<Record<string, unknown>>
  /** False where the order itself costs less now. */
  readonly counted?: boolean
}

/** Gives money of an order back, by the means that it came by, and says so to the customer. */
export async function giveMoneyBack(work: Work, order: OrderRow, back: Back): Promise<Refund[]> {
  const { amount, cause, by, told, counted = true } = back
  if (counted) await countRefund(work, order, amount)
  const refunds = await payBack(work, order, amount, cause)
  await note(work, order, { what: 'refunded', by, details: { amount, cause } })
  await tell(work, order, orderRefunded, { total: decimal(amount), ...told })
  // Who is told what is missing is told what goes back for it by the same letter.
  if (cause !== 'short') {
    await letterTo(work, order, 'order-refunded', { amount: amountsIn(order)(amount) })
  }
  return refunds
}

/** So much of an order's worth has come back; never more than there was. */
export async function countRefund(work: Work, order: OrderRow, amount: number): Promise<void> {
  const counted = await work.tx
    .updateTable('orders.order')
    .set({ refunded: sql<number>`refunded + ${amount}::bigint` })
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', order.id)
    .where(sql<boolean>`refunded + ${amount}::bigint <= gross`)
    .returning('refunded')
    .executeTakeFirst()
  if (!counted) throw new RefundTooHigh({ amount, left: order.gross - order.refunded })
}

/** Of an order that an exchange paid for, the money lies with the order that was exchanged. */
async function payBack(
  work: Work,
  order: OrderRow,
  amount: number,
  cause: string,
): Promise<Refund[]> {
  const paid = await paymentsOf(work.tx, keyOf(order))
  const left = paid.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
  const here = Math.min(amount, left)
  const refunds = here > 0 ? await refund(work, { ...keyOf(order), amount: here, cause }) : []
  if (here === amount) return refunds
  if (!order.exchange_of) throw new RefundTooHigh({ amount, left })
  const before = await lockOrder(work, {
    ...{ customerId: order.customer_id, orderId: order.exchange_of },
  })
  return [...refunds, ...(await payBack(work, before, amount - here, cause))]
}

/** Gives something back without anything returned: a gesture, a mistake. */
export async function refundGesture(
  work: Work,
  order: OrderRow,
  { amount, reason, by }: { amount: number; reason: string; by: string },
): Promise<void> {
  const { gross, charged } = order
  // The same share of the tax goes back as was in what was charged.
  const tax = gross === 0 ? 0 : Math.round((amount * charged.vat) / gross)
  const told = { revenue: decimal(amount - tax), tax: decimal(tax), reason }
  const refunds = await giveMoneyBack(work, order, { amount, cause: 'gesture', by, told })
  await receiptOfMoneyBack(work, order, refunds, by)
}
