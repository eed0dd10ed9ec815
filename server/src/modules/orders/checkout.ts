import type { Insertable } from 'kysely'
import { type Database, type Db, prepared, together } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { still } from '../../kernel/steady.ts'
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
import type { CheckoutInput, OrderShown, PayWith } from './contract.ts'
import { numberOrder } from './number.ts'
import { isBrought, type Offer, offerFor } from './offer.ts'
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
import { lockOrder, type OrderKey } from './rows.ts'
import type { SealedCodes } from './sealed-codes.ts'
import { checkTime } from './shop.ts'
import { type ShownParts, shownOrder } from './shown.ts'
import { orderToWrite, writeWhole } from './write-order.ts'

export interface CheckoutParts extends ShownParts {
  readonly db: Db
  readonly inWork: InWork
  readonly cashier: Cashier
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
): Promise<NextStep & { order: OrderShown }> {
  const placed = await placeOnce(parts, shopper, input, key)
  const { customerId, orderId } = placed
  const cardId = await charge(parts, placed)
  const order = await together(parts.db, (one) =>
    shownOrder(one, { customerId, orderId }, parts, shopper.language),
  )
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
  readonly taken?: (() => Taken) | undefined
}

/** Has the card charged that pays for an order; gives the id of that payment, if there is one. */
async function charge(parts: CheckoutParts, placed: Placed): Promise<string | undefined> {
  const taken = placed.taken?.()
  if (taken) await parts.cashier.goOn(taken)
  if (placed.isNew) return taken?.claimed.id
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
  given: Work,
  { shopper, input, key: idempotencyKey, codes }: Asked,
  hold: typeof reserve | typeof reserveAtLast,
): Promise<Placed> {
  const work = { ...given, tx: still(given.tx) }
  const orderId = work.newId()
  const requestHash = hashOf(JSON.stringify(input))
  const row = {
    ...{ key_hash: hashOf(`${shopper.tokenHash.toString('hex')} ${idempotencyKey}`), at: work.now },
    ...{ request_hash: requestHash, customer_id: shopper.customerId, order_id: orderId },
  }
  const noted = noteAsked(work.tx, row)
  const locked = lockCart(work, shopper.customerId)
  const country = input.country ?? input.address?.country
  const asking = { ...shopper, now: work.now }
  // Asked behind the lock in one go with it; whoever asks again by the same key is answered without.
  const offering = offerFor(work.tx, asking, { ...input, country })
  offering.catch(() => {})
  const [[first]] = await all([noted, locked])
  if (!first) {
    await offering.catch(() => {})
    const known = await work.tx
      .selectFrom('orders.checkout')
      .selectAll()
      .where('key_hash', '=', row.key_hash)
      .executeTakeFirstOrThrow()
    if (!known.request_hash.equals(requestHash)) throw new KeyReused({})
    return { customerId: known.customer_id, orderId: known.order_id, isNew: false }
  }
  const key = { customerId: shopper.customerId, orderId }
  const [offer, number, earlier] = await all([
    offering,
    numberOrder(work, key),
    pendingOf(work.tx, key),
  ])
  const placing = { shopper, input, codes, offer, orderId, number, earlier }
  return { ...key, isNew: true, taken: await place(work, placing, hold) }
}

const noteAsked = statement((db, row: Insertable<Database['orders.checkout']>) =>
  db
    .insertInto('orders.checkout')
    .values({
      ...{ key_hash: row.key_hash, request_hash: row.request_hash, at: row.at },
      ...{ customer_id: row.customer_id, order_id: row.order_id },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .modifyEnd(prepared),
)

interface Ordering extends Omit<Asked, 'key'> {
  readonly offer: Offer
  readonly orderId: string
  readonly number: string
  readonly earlier: readonly Pending[]
}

async function place(
  work: Work,
  { shopper, input, codes, offer, orderId, number, earlier }: Ordering,
  hold: typeof reserve | typeof reserveAtLast,
): Promise<(() => Taken) | undefined> {
  const { customerId } = shopper
  const { option, shop, settings } = offer
  refuseOtherwise(work, input, offer)
  const key = { customerId, orderId }
  await endEarlier(work, earlier, offer.stored?.cartId)
  const expiresAt = new Date(work.now.getTime() + settings.payMinutes * 60_000)
  const placing = { buyer: shopper, offer, input, codes, expiresAt, orderId }
  const inShop = option.kind === 'reserve'
  const means: readonly PayWith[] = inShop
    ? [{ means: 'in-shop' }]
    : input.payments.filter((one) => one.means !== 'in-shop')
  const taken = await beginPayments(work, key, { means, offer, shopId: shop?.id ?? null })
  work.atLast(() => joinContact(work, shopper, input.contact))
  const order = await orderToWrite(work, placing, number)
  if (taken && !isBrought(offer)) work.atLast(() => writeWhole(work.tx, order))
  else await writeWhole(work.tx, order)
  if (isBrought(offer)) await expectParcels(work, key, offer.readyFrom)
  // An order that is confirmed here goes on from there: then it is not the last thing.
  await takeScarce(work, placing, key, taken ? expiresAt : null, taken ? hold : reserve)
  if (!taken) await confirmOrder(work, await lockOrder(work, key))
  return taken
}

/** What cannot be ordered as it is asked for. */
function refuseOtherwise({ now }: Work, input: CheckoutInput, offer: Offer): void {
  const { quote, option, shop, readyFrom: ready } = offer
  if (offer.lines.length === 0) throw new CartEmpty({})
  const [short] = offer.missing
  if (short) throw new NotEnough(short)
  if (option.kind === 'ship' && !input.address) throw new AddressNeeded({})
  if (shop && input.at) checkTime(shop, new Date(input.at), { now, ready })
  if (input.total !== undefined && input.total !== quote.gross) {
    throw new CartChanged({ total: quote.gross, expected: input.total })
  }
}

interface Pending extends OrderKey {
  readonly cartId: string | null
}

/** What somebody has begun to order and not paid. */
const pendingOf: (db: Db, whose: { customerId: string }) => Promise<Pending[]> = statement(
  (db, { customerId }: { customerId: string }) =>
    db
      .selectFrom('orders.order')
      .select(['customer_id as customerId', 'id as orderId', 'cart_id as cartId'])
      .where('customer_id', '=', customerId)
      .where('state', '=', 'pending')
      .modifyEnd(prepared),
)

/**
 * A cart is ordered once: who begins again, in another tab or on another device, gives up what they had
 * begun before and not paid.
 */
async function endEarlier(work: Work, pending: readonly Pending[], cartId: string | undefined) {
  for (const earlier of pending) {
    if (earlier.cartId !== cartId) continue
    const order = await lockOrder(work, earlier)
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
): Promise<(() => Taken) | undefined> {
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
