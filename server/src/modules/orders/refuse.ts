import type { Work } from '../../kernel/work.ts'
import { cancelPayments } from '../payments/index.ts'
import { giveBack } from '../promotions/index.ts'
import { letGoHeld, release } from '../stock/index.ts'
import { orderRefused } from './events.ts'
import { tell } from './facts.ts'
import { isOpen } from './goods.ts'
import { endPickup } from './pickup.ts'
import {
  changeFulfilment,
  changeOrder,
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  note,
  type OrderRow,
} from './rows.ts'

/** An order that was never paid ends: nothing of it is held, used or taken any more. */
export async function refuseOrder(work: Work, order: OrderRow, reason: string): Promise<void> {
  await changeOrder(work, order, {
    ...{ state: 'refused', reason, ended_at: work.now, expires_at: null },
  })
  await letGo(work, order, 'cancelled')
  await note(work, order, { what: 'refused', by: 'house', details: { reason } })
  await tell(work, order, orderRefused, { reason })
}

/** Gives back everything that an order has of others: goods, uses of promotions, money. */
export async function letGo(
  work: Work,
  order: OrderRow,
  state: 'cancelled' | 'expired',
): Promise<void> {
  const key = keyOf(order)
  const open = (await fulfilmentsOf(work.tx, key)).filter(isOpen)
  for (const id of new Set([order.id, ...open.map((one) => one.reservation_id)])) {
    await release(work, id, undefined, { ref: `order:${order.id}` })
  }
  for (const fulfilment of open) {
    if (fulfilment.paper_id) await letGoHeld(work, fulfilment.paper_id)
    await endFulfilment(work, fulfilment, state)
  }
  await giveBack(work, key)
  await cancelPayments(work, key)
}

export async function endFulfilment(
  work: Work,
  fulfilment: FulfilmentRow,
  state: 'cancelled' | 'expired' | 'shipped' | 'handed-over',
): Promise<void> {
  await changeFulfilment(work, fulfilment, {
    ...{ state, ended_at: work.now, expires_at: null, remind_at: null },
  })
  await endPickup(work, fulfilment.code_hash)
}
