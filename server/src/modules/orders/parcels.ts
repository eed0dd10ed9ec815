import type { Work } from '../../kernel/work.ts'
import { type Line, reserve } from '../stock/index.ts'
import { isOpen } from './goods.ts'
import { endFulfilment } from './refuse.ts'
import { changeFulfilment, type FulfilmentRow, type OrderLineRow, type OrderRow } from './rows.ts'

/** Takes units of a line out of a parcel. */
export async function takeUnits(
  { tx }: Work,
  parcel: FulfilmentRow,
  lineId: string,
  quantity: number,
) {
  const row = { customer_id: parcel.customer_id, fulfilment_id: parcel.id, line_id: lineId }
  const held = parcel.lines.find((one) => one.lineId === lineId)?.quantity ?? 0
  if (held === quantity) {
    await tx
      .deleteFrom('orders.fulfilment_line')
      .where('customer_id', '=', row.customer_id)
      .where('fulfilment_id', '=', row.fulfilment_id)
      .where('line_id', '=', lineId)
      .execute()
    return
  }
  await tx
    .updateTable('orders.fulfilment_line')
    .set({ quantity: held - quantity })
    .where('customer_id', '=', row.customer_id)
    .where('fulfilment_id', '=', row.fulfilment_id)
    .where('line_id', '=', lineId)
    .execute()
}

/** So many of a line, and what stock knows each of them by. */
export interface Units {
  readonly lineId: string
  readonly quantity: number
  readonly parts: OrderLineRow['article']['parts']
}

interface Further {
  readonly locationId: string
  /** Why it comes from there, as routing would say it. */
  readonly why: string
  readonly expectedAt?: Date | null
  readonly units: readonly Units[]
}

/** Units promised to an order where they are; refused if there are not enough. */
async function keep(
  work: Work,
  order: OrderRow,
  id: string,
  { locationId, units }: Pick<Further, 'locationId' | 'units'>,
): Promise<readonly Line[]> {
  const goods = units.flatMap(({ parts, quantity }) =>
    parts.map((part) => ({ sku: part.sku, locationId, quantity: part.quantity * quantity })),
  )
  await reserve(work, {
    ...{ id, kind: 'order', lines: goods, channel: order.channel, expiresAt: null },
    ref: `order:${order.id}`,
  })
  return goods
}

/** A further parcel of an order, with a hold of its own; refused if there is not enough where it is to come from. */
export async function addParcel(
  work: Work,
  order: OrderRow,
  like: FulfilmentRow,
  { locationId, why, expectedAt = null, units }: Further,
): Promise<readonly Line[]> {
  const id = work.newId()
  const goods = await keep(work, order, id, { locationId, units })
  const { lines: _, ...row } = like
  await work.tx
    .insertInto('orders.fulfilment')
    .values({
      ...{ ...row, id, state: 'waiting', reservation_id: id, code_hash: null, code_sealed: null },
      ...{ location_id: locationId, routing: JSON.stringify({ reason: why }) },
      ...{ created_at: work.now, expires_at: null, remind_at: null },
      ...{ paper_id: null, expected_at: expectedAt },
    })
    .execute()
  await writeUnits(work, { customer_id: order.customer_id, id }, units)
  return goods
}

/** A parcel of which nothing is left begins anew with other goods, and with the code that its customer has. */
export async function beginAnew(
  work: Work,
  order: OrderRow,
  parcel: FulfilmentRow,
  { locationId, expectedAt = null, units }: Omit<Further, 'why'>,
): Promise<readonly Line[]> {
  const id = work.newId()
  const goods = await keep(work, order, id, { locationId, units })
  await changeFulfilment(work, parcel, {
    ...{ state: 'waiting', location_id: locationId, reservation_id: id },
    ...{ paper_id: null, expected_at: expectedAt },
  })
  await work.tx
    .deleteFrom('orders.fulfilment_line')
    .where('customer_id', '=', parcel.customer_id)
    .where('fulfilment_id', '=', parcel.id)
    .execute()
  await writeUnits(work, parcel, units)
  return goods
}

function writeUnits(
  { tx }: Work,
  { customer_id, id }: Pick<FulfilmentRow, 'customer_id' | 'id'>,
  units: readonly Units[],
) {
  const rows = units.map(({ lineId: line_id, quantity }) => ({
    ...{ customer_id, fulfilment_id: id, line_id, quantity },
  }))
  return tx.insertInto('orders.fulfilment_line').values(rows).execute()
}

/** Nothing is left in a parcel, and it ends. Is its code the last that its customer has, it opens what is left of the order. */
export async function endEmpty(
  work: Work,
  parcel: FulfilmentRow,
  others: readonly FulfilmentRow[],
): Promise<void> {
  const open = others.filter((one) => one !== parcel && isOpen(one))
  const [heir] = open
  if (!parcel.code_hash || !heir || open.some(({ code_hash }) => code_hash !== null)) {
    return endFulfilment(work, parcel, 'cancelled')
  }
  const { state, location_id, reservation_id, paper_id, expected_at } = heir
  await changeFulfilment(work, parcel, {
    ...{ state, location_id, reservation_id, paper_id, expected_at },
  })
  await work.tx
    .updateTable('orders.fulfilment_line')
    .set({ fulfilment_id: parcel.id })
    .where('customer_id', '=', parcel.customer_id)
    .where('fulfilment_id', '=', heir.id)
    .execute()
  await endFulfilment(work, heir, 'cancelled')
}
