import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { newCode, partsOf } from '../carts/index.ts'
import { redeem } from '../promotions/index.ts'
import type { Line } from '../stock/index.ts'
import { reserve } from '../stock/index.ts'
import { chargedOf } from './charged.ts'
import type { CheckoutInput } from './contract.ts'
import { numberOrder } from './number.ts'
import type { Offer } from './offer.ts'
import { newPickup } from './pickup.ts'
import type { OrderKey } from './rows.ts'
import { note } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'

/** Who orders. */
export interface Buyer {
  readonly customerId: string
  readonly channel: 'web' | 'app' | 'shop'
  readonly language: 'fr' | 'en'
  readonly tokenHash?: Buffer
}

export interface Placing {
  readonly buyer: Buyer
  readonly offer: Offer
  readonly input: Pick<CheckoutInput, 'address' | 'at'> &
    Partial<Pick<CheckoutInput, 'resumes'>> & {
      /** Nobody's where it was sold over a counter. */
      readonly contact: CheckoutInput['contact'] | null
    }
  readonly codes: SealedCodes
  /** Until when it must be paid. */
  readonly expiresAt: Date
  readonly orderId: string
}

/** Writes an order as it was offered, with what is to leave from where. Its goods are not held yet. */
export async function writeOrder(work: Work, placing: Placing): Promise<OrderKey> {
  const { buyer, offer, input, expiresAt, orderId } = placing
  const { quote, option, shop, stored } = offer
  const { customerId } = buyer
  const number = await numberOrder(work, { customerId, orderId })
  await work.tx
    .insertInto('orders.order')
    .values({
      ...{ customer_id: customerId, id: orderId, number, state: 'pending', reason: null },
      ...{ channel: buyer.channel, language: buyer.language, cart_id: stored?.cartId ?? null },
      resumes: input.resumes ?? null,
      session_hash: buyer.tokenHash ?? null,
      currency: offer.shelf.currency,
      delivery: JSON.stringify({
        ...{ code: option.code, kind: option.kind, name: option.name },
        ...{ price: offer.fee, standard: offer.standard },
      }),
      contact: input.contact && JSON.stringify(input.contact),
      address: input.address ? JSON.stringify(input.address) : null,
      shop_id: shop?.id ?? null,
      wanted_at: input.at ? new Date(input.at) : null,
      ...{ charged: JSON.stringify(chargedOf(quote)), gross: quote.gross, exchange_of: null },
      ...{ placed_at: work.now, confirmed_at: null, ended_at: null, expires_at: expiresAt },
    })
    .modifyEnd(prepared)
    .execute()
  await writeLines(work, customerId, orderId, offer)
  await writeFulfilments(work, placing, { customerId, orderId })
  await note(work, { customer_id: customerId, id: orderId }, { what: 'placed', by: 'customer' })
  return { customerId, orderId }
}

async function writeLines(work: Work, customerId: string, orderId: string, offer: Offer) {
  const options = new Map(offer.stored?.lines.map((line) => [line.id, line.options]))
  await work.tx
    .insertInto('orders.line')
    .values(
      offer.lines.map(({ id, quantity, article }, position) => ({
        ...{ customer_id: customerId, order_id: orderId, id, position, sku: article.sku, quantity },
        article: JSON.stringify({
          ...{ productId: article.productId, name: article.name, variant: article.options },
          ...{ image: article.image, brand: article.brand, categories: article.categories },
          parts: partsOf(article),
        }),
        options: JSON.stringify(options.get(id) ?? {}),
      })),
    )
    .execute()
}

async function writeFulfilments(
  work: Work,
  { offer, codes }: Pick<Placing, 'offer' | 'codes'>,
  { customerId, orderId }: OrderKey,
): Promise<void> {
  const { kind } = offer.option
  for (const { locationId, lines, why } of offer.route.parcels) {
    const id = work.newId()
    const code = kind === 'ship' ? undefined : newCode(8)
    await work.tx
      .insertInto('orders.fulfilment')
      .values({
        ...{ customer_id: customerId, id, order_id: orderId, kind, state: 'waiting' },
        ...{ location_id: locationId, routing: JSON.stringify(why) },
        reservation_id: orderId,
        ...(await newPickup(work, codes, { customerId, orderId, fulfilmentId: id, code })),
        ...{ carrier: null, tracking: null, expires_at: null, remind_at: null, arrived_at: null },
        ...{ place_note: null, created_at: work.now, ready_at: null, ended_at: null },
      })
      .modifyEnd(prepared)
      .execute()
    await work.tx
      .insertInto('orders.fulfilment_line')
      .values(
        lines.map(({ lineId, quantity }) => ({
          ...{ customer_id: customerId, fulfilment_id: id, line_id: lineId, quantity },
        })),
      )
      .execute()
  }
}

/** What stock is to hold: of each parcel, the parts of its lines. */
export function goodsOf({ route, lines }: Pick<Offer, 'route' | 'lines'>): Line[] {
  const articles = new Map(lines.map(({ id, article }) => [id, article]))
  return route.parcels.flatMap(({ locationId, lines: held }) =>
    held.flatMap(({ lineId, quantity }) => {
      const article = articles.get(lineId)
      return (article ? partsOf(article) : []).map((part) => ({
        ...{ sku: part.sku, locationId, quantity: part.quantity * quantity },
      }))
    }),
  )
}

/**
 * Takes what is scarce: uses of promotions, then the goods, both last in the transaction, so that the
 * rows that everybody wants are held only over its commit. Who comes too late is refused as a whole.
 */
export async function takeScarce(
  work: Work,
  { buyer, offer }: Pick<Placing, 'buyer' | 'offer'>,
  { customerId, orderId }: OrderKey,
  until: Date | null,
): Promise<void> {
  const { quote, option, shelf } = offer
  await redeem(work, { orderId, customerId, currency: shelf.currency, uses: quote.applied })
  await reserve(work, {
    id: orderId,
    kind: option.kind === 'reserve' ? 'pickup' : 'order',
    lines: goodsOf(offer),
    channel: buyer.channel,
    expiresAt: until,
    ref: `order:${orderId}`,
  })
}
