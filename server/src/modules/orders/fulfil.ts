import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type Cashier, paymentsOf, type TakenAs, takeUpTo } from '../payments/index.ts'
import { ship, unship } from '../stock/index.ts'
import { keepWhereItWas } from './bring.ts'
import { replaceChange } from './changes.ts'
import { dueOf } from './due.ts'
import { orderCollected, orderCompleted, orderReady, orderShipped } from './events.ts'
import { inShop, productsIn, sumsIn, tell } from './facts.ts'
import { goodsIn, isElsewhere, isOpen } from './goods.ts'
import { type Held, hold, type Parcel } from './hold.ts'
import { letterTo, namesOf } from './letters.ts'
import { placeOf } from './places.ts'
import { receiptOfSale } from './receipts.ts'
import { NotInState } from './refusals.ts'
import { endFulfilment } from './refuse.ts'
import {
  changeFulfilment,
  changeOrder,
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  linesOf,
  note,
  type OrderRow,
} from './rows.ts'
import { orderSettings } from './settings.ts'
import { waitsUntil } from './shop.ts'

/** Somebody has begun to put it together. */
export async function prepare(work: Work, parcel: Parcel): Promise<void> {
  const { order, fulfilment } = await hold(work, parcel, 'prepare', ['waiting'])
  await changeFulfilment(work, fulfilment, { state: 'preparing' })
  await noteOf(work, order, fulfilment, 'preparing', parcel.by)
}

/**
 * All of it that is to be collected waits for its customer in the shop, for so long; they are told once, and
 * reminded before it ends. As long as some of it is elsewhere, nobody is asked to come.
 */
export async function makeReady(work: Work, parcel: Parcel): Promise<void> {
  const held = await hold(work, parcel, 'ready', ['waiting', 'preparing'])
  const { order, fulfilment, sisters } = held
  if (fulfilment.kind === 'ship') throw new NotInState({ state: fulfilment.kind, action: 'ready' })
  if ([fulfilment, ...sisters].some((one) => isElsewhere(order, one))) {
    throw new NotInState({ state: 'elsewhere', action: 'ready' })
  }
  const settings = await orderSettings(work.tx)
  const shop = await placeOf(work.tx, fulfilment.location_id)
  // What is reserved has its end since it was; what is wanted at a time waits from then on.
  const from = order.wanted_at && order.wanted_at > work.now ? order.wanted_at : work.now
  const until = fulfilment.expires_at ?? waitsUntil(shop, fulfilment.kind, from, settings)
  const remind = new Date(until.getTime() - settings.reminderHours * 3_600_000)
  const together = sisters.filter(({ state }) => state === 'waiting' || state === 'preparing')
  for (const one of [fulfilment, ...together]) {
    await changeFulfilment(work, one, {
      ...{ state: 'ready', ready_at: work.now, expires_at: until, remind_at: null },
    })
  }
  if (remind > work.now) await changeFulfilment(work, fulfilment, { remind_at: remind })
  await noteOf(work, order, fulfilment, 'ready', parcel.by)
  await tell(work, order, orderReady, { ...inShop(shop), until: until.toISOString() })
  await letterTo(work, order, 'order-ready', namesOf([fulfilment, ...together]))
}

/** The parcel leaves. */
export async function shipParcel(
  work: Work,
  parcel: Parcel & {
    readonly carrier?: string | undefined
    readonly tracking?: string | undefined
  },
): Promise<void> {
  const { order, fulfilment } = await hold(work, parcel, 'ship', ['waiting', 'preparing'])
  if (fulfilment.kind !== 'ship') throw new NotInState({ state: fulfilment.kind, action: 'ship' })
  const { carrier = null, tracking = null } = parcel
  await leave(work, { order, fulfilment })
  await endFulfilment(work, fulfilment, 'shipped')
  await changeFulfilment(work, fulfilment, { carrier, tracking })
  await noteOf(work, order, fulfilment, 'shipped', parcel.by, { carrier, tracking })
  const lines = await linesOf(work.tx, parcel.key)
  const unitsOf = unitsIn(fulfilment)
  await tell(work, order, orderShipped, {
    ...{ carrier, tracking, products: productsIn(order, lines, unitsOf) },
  })
  await letterTo(work, order, 'order-shipped', { fulfilmentId: fulfilment.id })
  await completeIfDone(work, order)
}

