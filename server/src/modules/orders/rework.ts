import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { decimal, type PricedLine, partsOf, pricerFor } from '../carts/index.ts'
import { type Sellable, sellable } from '../catalog/index.ts'
import { finalIds } from '../customers/index.ts'
import { giveBack, redeem } from '../promotions/index.ts'
import { type Line, release } from '../stock/index.ts'
import { chargedOf } from './charged.ts'
import type { ChangedLine } from './contract.ts'
import type { EditInput } from './edit-contract.ts'
import { orderUpdated } from './events.ts'
import { productsIn, tell } from './facts.ts'
import { goodsIn } from './goods.ts'
import { addParcel, beginAnew, endEmpty, takeUnits } from './parcels.ts'
import { NotInState } from './refusals.ts'
import {
  chargeOtherwise,
  type FulfilmentRow,
  fulfilmentsOf,
  keyOf,
  linesOf,
  note,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'

export interface Reworked {
  readonly before: readonly OrderLineRow[]
  readonly wanted: readonly PricedLine[]
  /** The order as it is then. */
  readonly after: OrderRow
  /** Goods that it takes besides those that it had. */
  readonly more: readonly Line[]
}

/**
 * Makes an order be of something else, before any of it leaves: goods move, promotions are worked out again.
 * What that means for its money is not its business.
 */
export async function rework(
  work: Work,
  order: OrderRow,
  edit: Pick<EditInput, 'lines' | 'add'>,
): Promise<Reworked> {
  const key = keyOf(order)
  const before = await linesOf(work.tx, key)
  const parcels = await fulfilmentsOf(work.tx, key)
  const [parcel, ...others] = parcels
  const waits = parcel?.state === 'waiting' || parcel?.state === 'preparing'
  if (order.state !== 'confirmed' || !waits) {
    throw new NotInState({ state: parcel?.state ?? order.state, action: 'edit' })
  }
  if (others.some(({ state }) => state !== 'waiting' && state !== 'preparing')) {
    throw new NotInState({ state: 'shipped', action: 'edit' })
  }
  const wanted = await wantedLines(work, order, before, edit)
  if (wanted.length === 0) throw new NotInState({ state: 'empty', action: 'edit' })
  const more = await moveGoods(work, order, before, wanted, parcels)
  return { before, wanted, more, after: await chargeAnew(work, order, wanted) }
}

/** What it means for each article, as people are told. */
export function changeOf({ before, wanted }: Reworked): ChangedLine[] {
  const added = wanted.filter(({ id }) => !before.some((line) => line.id === id))
  return [
    ...before.map(({ id, article, quantity }) => ({
      ...{ name: article.name, from: quantity },
      to: wanted.find((line) => line.id === id)?.quantity ?? 0,
    })),
    ...added.map(({ article, quantity }) => ({ name: article.name, from: 0, to: quantity })),
  ].filter(({ from, to }) => from !== to)
}

/** Says that it was changed: in its history, and on the thread. */
export async function tellEdited(
  work: Work,
  order: OrderRow,
  after: OrderRow,
  by: string,
): Promise<void> {
  const details = { from: order.gross, to: after.gross }
  await note(work, order, { what: 'edited', by, details })
  await tell(work, after, orderUpdated, {
    total: decimal(after.gross),
    products: productsIn(after, await linesOf(work.tx, keyOf(order))),
  })
}

/** Lines as they are to be: what was bought at its price then, what is added at that of now. */
async function wantedLines(
  work: Work,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  edit: Pick<EditInput, 'lines' | 'add'>,
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
): Promise<readonly Line[]> {
  const [first] = parcels
  if (!first) return []
  const ref = { ref: `order:${order.id}` }
  const emptied: FulfilmentRow[] = []
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
    if (rest === gone) emptied.push(parcel)
  }
  await writeWanted(work, order, lines, wanted)
  const more = wanted.flatMap((line) => {
    const had = lines.find(({ id }) => id === line.id)?.quantity ?? 0
    return line.quantity > had ? [{ line, quantity: line.quantity - had }] : []
  })
  const units = more.map(({ line, quantity }) => ({
    ...{ lineId: line.id, quantity, parts: partsOf(line.article) },
  }))
  // Further goods come from where the first of the order does, and in its place where nothing of it is left.
  const { location_id: locationId } = first
  const taken =
    units.length === 0
      ? []
      : emptied[0] === first
        ? await beginAnew(work, order, first, { locationId, units })
        : await addParcel(work, order, first, { locationId, why: 'edit', units })
  const ended = units.length > 0 ? emptied.filter((one) => one !== first) : emptied
  const left = parcels.filter((one) => !ended.includes(one))
  for (const parcel of ended) await endEmpty(work, parcel, left)
  return taken
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
  await redeem(work, { ...key, currency: order.currency, uses: quote.applied })
  return chargeOtherwise(work, order, chargedOf(quote))
}
