import type { Work } from '../../kernel/work.ts'
import { leftOf, type PricedLine, pricerFor, shelfOf } from '../carts/index.ts'
import { beginPayment, type Cashier, paymentsOf, type TakenAs } from '../payments/index.ts'
import { confirmOrder } from './confirm.ts'
import type { Contact } from './contract.ts'
import type { DeliveryOption } from './delivery-contract.ts'
import { handOverParcel } from './fulfil.ts'
import { numberOrder } from './number.ts'
import type { Offer } from './offer.ts'
import { type Buyer, takeScarce } from './place.ts'
import { placeOf } from './places.ts'
import { receiptOfSale } from './receipts.ts'
import { NotEnough, NotInState } from './refusals.ts'
import { changeFulfilment, fulfilmentsOf, lockOrder, type OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'
import { orderSettings } from './settings.ts'
import { writeOrder } from './write-order.ts'

/** What is sold over a counter and taken along. */
const overTheCounter: DeliveryOption = {
  ...{ code: 'counter', kind: 'collect', active: true, price: 0, freeFrom: null },
  name: { fr: 'Au comptoir', en: 'Over the counter' },
  ...{ taxClass: 'standard', countries: [], days: null },
}

export interface CounterSale {
  readonly buyer: Omit<Buyer, 'channel'>
  readonly contact: Contact | null
  readonly locationId: string
  readonly items: readonly { readonly sku: string; readonly quantity: number }[]
  readonly codes: readonly string[]
  readonly by: string
  readonly takenAs?: TakenAs | undefined
  /** An exchange: what was brought back pays for it, as far as it goes. */
  readonly exchange?: { readonly of: string; readonly worth: number }
}

interface CounterParts {
  readonly cashier: Cashier
  readonly codes: SealedCodes
}

/** Sells over the counter: an order that is paid and handed over in one go, with its receipt. */
export async function sellOverCounter(
  work: Work,
  parts: CounterParts,
  sale: CounterSale,
): Promise<OrderKey> {
  const { customerId, orderId } = await sell(work, parts, sale)
  await receiptOfSale(work, { customerId, orderId }, sale)
  return { customerId, orderId }
}

/** The same without its receipt. What an exchange does not cover is paid at the till. */
export async function sell(
  work: Work,
  { cashier, codes }: CounterParts,
  sale: CounterSale,
): Promise<OrderKey & { readonly credit: number }> {
  const buyer = { ...sale.buyer, channel: 'shop' as const }
  const offer = await offerHere(work, buyer, sale)
  const { gross } = offer.quote
  const input = { contact: sale.contact }
  const orderId = work.newId()
  const expiresAt = new Date(work.now.getTime() + 3_600_000)
  const number = await numberOrder(work, { customerId: buyer.customerId, orderId })
  const key = await writeOrder(work, { buyer, offer, input, codes, expiresAt, orderId }, number)
  const credit = Math.min(gross, sale.exchange?.worth ?? 0)
  if (sale.exchange) {
    await work.tx
      .updateTable('orders.order')
      .set({ credit, exchange_of: sale.exchange.of })
      .where('customer_id', '=', key.customerId)
      .where('id', '=', orderId)
      .execute()
  }
  if (gross > credit) {
    const means = { means: 'in-shop' as const, shopId: sale.locationId }
    const { currency } = offer.shelf
    await beginPayment(work, {
      ...{ ...key, amount: gross - credit, currency, with: means, goal: 'take' },
    })
  }
  await takeScarce(work, { buyer, offer }, key, null)
  for (const { id } of await paymentsOf(work.tx, key)) {
    await cashier.receiveInShop(work, {
      ...{ customerId: key.customerId, id, takenAs: sale.takenAs },
    })
  }
  await confirmOrder(work, await lockOrder(work, key))
  for (const fulfilment of await fulfilmentsOf(work.tx, key)) {
    await changeFulfilment(work, fulfilment, { ready_at: work.now })
    const parcel = { key, fulfilmentId: fulfilment.id, by: sale.by, paid: true }
    await handOverParcel(work, cashier, parcel)
  }
  return { ...key, credit }
}

/** What these articles cost in this place, now; refused where they are not there. */
export async function offerHere(
  work: Work,
  buyer: Buyer,
  sale: Pick<CounterSale, 'locationId' | 'items' | 'codes'>,
): Promise<Offer> {
  const { locationId, items, codes } = sale
  const { customerId, channel } = buyer
  const shop = await placeOf(work.tx, locationId)
  const shelf = await shelfOf(
    work.tx,
    items.map(({ sku }) => sku),
    { channel, now: work.now, locationIds: [locationId] },
  )
  const lines = items.map(({ sku, quantity }): PricedLine => {
    const article = shelf.articles.get(sku)
    if (!article?.active) throw new NotInState({ state: 'not-for-sale', action: 'sell' })
    const available = leftOf(sku, shelf, new Map())
    if (available < quantity) throw new NotEnough({ sku, asked: quantity, available })
    return { id: work.newId(), quantity, article }
  })
  const { currency } = shelf
  const price = await pricerFor(work.tx, {
    ...{ customerId, channel, now: work.now, codes, currency, shopId: locationId },
  })
  const held = lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }))
  return {
    ...{ stored: undefined, shelf, lines, quote: price(lines), options: [], fee: 0, standard: 0 },
    ...{ option: overTheCounter, settings: await orderSettings(work.tx), shop, missing: [] },
    route: {
      ...{ complete: true, from: new Set([locationId]) },
      parcels: [{ locationId, lines: held, why: { reason: 'counter' } }],
    },
    readyFrom: null,
  }
}