/** It did not leave after all: its goods are there again, and promised as they were. */
export async function takeBackParcel(work: Work, parcel: Parcel): Promise<void> {
  const held = await hold(work, parcel, 'take-back', ['shipped', 'on-its-way'])
  const { order, fulfilment } = held
  if (fulfilment.state === 'on-its-way') return keepWhereItWas(work, held, parcel.by)
  const lines = await linesOf(work.tx, parcel.key)
  if (lines.some((line) => line.returned > line.delivered - unitsIn(fulfilment)(line))) {
    throw new NotInState({ state: 'returned', action: 'take-back' })
  }
  await unship(work, fulfilment.reservation_id, goodsIn(fulfilment, lines), {
    ...{ channel: order.channel, ref: `order:${order.id}` },
  })
  await deliver(work, fulfilment, -1)
  await changeFulfilment(work, fulfilment, {
    ...{ state: 'preparing', ended_at: null, carrier: null, tracking: null },
  })
  if (order.state === 'completed') {
    await changeOrder(work, order, { state: 'confirmed', ended_at: null })
  }
  await noteOf(work, order, fulfilment, 'taken-back', parcel.by)
}

/** Hands over together what waits in one place; what is paid with it is on a receipt of the shop's till. */
export async function handOver(
  work: Work,
  cashier: Cashier,
  { fulfilmentIds, ...given }: HandingOver & { readonly fulfilmentIds: readonly string[] },
): Promise<void> {
  const paidAt: string[] = []
  for (const fulfilmentId of fulfilmentIds) {
    const done = await handOverParcel(work, cashier, { ...given, fulfilmentId })
    if (done.paid) paidAt.push(done.locationId)
  }
  const [locationId] = paidAt
  if (locationId) await receiptOfSale(work, given.key, { locationId, by: given.by })
}

interface HandingOver extends Omit<Parcel, 'fulfilmentId'> {
  readonly paid: boolean
  readonly takenAs?: TakenAs | undefined
}

/**
 * Given to who told the code, or proved otherwise that it is theirs. What is paid in the shop is paid by
 * then: only then is it a sale.
 */
export async function handOverParcel(
  work: Work,
  cashier: Cashier,
  parcel: Parcel & HandingOver,
): Promise<{ paid: boolean; locationId: string }> {
  const states = ['waiting', 'preparing', 'ready'] as const
  const { order, fulfilment } = await hold(work, parcel, 'hand-over', states)
  if (fulfilment.kind === 'ship') {
    throw new NotInState({ state: fulfilment.kind, action: 'hand-over' })
  }
  if (isElsewhere(order, fulfilment)) {
    throw new NotInState({ state: 'elsewhere', action: 'hand-over' })
  }
  const open = (await paymentsOf(work.tx, parcel.key)).filter(
    ({ means, state }) => means === 'in-shop' && state === 'pending',
  )
  if (open.length > 0 && !parcel.paid) {
    throw new NotInState({ state: 'unpaid', action: 'hand-over' })
  }
  const { takenAs } = parcel
  for (const { id, customerId } of open) {
    await cashier.receiveInShop(work, { customerId, id, takenAs })
  }
  await leave(work, { order, fulfilment })
  await endFulfilment(work, fulfilment, 'handed-over')
  await noteOf(work, order, fulfilment, 'handed-over', parcel.by)
  const lines = await linesOf(work.tx, parcel.key)
  const shop = await placeOf(work.tx, fulfilment.location_id)
  if (fulfilment.kind === 'reserve') {
    const told = { ...sumsIn(order), products: productsIn(order, lines), ...inShop(shop) }
    await tell(work, { ...order, channel: 'shop' }, orderCompleted, told)
  } else {
    const products = productsIn(order, lines, unitsIn(fulfilment))
    await tell(work, { ...order, channel: 'shop' }, orderCollected, { ...inShop(shop), products })
  }
  await completeIfDone(work, order)
  return { paid: open.length > 0, locationId: fulfilment.location_id }
}

