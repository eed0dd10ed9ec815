import type { Work } from '../../kernel/work.ts'
import { emptyCart } from '../carts/index.ts'
import { finalIds } from '../customers/index.ts'
import { capturePayments } from '../payments/index.ts'
import { confirm, InsufficientStock, ReservationGone, release, reserve } from '../stock/index.ts'
import { orderCompleted, orderReserved } from './events.ts'
import { inShop, productsIn, sumsIn, tell } from './facts.ts'
import { heldBy } from './goods.ts'
import { letterTo } from './letters.ts'
import { placeOf } from './places.ts'
import { refuseOrder } from './refuse.ts'
import {
  changeFulfilment,
  changeOrder,
  fulfilmentsOf,
  keyOf,
  linesOf,
  note,
  type OrderRow,
} from './rows.ts'
import { orderSettings } from './settings.ts'
import { waitsUntil } from './shop.ts'

/**
 * What it costs is there, or will be paid in a shop: the goods are kept for good, the money is taken, the
 * cart is empty. Were the goods given to somebody else meanwhile, nothing is taken after all.
 */
export async function confirmOrder(work: Work, order: OrderRow): Promise<void> {
  if (order.state !== 'pending') return
  if (!(await keepGoods(work, order))) return refuseOrder(work, order, 'sold-out')
  const settings = await orderSettings(work.tx)
  const key = keyOf(order)
  const lines = await linesOf(work.tx, key)
  const reserved = order.delivery.kind === 'reserve'
  await changeOrder(work, order, {
    ...{ state: 'confirmed', confirmed_at: work.now, expires_at: null },
  })
  if (settings.capture === 'order') await capturePayments(work, key)
  if (order.cart_id) {
    // Who ordered may have proved to be somebody since: their carts become one a moment later.
    const finals = await finalIds(work.tx, [order.customer_id])
    const bought = lines.map(({ id }) => id)
    const holders = new Set([order.customer_id, ...finals.values()])
    for (const holder of [...holders].sort()) await emptyCart(work, holder, bought)
  }
  const shop = order.shop_id ? await placeOf(work.tx, order.shop_id) : undefined
  if (reserved) {
    const until = waitsUntil(shop, 'reserve', work.now, settings)
    const remind = new Date(until.getTime() - settings.reminderHours * 3_600_000)
    for (const fulfilment of await fulfilmentsOf(work.tx, key)) {
      const remind_at = remind > work.now ? remind : null
      await changeFulfilment(work, fulfilment, { expires_at: until, remind_at })
    }
  }
  await note(work, order, { what: 'confirmed', by: 'house' })
  const told = { ...sumsIn(order), products: productsIn(order, lines), ...inShop(shop) }
  await tell(work, order, reserved ? orderReserved : orderCompleted, told)
  await letterTo(work, order, reserved ? 'order-reserved' : 'order-confirmed')
}

/**
 * A hold that ran out is still good as long as nobody asked for the goods; if somebody did, and some are
 * left, they are taken anew.
 */
async function keepGoods(work: Work, order: OrderRow): Promise<boolean> {
  try {
    await confirm(work, order.id)
    return true
  } catch (error) {
    if (!(error instanceof ReservationGone)) throw error
  }
  await release(work, order.id)
  try {
    await reserve(work, {
      ...{ id: order.id, kind: 'order', channel: order.channel, expiresAt: null },
      ...{ lines: await heldBy(work.tx, order), ref: `order:${order.id}` },
    })
    return true
  } catch (error) {
    if (error instanceof InsufficientStock) return false
    throw error
  }
}
