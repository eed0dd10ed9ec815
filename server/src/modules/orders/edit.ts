import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { decimal, type PricedLine, partsOf, pricerFor } from '../carts/index.ts'
import { type Sellable, sellable } from '../catalog/index.ts'
import { finalIds } from '../customers/index.ts'
import { beginPayment, cancelPayments, capturePayments, paymentsOf } from '../payments/index.ts'
import { giveBack, redeem } from '../promotions/index.ts'
import { type Line, release, reserve } from '../stock/index.ts'
import { chargedOf } from './charged.ts'
import type { EditInput } from './edit-contract.ts'
import { orderUpdated } from './events.ts'
import { productsIn, tell } from './facts.ts'
import { goodsIn } from './goods.ts'
import { giveMoneyBack } from './money-back.ts'
import { NotInState, PaymentMissing } from './refusals.ts'
import { endFulfilment } from './refuse.ts'
import {
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  linesOf,
  lockOrder,
  note,
  type OrderKey,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'

/**
 * Changes what an order is of, before any of it leaves. Its lines keep the price at which they were bought,
 * promotions are worked out again for what it is of now. What it costs less is given back; what it
 * costs more must be paid in a shop or by gift card, or it stays as it was.
 */
export async function editOrder(
  work: Work,
  key: OrderKey,
  edit: EditInput & { readonly by: string },
): Promise<void> {
  const order = await lockOrder(work, key)
  const lines = await linesOf(work.tx, key)
  const [parcel, ...others] = await fulfilmentsOf(work.tx, key)
  const waits = parcel?.state === 'waiting' || parcel?.state === 'preparing'
  if (order.state !== 'confirmed' || !parcel || !waits) {
    throw new NotInState({ state: parcel?.state ?? order.state, action: 'edit' })
  }
  if (others.some(({ state }) => state !== 'waiting' && state !== 'preparing')) {
    throw new NotInState({ state: 'shipped', action: 'edit' })
  }
  const wanted = await wantedLines(work, order, lines, edit)
  if (wanted.length === 0) throw new NotInState({ state: 'empty', action: 'edit' })
  await moveGoods(work, order, lines, wanted, [parcel, ...others])
  const after = await chargeAnew(work, order, wanted)
  await settle(work, order, after, edit)
  const details = { from: order.gross, to: after.gross }
  await note(work, order, { what: 'edited', by: edit.by, details })
  await tell(work, after, orderUpdated, {
    total: decimal(after.gross),
    products: productsIn(after, await linesOf(work.tx, key)),
  })
}

/** Lines as they are to be: what was bought at its price then, what is added at that of now. */
async function wantedLines(
  work: Work,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  edit: EditInput,
): Promise<PricedLine[]> {
  const changed = new Map(edit.lines.map(({ lineId, quantity }) => [lineId, quantity]))
  const kept = lines.flatMap((line): PricedLine[] => {
    const quantity = changed.get(line.id) ?? line.quantity
    return quantity > 0 ? [{ id: line.id, quantity, article: asBought(order, line) }] : []
  })
  const articles = await sellable(
    work.tx,
    edit.add.map(({ sku }) => sku),
    { currency: order.currency, at: work.now, channel: order.channel },
  )
  const added = edit.add.map(({ sku, quantity }): PricedLine => {
    const article = articles.get(sku)
    if (!article?.active) throw new NotInState({ state: 'not-for-sale', action: 'edit' })
    return { id: work.newId(), quantity, article }
  })
  return [...kept, ...added]
}

/** The article with the price and the tax that it was sold at. */
export function asBought(order: OrderRow, { id, sku, article }: OrderLineRow): Sellable {
  const charged = order.charged.lines.find((line) => line.id === id)
  return {
    ...{ sku, productId: article.productId, variantId: article.productId, name: article.name },
    ...{ options: article.variant, taxClass: '', vat: charged?.vatRate ?? 0, barcode: null },
    price: {
      ...{ amount: charged?.unit ?? 0, currency: order.currency, listId: order.id },
      includesTax: order.charged.pricesIncludeTax,
    },
    ...{ image: article.image, categories: article.categories, brand: article.brand },
    ...{ attributes: {}, parts: article.parts, active: true },
  }
}

/**
 * Goods that are no longer wanted are let go, further ones are taken where the rest comes from; if there
 * are not enough, nothing of the whole edit happens.
 */
async function moveGoods(
  work: Work,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  wanted: readonly PricedLine[],
  parcels: readonly FulfilmentRow[],
): Promise<void> {
  const [first] = parcels
  if (!first) return
  const ref = { ref: `order:${order.id}` }
  for (const parcel of parcels) {
    const fewer = parcel.lines.flatMap(({ lineId, quantity }) => {
      const left = leftFor(lineId, wanted, parcels, parcel)
      return left < quantity ? [{ lineId, quantity: quantity - left }] : []
    })
    if (fewer.length === 0) continue
    const goods = goodsIn({ ...parcel, lines: fewer }, lines)
    await release(work, parcel.reservation_id, goods, ref)
    for (const { lineId, quantity } of fewer) await takeUnits(work, parcel, lineId, quantity)
    const rest = parcel.lines.reduce((sum, { quantity }) => sum + quantity, 0)
    const gone = fewer.reduce((sum, { quantity }) => sum + quantity, 0)
    if (rest === gone) await endFulfilment(work, parcel, 'cancelled')
  }
  await writeWanted(work, order, lines, wanted)
  const more = wanted.flatMap((line) => {
    const had = lines.find(({ id }) => id === line.id)?.quantity ?? 0
    return line.quantity > had ? [{ line, quantity: line.quantity - had }] : []
  })
  if (more.length > 0) await addParcel(work, order, first, more)
}

/** How many of a line this parcel still holds, when the parcels before it have theirs. */
function leftFor(
  lineId: string,
  wanted: readonly PricedLine[],
  parcels: readonly FulfilmentRow[],
  parcel: FulfilmentRow,
): number {
  const before = parcels.slice(0, parcels.indexOf(parcel))
  const units = ({ lines }: FulfilmentRow) =>
    lines.find((one) => one.lineId === lineId)?.quantity ?? 0
  const taken = before.reduce((sum, one) => sum + units(one), 0)
  const all = wanted.find(({ id }) => id === lineId)?.quantity ?? 0
  return Math.max(0, Math.min(units(parcel), all - taken))
}

async function takeUnits({ tx }: Work, parcel: FulfilmentRow, lineId: string, quantity: number) {
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

async function writeWanted(
  work: Work,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  wanted: readonly PricedLine[],
): Promise<void> {
  const key = { customer_id: order.customer_id, order_id: order.id }
  const gone = lines.filter((line) => !wanted.some(({ id }) => id === line.id))
  await work.tx
    .deleteFrom('orders.line')
    .where('customer_id', '=', key.customer_id)
    .where('order_id', '=', key.order_id)
    .where('id', '=', sql<string>`any(${gone.map(({ id }) => id)}::uuid[])`)
    .execute()
  for (const [index, { id, quantity, article }] of wanted.entries()) {
    await work.tx
      .insertInto('orders.line')
      .values({
        ...{ ...key, id, position: lines.length + index, sku: article.sku, quantity },
        article: JSON.stringify({
          ...{ productId: article.productId, name: article.name, variant: article.options },
          ...{ image: article.image, brand: article.brand, categories: article.categories },
          parts: partsOf(article),
        }),
        options: '{}',
      })
      .onConflict((conflict) =>
        conflict.columns(['customer_id', 'order_id', 'id']).doUpdateSet({ quantity }),
      )
      .execute()
  }
}

/** Further goods come from where the first of the order does, in a parcel with a hold of its own. */
async function addParcel(
  work: Work,
  order: OrderRow,
  first: FulfilmentRow,
  more: readonly { line: PricedLine; quantity: number }[],
): Promise<void> {
  const id = work.newId()
  const { lines: _, ...row } = first
  await work.tx
    .insertInto('orders.fulfilment')
    .values({
      ...{ ...row, id, state: 'waiting', reservation_id: id, code_hash: null, code_sealed: null },
      ...{ routing: JSON.stringify({ reason: 'edit' }), created_at: work.now },
      ...{ expires_at: null, remind_at: null },
    })
    .execute()
  await work.tx
    .insertInto('orders.fulfilment_line')
    .values(
      more.map(({ line, quantity }) => ({
        ...{ customer_id: order.customer_id, fulfilment_id: id, line_id: line.id, quantity },
      })),
    )
    .execute()
  const goods = more.flatMap(({ line, quantity }): Line[] =>
    partsOf(line.article).map((part) => ({
      ...{ sku: part.sku, locationId: first.location_id, quantity: part.quantity * quantity },
    })),
  )
  await reserve(work, {
    ...{ id, kind: 'order', lines: goods, channel: order.channel, expiresAt: null },
    ref: `order:${order.id}`,
  })
}

/** Promotions that it had are given back before they are asked for again: its own use is none of others. */
async function chargeAnew(
  work: Work,
  order: OrderRow,
  wanted: readonly PricedLine[],
): Promise<OrderRow> {
  const key = keyOf(order)
  await giveBack(work, key)
  const customerId =
    (await finalIds(work.tx, [order.customer_id])).get(order.customer_id) ?? order.customer_id
  const price = await pricerFor(work.tx, {
    ...{ customerId, channel: order.channel, now: order.placed_at, currency: order.currency },
    codes: order.charged.applied.flatMap(({ code }) => code ?? []),
    shopId: order.shop_id ?? undefined,
  })
  const delivery = order.charged.delivery.map(({ id, list, vatRate }) => ({
    ...{ id, price: list, vat: vatRate },
  }))
  const quote = price(wanted, delivery)
  const charged = chargedOf(quote)
  await redeem(work, { ...key, currency: order.currency, uses: quote.applied })
  await work.tx
    .updateTable('orders.order')
    .set({
      ...{ charged: JSON.stringify(charged), gross: charged.gross },
      revision: sql<number>`revision + 1`,
    })
    .where('customer_id', '=', order.customer_id)
    .where('id', '=', order.id)
    .execute()
  return { ...order, charged, gross: charged.gross }
}

/** What is still to be paid in a shop is asked for there as it is now; else the difference is settled. */
async function settle(
  work: Work,
  before: OrderRow,
  after: OrderRow,
  { payWith, by }: EditInput & { readonly by: string },
): Promise<void> {
  const key = keyOf(before)
  const { currency } = after
  const paid = await paymentsOf(work.tx, key)
  const atCounter = paid.find(({ means, state }) => means === 'in-shop' && state === 'pending')
  if (atCounter && paid.length === 1) {
    await cancelPayments(work, key)
    const { shopId } = atCounter
    const means = { means: 'in-shop' as const, shopId }
    await beginPayment(work, { ...key, amount: after.gross, currency, with: means, goal: 'hold' })
    return
  }
  const more = after.gross - before.gross
  if (more > 0) {
    if (!payWith) throw new PaymentMissing({ missing: more })
    await beginPayment(work, { ...key, amount: more, currency, with: payWith, goal: 'hold' })
    await capturePayments(work, key)
  } else if (more < 0) {
    const tax = before.charged.vat - after.charged.vat
    const told = { revenue: decimal(-more - tax), tax: decimal(tax) }
    // The order is worth less by itself: what goes back is not counted as refunded of it.
    await giveMoneyBack(work, after, { amount: -more, cause: 'edit', by, told, counted: false })
  }
}
