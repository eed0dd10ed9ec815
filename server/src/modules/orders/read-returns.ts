import type { Db } from '../../kernel/database.ts'
import type { ReturnShown } from './contract.ts'
import { ReturnNotFound } from './refusals.ts'
import type { OrderKey, ReturnRow } from './rows.ts'

const shown = (row: ReturnRow): ReturnShown => ({
  ...{ id: row.id, orderId: row.order_id, state: row.state, channel: row.channel },
  ...{ locationId: row.location_id, lines: row.lines, refund: row.refund },
  ...{ deliveryRefund: row.delivery_refund, exchangeOrderId: row.exchange_order_id },
  reason: row.reason,
  requestedAt: row.requested_at.toISOString(),
  receivedAt: row.received_at?.toISOString() ?? null,
})

export async function returnShown(db: Db, customerId: string, id: string): Promise<ReturnShown> {
  const row = await db
    .selectFrom('orders.return')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ReturnNotFound({ id })
  return shown(row)
}

export async function returnsOf(db: Db, { customerId, orderId }: OrderKey): Promise<ReturnShown[]> {
  const rows = await db
    .selectFrom('orders.return')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute()
  return rows.map(shown)
}
