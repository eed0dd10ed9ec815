import { type Db, prepared } from '../../kernel/database.ts'
import { all, type InWork, type Work } from '../../kernel/work.ts'
import { hashOf, lockCart, type ShopperIs } from '../carts/index.ts'
import {
  beginInHand,
  beginPayment,
  type Cashier,
  type NextStep,
  nextStepOf,
  paymentsOf,
  type Taken,
} from '../payments/index.ts'
import { cardBalance } from '../promotions/index.ts'
import { isNotAtOnce, reserve, reserveAtLast } from '../stock/index.ts'
import { expectParcels } from './bring.ts'
import { confirmOrder } from './confirm.ts'
import { joinContact } from './contact.ts'
import type { CheckoutInput, PayWith } from './contract.ts'
import { numberOrder } from './number.ts'
import { isBrought, offerFor } from './offer.ts'
import { takeScarce } from './place.ts'
import {
  AddressNeeded,
  CartChanged,
  CartEmpty,
  KeyReused,
  NotEnough,
  PaymentMissing,
  PaymentRefused,
} from './refusals.ts'
import { refuseOrder } from './refuse.ts'
import { lockOrder, type OrderKey, type OrderRow } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'
import { checkTime } from './shop.ts'
import { orderRow } from './shown.ts'
import { writeOrder } from './write-order.ts'

export interface CheckoutParts {
  readonly db: Db
  readonly inWork: InWork
  readonly cashier: Cashier
  readonly codes: SealedCodes
}

/**
 * Orders what is in a shopper's cart. First, in one transaction: the price is looked at again, goods and
 * promotions are taken with a lifetime, payments are written down. Then, outside of any, the provider is
 * asked. What it says confirms the order or ends it, in a transaction of its own, whoever lives to see it.
 * The same key again is the same order.
 */
export async function checkout(
  parts: CheckoutParts,
  shopper: ShopperIs,
  input: CheckoutInput,
  key: string,
): Promise<NextStep & { order: OrderRow }> {
  const placed = await placeOnce(parts, shopper, input, key)
  const { customerId, orderId } = placed
  const cardId = await charge(parts, placed)
  const order = await orderRow(parts.db, { customerId, orderId })
  if (order.state === 'refused') throw new PaymentRefused({ reason: order.reason })
  const asks = order.state === 'pending' && cardId
  const nobodyAsks = { clientSecret: null, redirectUrl: null }
  const next = asks ? await nextStepOf(parts.db, { customerId, id: cardId }) : nobodyAsks
  return { order, ...next }
}

interface Placed extends OrderKey {
  /** Whether it was just placed; else it was known by its key. */
  readonly isNew: boolean
  /** The payment by card, in hand since it was begun. */
  readonly taken?: Taken | undefined
}

/** Has the card charged that pays for an order; gives the id of that payment, if there is one. */
async function charge(parts: CheckoutParts, placed: Placed): Promise<string | undefined> {
  if (placed.taken) await parts.cashier.goOn(placed.taken)
  if (placed.isNew) return placed.taken?.claimed.id
  const payments = await paymentsOf(parts.db, placed)
  const card = payments.find(({ means }) => means === 'card')
  const { customerId } = placed
  for (const { means, state, id } of payments) {
    const open = state === 'planned' || state === 'unknown'
    if (means === 'card' && open) await parts.cashier.perform({ customerId, id })
  }
  return card?.id
}

/** Goods are asked for together with the commit; where that does not decide it, all is done once more. */
async function placeOnce(
  { inWork, codes }: CheckoutParts,
  shopper: ShopperIs,
  input: CheckoutInput,
  key: string,
): Promise<Placed> {
  const asked = { shopper, input, key, codes }
  try {
    return await inWork((work) => placeBy(work, asked, reserveAtLast))
  } catch (error) {
    if (!isNotAtOnce(error)) throw error
    return inWork((work) => placeBy(work, asked, reserve))
  }
}

interface Asked {
  readonly shopper: ShopperIs
  readonly input: CheckoutInput
  readonly key: string
  readonly codes: SealedCodes
}

