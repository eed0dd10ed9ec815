import { sql } from 'kysely'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { creditCard } from '../promotions/index.ts'
import { correctSale } from '../till/index.ts'
import type { Means, Refund } from './contract.ts'
import { type PaymentRow, paymentRow, shownRefund } from './read.ts'
import { PaymentNotFound, RefundTooHigh } from './refusals.ts'
import { noteRefundStep } from './steps.ts'
import { tillMeans } from './till-means.ts'
import './tables.ts'

/** Money goes back the way it came; what came as money first, so that a gift card never becomes cash. */
const rank: Readonly<Record<Means, number>> = { card: 0, 'in-shop': 1, 'gift-card': 2 }

interface Given {
  readonly id: string
  readonly means: Means
  /** What can still be given back of it. */
  readonly left: number
}

/** How an amount is given back over what an order was paid with: never more to any than it paid. */
export function splitRefund(
  amount: number,
  payments: readonly Given[],
): { id: string; amount: number }[] {
  let open = amount
  return payments
    .toSorted((one, other) => rank[one.means] - rank[other.means] || (one.id < other.id ? -1 : 1))
    .flatMap(({ id, left }) => {
      const part = Math.min(open, left)
      open -= part
      return part > 0 ? [{ id, amount: part }] : []
    })
}

export interface NewRefund {
  readonly customerId: string
  readonly orderId: string
  readonly amount: number
  /** Why: `return`, `withdrawal`, `edit` … */
  readonly cause: string
}

/**
 * Gives back so much of an order, split over what it was paid with. Refused as a whole when more was
 * asked than is left. Of two who ask at once the second sees what the first has taken.
 */
export async function refund(work: Work, { customerId, orderId, amount, cause }: NewRefund) {
  const rows = await work.tx
    .selectFrom('payments.payment')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('order_id', '=', orderId)
    .where('captured', '>', 0)
    .orderBy('id')
    .forUpdate()
    .execute()
  const left = rows.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
  if (amount > left) throw new RefundTooHigh({ amount, left, currency: rows[0]?.currency ?? '' })
  const parts = splitRefund(
    amount,
    rows.map(({ id, means, captured, refunded }) => ({ id, means, left: captured - refunded })),
  )
  const refunds: Refund[] = []
  for (const part of parts) {
    const row = rows.find(({ id }) => id === part.id)
    if (row) refunds.push(await refundPayment(work, row, part.amount, cause))
  }
  await signal(work.tx, 'payments.due')
  return refunds
}

/** Gives back a part of one payment, as a person of the team decided; with a receipt if a till sold it. */
export async function refundPaymentOf(
  work: Work,
  { customerId, id, amount, by }: { customerId: string; id: string; amount: number; by: string },
): Promise<Refund> {
  const row = await paymentRow(work.tx, customerId, id)
  if (!row) throw new PaymentNotFound({ id })
  const made = await refundPayment(work, row, amount, 'team')
  await signal(work.tx, 'payments.due')
  const { orderId } = made
  await correctSale(work, {
    customerId,
    orderId,
    by,
    payments: [{ means: tillMeans(made), amount }],
  })
  return made
}

/**
 * Gives back a part of one payment. A gift card is credited here, and what was paid in a shop is handed
 * out there; a card's provider is told by the cashier.
 */
export async function refundPayment(
  work: Work,
  row: PaymentRow,
  amount: number,
  cause: string,
): Promise<Refund> {
  const taken = await work.tx
    .updateTable('payments.payment')
    .set({ refunded: sql`refunded + ${amount}::bigint`, changed_at: work.now })
    .where('customer_id', '=', row.customer_id)
    .where('id', '=', row.id)
    .where(sql<boolean>`refunded + ${amount}::bigint <= captured`)
    .returning('id')
    .executeTakeFirst()
  if (!taken) {
    const left = row.captured - row.refunded
    throw new RefundTooHigh({ amount, left, currency: row.currency })
  }
  const id = work.newId()
  const { customer_id, id: payment_id, order_id, currency, gift_card_id } = row
  if (gift_card_id) await creditCard(work, { cardId: gift_card_id, amount, ref: id })
  const refunded = await work.tx
    .insertInto('payments.refund')
    .values({
      ...{ customer_id, id, payment_id, order_id, amount, currency, cause },
      state: row.means === 'card' ? 'planned' : 'done',
      ...{ reason: null, provider_ref: null, created_at: work.now, changed_at: work.now },
      ...{ due_at: row.means === 'card' ? work.now : null, claim: null, claimed_until: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteRefundStep(work, refunded)
  return shownRefund(refunded, row)
}
