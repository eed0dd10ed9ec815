import type { Db } from '../../kernel/database.ts'
import { promotionNames } from '../promotions/index.ts'
import { namesOfActors } from '../team/index.ts'
import { returnsOf } from './read-returns.ts'
import { fulfilmentsOf, type OrderKey } from './rows.ts'
import { orderRow, type ShownParts, shownOrder } from './shown.ts'
import type { OrderDetail } from './team-contract.ts'

/** An order with everything that happened to it. */
export async function orderDetail(
  db: Db,
  key: OrderKey,
  parts: ShownParts,
  language: 'fr' | 'en',
): Promise<OrderDetail> {
  const order = await orderRow(db, key)
  const shown = await shownOrder(db, key, parts, language)
  const parcels = new Map((await fulfilmentsOf(db, key)).map((one) => [one.id, one]))
  const steps = await db
    .selectFrom('orders.step')
    .select(['what', 'by', 'details', 'at'])
    .where('customer_id', '=', key.customerId)
    .where('order_id', '=', key.orderId)
    .orderBy('id')
    .execute()
  const names = await namesOfActors(
    db,
    steps.map(({ by }) => by),
  )
  const promotions = await promotionNames(
    db,
    order.charged.applied.map(({ promotionId }) => promotionId),
  )
  return {
    ...shown,
    ...{ customerId: order.customer_id, channel: order.channel, contact: order.contact },
    ...{ address: order.address, credit: order.credit, exchangeOf: order.exchange_of },
    fulfilments: shown.fulfilments.map(({ code: _, qr: __, ...one }) => {
      const row = parcels.get(one.id)
      return {
        ...{ ...one, routing: row?.routing ?? { reason: 'rest' } },
        ...{
          arrivedAt: row?.arrived_at?.toISOString() ?? null,
          placeNote: row?.place_note ?? null,
        },
      }
    }),
    promotions: order.charged.applied.map(({ promotionId, code, amount }) => ({
      ...{ promotionId, name: promotions.get(promotionId) ?? null, code, amount },
    })),
    returns: await returnsOf(db, key),
    history: steps.map((step) => ({
      ...{ what: step.what, by: step.by, byName: names.get(step.by) ?? null },
      ...{ details: step.details, at: step.at.toISOString() },
    })),
  }
}
