import { type Db, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { still } from '../../kernel/steady.ts'
import { all } from '../../kernel/work.ts'
import { paymentsOf } from '../payments/index.ts'
import { mayCancel } from './cancel.ts'
import { openChange } from './changes.ts'
import { deliveryOf } from './charged.ts'
import type { OrderShown } from './contract.ts'
import { isElsewhere, isOpen } from './goods.ts'
import { qrPayload } from './pickup.ts'
import { placesOf } from './places.ts'
import { OrderNotFound } from './refusals.ts'
import { lastReturnDay } from './return-time.ts'
import { type FulfilmentRow, fulfilmentsOf, linesOf, type OrderKey, type OrderRow } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'

type Language = 'fr' | 'en'

export interface ShownParts {
  readonly codes: SealedCodes
  /** Where an order's own page is. */
  readonly pageOf: (key: OrderKey) => string
}

const orderOf = statement((db, { customerId, orderId }: OrderKey) =>
  db
    .selectFrom('orders.order')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', orderId)
    .modifyEnd(prepared),
)

export async function orderRow(db: Db, key: OrderKey): Promise<OrderRow> {
  const [order] = await orderOf(db, key)
  if (!order) throw new OrderNotFound({ order: key.orderId })
  return order
}

/** An order as its customer sees it. */
export async function shownOrder(
  of: Db,
  key: OrderKey,
  { codes, pageOf }: ShownParts,
  language?: Language,
): Promise<OrderShown> {
  const db = still(of)
  const [order, lines, fulfilments, payments, open] = await all([
    orderRow(db, key),
    linesOf(db, key),
    fulfilmentsOf(db, key),
    paymentsOf(db, key),
    openChange(db, key),
  ])
  const words = language ?? order.language
  const { charged } = order
  const there = fulfilments.map(({ location_id }) => location_id)
  const [places, until] = await all([placesOf(db, there), lastReturnDay(db, fulfilments)])
  const change = order.state === 'confirmed' ? open : undefined
  const quoted = new Map(charged.lines.map((line) => [line.id, line]))
  return {
    ...{ id: order.id, number: order.number, state: order.state, reason: order.reason },
    currency: order.currency,
    placedAt: order.placed_at.toISOString(),
    confirmedAt: order.confirmed_at?.toISOString() ?? null,
    wantedAt: order.wanted_at?.toISOString() ?? null,
    delivery: order.delivery,
    lines: lines.map((line) => {
      const {
        unit = 0,
        discount = 0,
        net = 0,
        vat = 0,
        gross = 0,
        vatRate = 0,
      } = quoted.get(line.id) ?? {}
      return {
        ...{ id: line.id, sku: line.sku, name: line.article.name[words], options: line.options },
        variant: Object.fromEntries(
          Object.entries(line.article.variant).map(([code, said]) => [code, said[words]]),
        ),
        ...{ image: line.article.image, quantity: line.quantity },
        ...{ delivered: line.delivered, returned: line.returned },
        ...{ unit, discount, net, vat, vatRate, gross },
      }
    }),
    fulfilments: fulfilments.map((one) => ({
      ...shownFulfilment(one, order, places.get(one.location_id)),
      ...shownCode(order, one, codes),
    })),
    payments: payments.map((payment) => ({
      ...{ id: payment.id, means: payment.means, amount: payment.amount, state: payment.state },
      ...{ reason: payment.reason, card: payment.card, nextUrl: payment.nextUrl },
      ...{ refunded: payment.refunded, takenAs: payment.takenAs },
    })),
    ...{ subtotal: charged.subtotal, discount: charged.discount },
    deliveryPrice: deliveryOf(charged),
    ...{ taxes: charged.taxes, net: charged.net, vat: charged.vat, total: order.gross },
    ...{ refunded: order.refunded, mayCancel: mayCancel(order, fulfilments) },
    change: change
      ? {
          ...{ amount: change.amount, lines: change.told },
          expiresAt: change.expires_at.toISOString(),
        }
      : null,
    mayReturnUntil: until?.toISOString() ?? null,
    page: pageOf(key),
  }
}

function shownFulfilment(
  one: FulfilmentRow,
  order: OrderRow,
  place: { readonly id: string; readonly code: string; readonly name: string } | undefined,
) {
  return {
    ...{ id: one.id, kind: one.kind, state: one.state, lines: [...one.lines] },
    coming: isElsewhere(order, one),
    place: place ? { id: place.id, code: place.code, name: place.name } : null,
    ...{ carrier: one.carrier, tracking: one.tracking },
    expectedAt: one.expected_at?.toISOString() ?? null,
    expiresAt: one.expires_at?.toISOString() ?? null,
    readyAt: one.ready_at?.toISOString() ?? null,
    endedAt: one.ended_at?.toISOString() ?? null,
  }
}

/** The code is shown as long as there is something to be had for it, in the shop. */
function shownCode(order: OrderRow, one: FulfilmentRow, codes: SealedCodes) {
  const there = order.state === 'confirmed' && isOpen(one) && !isElsewhere(order, one)
  const code = there ? codes.open(one.code_sealed, one.id) : null
  return { code, qr: code && qrPayload(code) }
}
