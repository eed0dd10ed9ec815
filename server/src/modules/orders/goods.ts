import type { Db } from '../../kernel/database.ts'
import type { Line } from '../stock/index.ts'
import {
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  linesOf,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'

/** States in which the goods of a parcel have not left us. */
export const isOpen = ({ state }: Pick<FulfilmentRow, 'state'>) =>
  state === 'waiting' || state === 'preparing' || state === 'on-its-way' || state === 'ready'

/** Whether it is collected, and not in its shop yet. */
export const isElsewhere = (
  { shop_id: shopId }: Pick<OrderRow, 'shop_id'>,
  { kind, state, location_id }: Pick<FulfilmentRow, 'kind' | 'state' | 'location_id'>,
) => kind !== 'ship' && isOpen({ state }) && (location_id !== shopId || state === 'on-its-way')

/** What stock holds for a parcel: the parts of its lines. */
export function goodsIn(
  { location_id: locationId, lines: held }: FulfilmentRow,
  lines: readonly OrderLineRow[],
): Line[] {
  return held.flatMap(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId)
    return (line?.article.parts ?? []).map((part) => ({
      ...{ sku: part.sku, locationId, quantity: part.quantity * quantity },
    }))
  })
}

/** What stock holds for an order, as far as it has not left. */
export async function heldBy(db: Db, order: OrderRow): Promise<Line[]> {
  const lines = await linesOf(db, keyOf(order))
  const open = (await fulfilmentsOf(db, keyOf(order))).filter(isOpen)
  return open.flatMap((fulfilment) => goodsIn(fulfilment, lines))
}
