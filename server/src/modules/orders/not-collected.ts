import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { paymentsOf, takeUpTo } from '../payments/index.ts'
import { type Refund, refundOf } from '../promotions/index.ts'
import { release } from '../stock/index.ts'
import { replaceChange } from './changes.ts'
import { productsIn } from './facts.ts'
import { goodsIn } from './goods.ts'
import { giveMoneyBack } from './money-back.ts'
import { receiptOfMoneyBack } from './receipts.ts'
import { endFulfilment } from './refuse.ts'
import { changeOrder, type FulfilmentRow, keyOf, linesOf, note, type OrderRow } from './rows.ts'

/**
 * Of an order of which something was taken along, the rest goes back on the shelf: its own money is given
 * back, or no longer asked for. Gives what it was worth.
 */
export async function giveUpRest(
  work: Work,
  order: OrderRow,
  rest: readonly FulfilmentRow[],
): Promise<number> {
  await replaceChange(work, order)
  const lines = await linesOf(work.tx, keyOf(order))
  for (const parcel of rest) {
    const ref = { ref: `order:${order.id}` }
    await release(work, parcel.reservation_id, goodsIn(parcel, lines), ref)
    await endFulfilment(work, parcel, 'expired')
  }
  await changeOrder(work, order, { state: 'completed', ended_at: work.now })
  await note(work, order, { what: 'expired', by: 'house' })
  // Those that were taken along are the first of a line, so that each unit is given back once.
  const before = new Map(lines.map(({ id, delivered }) => [id, delivered]))
  const left = lines.flatMap(({ id, quantity, delivered }) =>
    quantity > delivered ? [{ lineId: id, quantity: quantity - delivered }] : [],
  )
  const worth = refundOf(order.charged, left, { before })
  const amount = await noLongerAsked(work, order, worth)
  if (amount > 0) {
    const leftOf = new Map(left.map(({ lineId, quantity }) => [lineId, quantity]))
    const products = productsIn(order, lines, ({ id }) => leftOf.get(id) ?? 0)
    const told = { revenue: decimal(worth.net), tax: decimal(worth.vat), products }
    const cause = 'not-collected'
    const refunds = await giveMoneyBack(work, order, { amount, cause, by: 'house', told })
    await receiptOfMoneyBack(work, order, refunds, 'house')
  }
  return worth.gross
}

/** What is put aside is taken as far as the rest costs; gives how much of it was taken beyond that. */
async function noLongerAsked(work: Work, order: OrderRow, { gross }: Refund): Promise<number> {
  const key = keyOf(order)
  const due = order.gross - order.credit - gross
  await takeUpTo(work, { ...key, due, whole: due })
  const taken = (await paymentsOf(work.tx, key)).reduce(
    (sum, { captured, refunded }) => sum + captured - refunded,
    0,
  )
  return Math.min(gross, Math.max(0, taken - due))
}