async function placeBy(
  work: Work,
  { shopper, input, key, codes }: Asked,
  hold: typeof reserve | typeof reserveAtLast,
): Promise<Placed> {
  const orderId = work.newId()
  const requestHash = hashOf(JSON.stringify(input))
  const row = {
    ...{ key_hash: hashOf(`${shopper.tokenHash.toString('hex')} ${key}`), at: work.now },
    ...{ request_hash: requestHash, customer_id: shopper.customerId, order_id: orderId },
  }
  const noted = work.tx
    .insertInto('orders.checkout')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .modifyEnd(prepared)
    .executeTakeFirst()
  const [first] = await all([noted, lockCart(work, shopper.customerId)])
  if (!first) {
    const known = await work.tx
      .selectFrom('orders.checkout')
      .selectAll()
      .where('key_hash', '=', row.key_hash)
      .executeTakeFirstOrThrow()
    if (!known.request_hash.equals(requestHash)) throw new KeyReused({})
    return { customerId: known.customer_id, orderId: known.order_id, isNew: false }
  }
  const taken = await place(work, { shopper, input, codes, orderId }, hold)
  return { customerId: shopper.customerId, orderId, isNew: true, taken }
}

async function place(
  work: Work,
  { shopper, input, codes, orderId }: Omit<Asked, 'key'> & { readonly orderId: string },
  hold: typeof reserve | typeof reserveAtLast,
): Promise<Taken | undefined> {
  const { customerId } = shopper
  const country = input.country ?? input.address?.country
  const offer = await offerFor(work.tx, { ...shopper, now: work.now }, { ...input, country })
  const { quote, option, shop, settings, readyFrom: ready } = offer
  if (offer.lines.length === 0) throw new CartEmpty({})
  const [short] = offer.missing
  if (short) throw new NotEnough(short)
  if (option.kind === 'ship' && !input.address) throw new AddressNeeded({})
  if (shop && input.at) checkTime(shop, new Date(input.at), { now: work.now, ready })
  if (input.total !== undefined && input.total !== quote.gross) {
    throw new CartChanged({ total: quote.gross, expected: input.total })
  }
  const key = { customerId, orderId }
  const [number] = await all([
    numberOrder(work, key),
    endEarlier(work, customerId, offer.stored?.cartId),
  ])
  const expiresAt = new Date(work.now.getTime() + settings.payMinutes * 60_000)
  const placing = { buyer: shopper, offer, input, codes, expiresAt, orderId }
  const inShop = option.kind === 'reserve'
  const means: readonly PayWith[] = inShop
    ? [{ means: 'in-shop' }]
    : input.payments.filter((one) => one.means !== 'in-shop')
  const [taken] = await all([
    beginPayments(work, key, { means, offer, shopId: shop?.id ?? null }),
    writeOrder(work, placing, number),
    joinContact(work, shopper, input.contact),
  ])
  if (isBrought(offer)) await expectParcels(work, key, ready)
  // An order that is confirmed here goes on from there: then it is not the last thing.
  await takeScarce(work, placing, key, taken ? expiresAt : null, taken ? hold : reserve)
  if (!taken) await confirmOrder(work, await lockOrder(work, key))
  return taken
}

/**
 * A cart is ordered once: who begins again, in another tab or on another device, gives up what they had
 * begun before and not paid.
 */
async function endEarlier(work: Work, customerId: string, cartId: string | undefined) {
  if (!cartId) return
  const earlier = await work.tx
    .selectFrom('orders.order')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('cart_id', '=', cartId)
    .where('state', '=', 'pending')
    .modifyEnd(prepared)
    .execute()
  for (const { id } of earlier) {
    const order = await lockOrder(work, { customerId, orderId: id })
    if (order.state === 'pending') await refuseOrder(work, order, 'begun-again')
  }
}

interface Paying {
  readonly means: readonly PayWith[]
  readonly offer: {
    readonly quote: { readonly gross: number }
    readonly shelf: { readonly currency: string }
  }
  readonly shopId: string | null
}

/** Writes down what pays for an order; gives the card that is still to be charged, if one is. */
async function beginPayments(
  work: Work,
  key: OrderKey,
  { means, offer, shopId }: Paying,
): Promise<Taken | undefined> {
  let missing = offer.quote.gross
  const { currency } = offer.shelf
  const goal = 'hold' as const
  for (const card of means) {
    if (card.means !== 'gift-card') continue
    const { available } = await cardBalance(work.tx, card.code, work.now)
    const amount = Math.min(missing, card.amount ?? available)
    if (amount <= 0) continue
    missing -= amount
    await beginPayment(work, { ...key, amount, currency, with: card, goal })
  }
  if (missing === 0) return undefined
  const rest = { ...key, amount: missing, currency, goal }
  const other = means.find(({ means: kind }) => kind !== 'gift-card')
  if (other?.means === 'card') return beginInHand(work, { ...rest, with: other })
  if (other?.means !== 'in-shop') throw new PaymentMissing({ missing })
  await beginPayment(work, { ...rest, with: { means: 'in-shop', shopId } })
  return undefined
}
