import type { Work } from '../../kernel/work.ts'
import type { Cashier, TakenAs } from '../payments/index.ts'
import { offerHere, sell } from './counter.ts'
import { receiptOfReturn, receiptOfSale } from './receipts.ts'
import { type Received, takeBack, worthOf } from './returns.ts'
import { lockOrder, note, type OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'
import { orderRow } from './shown.ts'
import type { ExchangeQuote } from './team-contract.ts'

type Exchanging = Omit<Received, 'keep'> & {
  /** As what the till takes what is still to be paid. */
  readonly takenAs?: TakenAs | undefined
  readonly items: readonly { readonly sku: string; readonly quantity: number }[]
}

/** What an exchange would come to: refused where it would be, and nothing is done. */
export async function quoteExchange(
  work: Work,
  key: OrderKey,
  { items, ...received }: Exchanging,
): Promise<ExchangeQuote> {
  const order = await orderRow(work.tx, key)
  const worth = (await worthOf(work, order, received)).gross
  const { locationId } = received
  const buyer = { customerId: key.customerId, channel: 'shop' as const, language: order.language }
  const { quote } = await offerHere(work, buyer, { locationId, items, codes: [] })
  const credit = Math.min(worth, quote.gross)
  return {
    ...{ currency: order.currency, worth, price: quote.gross },
    ...{ toPay: quote.gross - credit, toRefund: worth - credit },
  }
}

export interface Exchanged {
  readonly returnId: string
  readonly order: OrderKey
}

/**
 * Something brought back for something else. What it was really paid with pays for the new article as far as
 * it goes; the rest of it is given back, or the rest of the price is paid at the till. Each is a receipt.
 */
export async function exchange(
  work: Work,
  parts: { readonly cashier: Cashier; readonly codes: SealedCodes },
  key: OrderKey,
  { items, takenAs, ...received }: Exchanging,
): Promise<Exchanged> {
  const order = await lockOrder(work, key)
  const worth = (await worthOf(work, order, received)).gross
  const { language, contact } = order
  const { credit, ...sold } = await sell(work, parts, {
    ...{ buyer: { customerId: key.customerId, language }, contact, codes: [] },
    ...{ locationId: received.locationId, items, by: received.by, takenAs },
    exchange: { of: key.orderId, worth },
  })
  const { returnId, back } = await takeBack(work, key, { ...received, keep: credit })
  const details = { orderId: sold.orderId }
  await note(work, order, { what: 'exchanged', by: received.by, details })
  await work.tx
    .updateTable('orders.return')
    .set({ exchange_order_id: sold.orderId })
    .where('customer_id', '=', key.customerId)
    .where('id', '=', returnId)
    .execute()
  await receiptOfReturn(work, back)
  await receiptOfSale(work, sold, received)
  return { returnId, order: sold }
}
