import type { Work } from '../../kernel/work.ts'
import { type Payment, paymentsOf, tillMeans } from '../payments/index.ts'
import type { Refund as Worth } from '../promotions/index.ts'
import {
  adjustment,
  correctSale,
  type NewReceipt,
  salesOfOrder,
  taxesIn,
  tillAt,
  writeReceipt,
} from '../till/index.ts'
import { placeOf } from './places.ts'
import {
  keyOf,
  linesOf,
  lockOrder,
  type OrderKey,
  type OrderLineRow,
  type OrderRow,
} from './rows.ts'

type Line = NewReceipt['lines'][number]
type Part = NewReceipt['payments'][number]

/**
 * An order of which something is paid in a shop is a sale of that shop's till, as a whole, with all that it was
 * paid with. What went back before it was handed over is no part of it any more. The till's row is taken
 * after everything else.
 */
export async function receiptOfSale(
  work: Work,
  key: OrderKey,
  { locationId, by }: { readonly locationId: string; readonly by: string },
): Promise<void> {
  const order = await lockOrder(work, key)
  const lines = await linesOf(work.tx, key)
  const payments = [
    ...(order.credit > 0 ? [{ means: 'exchange' as const, amount: order.credit }] : []),
    ...partsOf((await paymentsOf(work.tx, key)).filter(isThere), heldOf),
  ]
  const { charged, currency, number } = order
  const less = payments.reduce((sum, { amount }) => sum + amount, 0) - charged.gross
  await writeReceipt(work, {
    ...{ tillId: await tillAt(work, locationId), kind: 'sale', currency, payments, by },
    ...{ order: { id: order.id, number }, customerId: order.customer_id },
    lines: [...soldLines(order, lines), ...(less === 0 ? [] : [adjustment(less)])],
    taxes: less === 0 ? charged.taxes : taxesIn(charged.gross + less, charged.taxes),
  })
}

const isThere = ({ state, goal }: Payment) =>
  goal !== 'drop' && (state === 'captured' || state === 'authorised' || state === 'unknown')

const heldOf = ({ state, captured, amount, refunded }: Payment) =>
  (state === 'captured' ? captured : amount) - refunded

/** What came or went by each means. */
function partsOf<One extends Pick<Payment, 'means' | 'takenAs'>>(
  all: readonly One[],
  amountOf: (one: One) => number,
): Part[] {
  const sums = new Map<Part['means'], number>()
  for (const one of all) {
    const means = tillMeans(one)
    sums.set(means, (sums.get(means) ?? 0) + amountOf(one))
  }
  return [...sums].flatMap(([means, amount]) => (amount === 0 ? [] : [{ means, amount }]))
}

function soldLines({ charged, delivery }: OrderRow, lines: readonly OrderLineRow[]): Line[] {
  const articles = charged.lines.map(({ id, sku, quantity, vatRate, gross }): Line => {
    const name = lines.find((line) => line.id === id)?.article.name ?? null
    return { kind: 'article', sku, name, quantity, vatRate, gross }
  })
  const fees = charged.delivery.map(({ vatRate, gross }): Line => {
    const { name } = delivery
    return { kind: 'delivery', sku: null, name, quantity: 1, vatRate, gross }
  })
  return [...articles, ...fees.filter(({ gross }) => gross !== 0)]
}

/** Money that goes back, by what it came. */
type Back = Pick<Payment, 'means' | 'takenAs' | 'amount'>

export interface TakenBack {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
  /** What it was worth, and what of that paid for something else. */
  readonly worth: Worth
  readonly kept: number
  readonly refunds: readonly Back[]
  readonly locationId: string
  readonly by: string
}

/**
 * What comes back over a counter is a receipt below zero of that shop's till, wherever it was bought. What a till
 * sold and a warehouse takes back is one of the till that sold it.
 */
export async function receiptOfReturn(work: Work, back: TakenBack): Promise<void> {
  const { order, worth, kept, refunds, by } = back
  if (worth.gross === 0) return
  const sale = (await salesOfOrder(work.tx, order.id)).at(-1)
  const place = await placeOf(work.tx, back.locationId)
  const tillId = place.kind === 'shop' ? await tillAt(work, place.id) : sale?.till_id
  if (!tillId) return
  const given = partsOf(refunds, ({ amount }) => -amount)
  const lines = returnedLines(back)
  const taxes = worth.taxes.filter(({ net, vat }) => net + vat !== 0)
  // What had gone back before as a gesture is taken off what the goods were worth.
  const less = -worth.gross - lines.reduce((sum, { gross }) => sum + gross, 0)
  // It may have been taken off the delivery alone, of which the line says what is left: the taxes are those of all of it.
  const whole = worth.gross === taxes.reduce((sum, { net, vat }) => sum + net + vat, 0)
  await writeReceipt(work, {
    ...{ tillId, kind: 'refund', currency: order.currency, by, corrects: sale?.id ?? null },
    ...{ order: { id: order.id, number: order.number }, customerId: order.customer_id },
    lines: less === 0 ? lines : [...lines, adjustment(less)],
    taxes: whole
      ? taxes.map(({ rate, net, vat }) => ({ rate, net: -net, vat: -vat }))
      : taxesIn(-worth.gross, taxes),
    payments: [...(kept > 0 ? [{ means: 'exchange' as const, amount: -kept }] : []), ...given],
  })
}

function returnedLines({ order, lines, worth }: TakenBack): Line[] {
  const charged = new Map(order.charged.lines.map((line) => [line.id, line]))
  const articles = worth.lines.map(({ lineId, quantity, gross }): Line => {
    const { sku = null, vatRate = null } = charged.get(lineId) ?? {}
    const name = lines.find(({ id }) => id === lineId)?.article.name ?? null
    return { kind: 'article', sku, name, quantity: -quantity, vatRate, gross: -gross }
  })
  const fee = -worth.delivery.gross
  if (fee === 0) return articles
  const { name } = order.delivery
  return [
    ...articles,
    { kind: 'delivery', sku: null, name, quantity: -1, vatRate: null, gross: fee },
  ]
}

/** Money that goes back without goods, of what a till sold: a receipt below zero of that till. */
export const receiptOfMoneyBack = (
  work: Work,
  order: Pick<OrderRow, 'customer_id' | 'id'>,
  refunds: TakenBack['refunds'],
  by: string,
): Promise<void> =>
  correctSale(work, {
    ...{ ...keyOf(order), by },
    payments: partsOf(refunds, ({ amount }) => amount),
  })
