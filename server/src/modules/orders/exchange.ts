import type { Work } from '../../kernel/work.ts'
import type { Cashier } from '../payments/index.ts'
import { sellOverCounter } from './counter.ts'
import { type Received, receiveReturn, worthOf } from './returns.ts'
import { lockOrder, note, type OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'

export interface Exchanged {
  readonly returnId: string
  readonly order: OrderKey
}

/**
 * Something brought back for something else. What it was really paid with pays for the new article as far as
 * it goes; the rest of it is given back, or the rest of the price is paid at the till.
 */
export async function exchange(
  work: Work,
  parts: { readonly cashier: Cashier; readonly codes: SealedCodes },
  key: OrderKey,
  {
    items,
    ...received
  }: Omit<Received, 'keep'> & { items: readonly { sku: string; quantity: number }[] },
): Promise<Exchanged> {
  const order = await lockOrder(work, key)
  const worth = (await worthOf(work, order, received)).gross
  const { language, contact } = order
  const { credit, ...sold } = await sellOverCounter(work, parts, {
    ...{ buyer: { customerId: key.customerId, language }, contact, codes: [] },
    ...{ locationId: received.locationId, items, by: received.by },
    exchange: { of: key.orderId, worth },
  })
  const returnId = await receiveReturn(work, key, { ...received, keep: credit })
  const details = { orderId: sold.orderId }
  await note(work, order, { what: 'exchanged', by: received.by, details })
  await work.tx
    .updateTable('orders.return')
    .set({ exchange_order_id: sold.orderId })
    .where('customer_id', '=', key.customerId)
    .where('id', '=', returnId)
    .execute()
  return { returnId, order: sold }
}
