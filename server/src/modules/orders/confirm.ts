import { all, type Work } from '../../kernel/work.ts'
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
 * cart is empty. Were the goods given to somebody else meanwhile, nothing is taken after all. `isLast`: nothing else follows
 * in this work, and no gift card has to be answered for, so what is written leaves with the commit.
 */
export async function confirmOrder(
  work: Work,
  order: OrderRow,
  { isLast = false }: { readonly isLast?: boolean } = {},
): Promise<void> {
  if (order.state !== 'pending') return
  const key = keyOf(order)
  const [settings, lines, finals, shop, kept] = await all([
    orderSettings(work.tx),
    linesOf(work.tx, key),
    finalIds(work.tx, order.cart_id ? [order.customer_id] : []),
    order.shop_id ? placeOf(work.tx, order.shop_id) : undefined,
    keepGoods(work, order),
  ])
  if (!kept) return refuseOrder(work, order, 'sold-out')
  const reserved = order.delivery.kind === 'reserve'
  if (reserved) {
    const until = waitsUntil(shop, 'reserve', work.now, settings)
    const remind = new Date(until.getTime() - settings.reminderHours * 3_600_000)
    for (const fulfilment of await fulfilmentsOf(work.tx, key)) {
      const remind_at = remind > work.now ? remind : null
      await changeFulfilment(work, fulfilment, { expires_at: until, remind_at })
    }
  }
  const told = { ...sumsIn(order), products: productsIn(order, lines), ...inShop(shop) }
  const bought = lines.map(({ id }) => id)
  // Who ordered may have proved to be somebody since: their carts become one a moment later.
  const holders = new Set(order.cart_id ? [order.customer_id, ...finals.values()] : [])
  const change = { state: 'confirmed' as const, confirmed_at: work.now, expires_at: null }
  const writes = [
    () => changeOrder(work, order, change),
    async () => settings.capture === 'order' && capturePayments(work, key),
    ...[...holders].sort().map((holder) => () => emptyCart(work, holder, bought)),
    () => note(work, order, { what: 'confirmed', by: 'house' }),
    () => tell(work, order, reserved ? orderReserved : orderCompleted, told),
    () => letterTo(work, order, reserved ? 'order-reserved' : 'order-confirmed'),
  ]
  if (isLast) for (const write of writes) work.atLast(write)
  else await all(writes.map((write) => write()))
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