/** Who comes by car is there, and where they stand; not before all of it is in the shop. */
export async function arrive(work: Work, parcel: Parcel, place: string | undefined): Promise<void> {
  const states = ['waiting', 'preparing', 'ready'] as const
  const { order, fulfilment, sisters } = await hold(work, parcel, 'arrive', states)
  if (fulfilment.kind !== 'drive')
    throw new NotInState({ state: fulfilment.kind, action: 'arrive' })
  if ([fulfilment, ...sisters].some((one) => isElsewhere(order, one))) {
    throw new NotInState({ state: 'elsewhere', action: 'arrive' })
  }
  await changeFulfilment(work, fulfilment, { arrived_at: work.now, place_note: place ?? null })
  await noteOf(work, order, fulfilment, 'arrived', parcel.by)
}

/** The goods leave the place: no longer promised, no longer there. */
async function leave(work: Work, { order, fulfilment }: Omit<Held, 'sisters'>): Promise<void> {
  await replaceChange(work, order)
  const lines = await linesOf(work.tx, keyOf(order))
  await ship(work, fulfilment.reservation_id, goodsIn(fulfilment, lines), {
    ref: `order:${order.id}`,
  })
  await deliver(work, fulfilment, 1)
  const { capture } = await orderSettings(work.tx)
  if (capture === 'shipment') await takeDue(work, order, fulfilment)
}

/** Takes what has left by now is worth; with the last of it all of the order. */
async function takeDue(work: Work, order: OrderRow, leaving: FulfilmentRow): Promise<void> {
  const key = keyOf(order)
  const lines = await linesOf(work.tx, key)
  const units = lines.map(
    ({ id, quantity, delivered }) => [id, { quantity, left: delivered }] as const,
  )
  const open = (await fulfilmentsOf(work.tx, key)).filter(isOpen)
  const last = open.every(({ id }) => id === leaving.id)
  const whole = order.gross - order.credit
  const due = Math.min(whole, dueOf(order.charged, new Map(units), last))
  await takeUpTo(work, { ...key, due: last ? whole : due, whole })
}

async function deliver(work: Work, fulfilment: FulfilmentRow, sign: 1 | -1): Promise<void> {
  for (const { lineId, quantity } of fulfilment.lines) {
    await work.tx
      .updateTable('orders.line')
      .set({ delivered: sql<number>`delivered + ${sign * quantity}::int` })
      .where('customer_id', '=', fulfilment.customer_id)
      .where('order_id', '=', fulfilment.order_id)
      .where('id', '=', lineId)
      .execute()
  }
}

const unitsIn =
  ({ lines }: FulfilmentRow) =>
  ({ id }: { id: string }) =>
    lines.find(({ lineId }) => lineId === id)?.quantity ?? 0

async function completeIfDone(work: Work, order: OrderRow): Promise<void> {
  const open = (await fulfilmentsOf(work.tx, keyOf(order))).filter(isOpen)
  if (open.length > 0) return
  await changeOrder(work, order, { state: 'completed', ended_at: work.now })
}

const noteOf = (
  work: Work,
  order: OrderRow,
  fulfilment: FulfilmentRow,
  what: string,
  by: string,
  details: Record<string, unknown> = {},
) => note(work, order, { what, by, details: { fulfilmentId: fulfilment.id, ...details } })
