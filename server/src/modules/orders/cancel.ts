import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { paymentsOf } from '../payments/index.ts'
import { replaceChange } from './changes.ts'
import { orderCancelled, orderNotCollected } from './events.ts'
import { inShop, tell } from './facts.ts'
import { isOpen } from './goods.ts'
import { letterTo } from './letters.ts'
import { giveUpRest } from './not-collected.ts'
import { placeOf } from './places.ts'
import { receiptOfMoneyBack } from './receipts.ts'
import { NotInState } from './refusals.ts'
import { letGo } from './refuse.ts'
import {
  changeOrder,
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  lockOrder,
  note,
  type OrderKey,
  type OrderRow,
} from './rows.ts'

/** Nothing of it has left: then it can be called off as a whole. */
export function mayCancel(order: OrderRow, fulfilments: readonly FulfilmentRow[]): boolean {
  if (order.state !== 'pending' && order.state !== 'confirmed') return false
  return fulfilments.every(({ state }) => state !== 'shipped' && state !== 'handed-over')
}

/** Calls an order off: goods, promotions and money go back to whom they came from. */
export async function cancelOrder(
  work: Work,
  key: OrderKey,
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  const order = await lockOrder(work, key)
  if (!mayCancel(order, await fulfilmentsOf(work.tx, key))) {
    throw new NotInState({ state: order.state, action: 'cancel' })
  }
  await changeOrder(work, order, {
    ...{ state: 'cancelled', reason, ended_at: work.now, expires_at: null },
  })
  const refunds = await end(work, order, 'cancelled')
  await note(work, order, { what: 'cancelled', by, details: { reason } })
  await tell(work, order, orderCancelled, { total: decimal(order.gross), reason })
  await letterTo(work, order, 'order-cancelled')
  await receiptOfMoneyBack(work, order, refunds, by)
}

/**
 * Nobody came for it in time: it goes back on the shelf, and what was paid is given back. Of what was taken
 * along before nothing is.
 */
export async function giveUpWaiting(work: Work, key: OrderKey): Promise<boolean> {
  const order = await lockOrder(work, key)
  const parcels = await fulfilmentsOf(work.tx, key)
  const late = parcels.some(({ expires_at }) => expires_at !== null && expires_at <= work.now)
  if (order.state !== 'confirmed' || !late) return false
  const some = parcels.some(({ state }) => state === 'handed-over' || state === 'shipped')
  const worth = some ? await giveUpRest(work, order, parcels.filter(isOpen)) : order.gross
  if (!some) await giveUpAll(work, order)
  const shop = order.shop_id ? await placeOf(work.tx, order.shop_id) : undefined
  await tell(work, order, orderNotCollected, { total: decimal(worth), ...inShop(shop) })
  return true
}

async function giveUpAll(work: Work, order: OrderRow): Promise<void> {
  await changeOrder(work, order, {
    ...{ state: 'expired', reason: 'not-collected', ended_at: work.now, expires_at: null },
  })
  const refunds = await end(work, order, 'expired')
  await note(work, order, { what: 'expired', by: 'house' })
  await letterTo(work, order, 'order-cancelled')
  await receiptOfMoneyBack(work, order, refunds, 'house')
}

async function end(work: Work, order: OrderRow, state: 'cancelled' | 'expired') {
  await replaceChange(work, order)
  const paid = await paymentsOf(work.tx, keyOf(order))
  await letGo(work, order, state)
  const back = paid.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0)
  if (back > 0) {
    await work.tx
      .updateTable('orders.order')
      .set((row) => ({ refunded: row('refunded', '+', back) }))
      .where('customer_id', '=', order.customer_id)
      .where('id', '=', order.id)
      .execute()
  }
  return paid.map(({ means, takenAs, captured, refunded }) => ({
    ...{ means, takenAs, amount: captured - refunded },
  }))
}
