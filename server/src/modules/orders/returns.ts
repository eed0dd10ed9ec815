import { sql } from 'kysely'
import { share } from '../../kernel/money.ts'
import type { Work } from '../../kernel/work.ts'
import { decimal } from '../carts/index.ts'
import { type DeliveryRefund, type Refund, refundOf } from '../promotions/index.ts'
import { restock } from '../stock/index.ts'
import { record } from '../thread/index.ts'
import type { ReturnedLine } from './contract.ts'
import { orderReturned, returnRequested } from './events.ts'
import { inShop, productsIn } from './facts.ts'
import { countRefund, giveMoneyBack } from './money-back.ts'
import { placeOf } from './places.ts'
import { receiptOfReturn, type TakenBack } from './receipts.ts'
import { NotInState, NotReturnable, ReturnNotFound, ReturnTooLate } from './refusals.ts'
import { deliveredAt, lastReturnDay } from './return-time.ts'
import {
  fulfilmentsOf,
  keyOf,
  linesOf,
  lockOrder,
  note,
  type OrderKey,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'
import { orderSettings } from './settings.ts'

export interface Returning {
  readonly lines: readonly ReturnedLine[]
  readonly reason: string
  readonly by: string
  readonly channel: string
}

/** Says that something will come back; nothing is given for it before it is there. */
export async function requestReturn(
  work: Work,
  key: OrderKey,
  returning: Returning,
): Promise<string> {
  const order = await lockOrder(work, key)
  await checkReturn(work, order, returning.lines, { late: false })
  const id = await writeReturn(work, order, returning, null)
  await note(work, order, { what: 'return-requested', by: returning.by, details: { returnId: id } })
  await record(work, {
    ...{ customerId: order.customer_id, name: returnRequested, channel: order.channel },
    properties: { order_id: order.number, reason: returning.reason },
  })
  return id
}

export interface Received extends Returning {
  /** Where it is now: any shop or warehouse, whatever channel it was bought in. */
  readonly locationId: string
  /** The request that it answers, if there was one. */
  readonly returnId?: string | undefined
  /** Accepted although it is late. */
  readonly late?: boolean
  /** What is kept of the refund, since something is taken for it. */
  readonly keep?: number
}

/**
 * Takes back what was bought, and gives back what was really paid for it: to the means it was paid by. What
 * can be sold again is for sale where it is now; the rest is set aside.
 */
export async function receiveReturn(
  work: Work,
  key: OrderKey,
  received: Received,
): Promise<string> {
  const { returnId, back } = await takeBack(work, key, received)
  await receiptOfReturn(work, back)
  return returnId
}

/** The same without its receipt, for whoever has more to do before that. */
export async function takeBack(
  work: Work,
  key: OrderKey,
  received: Received,
): Promise<{ returnId: string; back: TakenBack }> {
  const order = await lockOrder(work, key)
  const lines = await linesOf(work.tx, key)
  const refund = await worthOf(work, order, received)
  const returnId = received.returnId
    ? await answerRequest(work, order, received)
    : await writeReturn(work, order, received, received.locationId)
  await work.tx
    .updateTable('orders.return')
    .set({ refund: refund.gross, delivery_refund: refund.delivery.gross })
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', returnId)
    .execute()
  await countReturned(work, order, received.lines)
  await putInStock(work, order, lines, { ...received, returnId })
  const shop = await placeOf(work.tx, received.locationId)
  const products = productsIn(order, lines, ({ id }) => unitsOf(received.lines, id))
  const { customer_id: customerId } = order
  await record(work, {
    ...{ customerId, name: orderReturned, channel: shop.kind === 'shop' ? 'shop' : order.channel },
    properties: { order_id: order.number, products, ...inShop(shop) },
  })
  await note(work, order, { what: 'returned', by: received.by, details: { returnId } })
  const kept = received.keep ?? 0
  const amount = refund.gross - kept
  if (kept > 0) await countRefund(work, order, kept)
  let refunds: TakenBack['refunds'] = []
  if (amount > 0) {
    const told = {
      ...{ revenue: decimal(refund.net - refund.delivery.net), tax: decimal(refund.vat), products },
      shipping: decimal(refund.delivery.gross),
    }
    const { by } = received
    refunds = await giveMoneyBack(work, order, { amount, cause: 'return', by, told })
  }
  const { locationId, by } = received
  return {
    returnId,
    back: { order, lines, worth: refund, kept, refunds, locationId, by },
  }
}

/** What a return gives back; refused if it cannot be made. */
export async function worthOf(
  work: Work,
  order: OrderRow,
  { lines: returned, late = false }: Pick<Received, 'lines' | 'late'>,
): Promise<Refund> {
  const lines = await checkReturn(work, order, returned, { late })
  const refund = refundFor(order, lines, returned, await deliveryBack(work, order))
  return ofWhatIsLeft(refund, order.gross - order.refunded)
}

/** What was given before as a gesture is not given again: first the goods are paid for, then the delivery. */
function ofWhatIsLeft(refund: Refund, left: number): Refund {
  const { delivery } = refund
  const fees = Math.min(delivery.gross, Math.max(0, left - (refund.gross - delivery.gross)))
  const [all, back] = [partOf(refund, Math.min(refund.gross, left)), partOf(delivery, fees)]
  return { ...refund, ...all, delivery: back }
}

function partOf({ gross, vat }: { gross: number; vat: number }, part: number) {
  const taxed = gross === 0 ? 0 : share(vat, part, gross)
  return { gross: part, vat: taxed, net: part - taxed }
}

function refundFor(
  { charged }: OrderRow,
  lines: readonly OrderLineRow[],
  returned: readonly ReturnedLine[],
  delivery: DeliveryRefund,
): Refund {
  const before = new Map(lines.map((line) => [line.id, line.returned]))
  return refundOf(
    charged,
    [...summed(returned)].map(([lineId, quantity]) => ({ lineId, quantity })),
    { before, delivery },
  )
}

/** Within the law's days a withdrawal gives the standard delivery back, not what a faster one cost more. */
async function deliveryBack(work: Work, order: OrderRow): Promise<DeliveryRefund> {
  const { withdrawalDays } = await orderSettings(work.tx)
  const there = deliveredAt(await fulfilmentsOf(work.tx, keyOf(order)))
  const days = there ? (work.now.getTime() - there.getTime()) / 86_400_000 : 0
  return days <= withdrawalDays
    ? { kind: 'standard', price: order.delivery.standard }
    : { kind: 'none' }
}

async function checkReturn(
  work: Work,
  order: OrderRow,
  returned: readonly ReturnedLine[],
  { late }: { late: boolean },
): Promise<OrderLineRow[]> {
  const { state } = order
  if (state !== 'confirmed' && state !== 'completed') {
    throw new NotInState({ state, action: 'return' })
  }
  const until = await lastReturnDay(work.tx, await fulfilmentsOf(work.tx, keyOf(order)))
  if (!late && until && until < work.now) throw new ReturnTooLate({ until: until.toISOString() })
  const lines = await linesOf(work.tx, keyOf(order))
  for (const [lineId, asked] of summed(returned)) {
    const line = lines.find(({ id }) => id === lineId)
    const left = line ? line.delivered - line.returned : 0
    if (asked > left) throw new NotReturnable({ lineId, asked, left })
  }
  return lines
}

const summed = (returned: readonly ReturnedLine[]) => {
  const units = new Map<string, number>()
  for (const { lineId, quantity } of returned) {
    units.set(lineId, (units.get(lineId) ?? 0) + quantity)
  }
  return units
}

const unitsOf = (returned: readonly ReturnedLine[], id: string) => summed(returned).get(id) ?? 0

async function writeReturn(
  work: Work,
  order: OrderRow,
  { lines, reason, channel }: Returning,
  locationId: string | null,
): Promise<string> {
  const id = work.newId()
  await work.tx
    .insertInto('orders.return')
    .values({
      ...{ customer_id: order.customer_id, id, order_id: order.id, channel, reason },
      ...{ state: locationId ? 'received' : 'requested', location_id: locationId },
      ...{ lines: JSON.stringify(lines), exchange_order_id: null },
      ...{ requested_at: work.now, received_at: locationId ? work.now : null },
    })
    .execute()
  return id
}

/** What really came counts, whatever was announced. */
async function answerRequest(work: Work, order: OrderRow, received: Received): Promise<string> {
  const { returnId = '', lines, locationId } = received
  const answered = await work.tx
    .updateTable('orders.return')
    .set({
      ...{ state: 'received', location_id: locationId, received_at: work.now },
      lines: JSON.stringify(lines),
    })
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', returnId)
    .where('order_id', '=', order.id)
    .where('state', '=', 'requested')
    .returning('id')
    .executeTakeFirst()
  if (!answered) throw new ReturnNotFound({ id: returnId })
  return answered.id
}

async function countReturned(work: Work, order: OrderRow, returned: readonly ReturnedLine[]) {
  for (const [id, quantity] of summed(returned)) {
    await work.tx
      .updateTable('orders.line')
      .set({ returned: sql<number>`returned + ${quantity}::int` })
      .where('customer_id', '=', order.customer_id)
      .where('order_id', '=', order.id)
      .where('id', '=', id)
      .execute()
  }
}

async function putInStock(
  work: Work,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  { lines: returned, locationId, returnId, by }: Received & { readonly returnId: string },
): Promise<void> {
  for (const damaged of [false, true]) {
    const goods = returned
      .filter((one) => one.damaged === damaged)
      .flatMap(({ lineId, quantity }) => {
        const parts = lines.find(({ id }) => id === lineId)?.article.parts ?? []
        return parts.map((part) => ({
          ...{ sku: part.sku, locationId, quantity: part.quantity * quantity },
        }))
      })
    if (goods.length === 0) continue
    await restock(work, {
      ...{ lines: goods, ref: `order:${order.id}`, by },
      ...{ once: `return ${returnId} ${damaged}`, ...(damaged && { aside: 'damaged' as const }) },
    })
  }
}
