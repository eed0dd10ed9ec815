import { all, type Work } from '../../kernel/work.ts'
import { type Payment, paymentsOf, type Refund } from '../payments/index.ts'
import { onChangePaid, onChangeUnpaid } from './changes.ts'
import { confirmOrder } from './confirm.ts'
import { refuseOrder } from './refuse.ts'
import { lockIfThere, note, type OrderRow } from './rows.ts'

const isThere = ({ state }: Payment) => state === 'authorised' || state === 'captured'
const isGone = ({ state }: Payment) => state === 'failed' || state === 'cancelled'

/**
 * What becomes of an order when something becomes of its payment, in the same transaction: so nobody who
 * dies between the two leaves one without the other. Once an order has ended its payments are being
 * dropped, and what comes in late is given back by whoever drives them.
 */
export async function onPayment(work: Work, payment: Payment, refund?: Refund): Promise<void> {
  const key = { customerId: payment.customerId, orderId: payment.orderId }
  const [order, payments] = await all([lockIfThere(work, key), paymentsOf(work.tx, key)])
  // Payments may be of other things.
  if (!order) return
  const about = refund
    ? { what: `refund-${refund.state}`, amount: refund.amount, reason: refund.reason }
    : { what: `payment-${payment.state}`, amount: payment.amount, reason: payment.reason }
  const { what, ...details } = about
  await all([
    note(work, order, { what, by: 'payments', details }),
    !refund && follow(work, order, payment, payments),
  ])
}

async function follow(
  work: Work,
  order: OrderRow,
  payment: Payment,
  payments: readonly Payment[],
): Promise<void> {
  // What is paid for an order that is confirmed is paid for a change of it.
  if (order.state === 'confirmed') {
    if (isThere(payment)) return onChangePaid(work, order, payment)
    if (isGone(payment)) return onChangeUnpaid(work, order, payment)
  }
  if (order.state !== 'pending') return
  if (isGone(payment)) return refuseOrder(work, order, payment.reason ?? 'payment-failed')
  const isLast = payments.every(({ means }) => means === 'card')
  if (payments.length > 0 && payments.every(isThere)) await confirmOrder(work, order, { isLast })
}
