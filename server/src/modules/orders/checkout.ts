import { type Db, prepared } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { hashOf, lockCart, type ShopperIs } from '../carts/index.ts'
import {
  beginPayment,
  type Cashier,
  type NextStep,
  nextStepOf,
  type PaidWith,
  paymentsOf,
} from '../payments/index.ts'
import { cardBalance } from '../promotions/index.ts'
import { confirmOrder } from './confirm.ts'
import { joinContact } from './contact.ts'
import type { CheckoutInput, PayWith } from './contract.ts'
import { offerFor } from './offer.ts'
import { takeScarce, writeOrder } from './place.ts'
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
import { orderRow } from './shown.ts'

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
): Promise<NextStep & { key: OrderKey }> {
  const placed = await parts.inWork((work) => placeOnce(work, parts, shopper, input, key))
  const payments = await paymentsOf(parts.db, placed)
  for (const { means, state, id } of payments) {
    const open = state === 'planned' || state === 'unknown'
    if (means === 'card' && open) await parts.cashier.perform({ ...placed, id })
  }
  const order = await orderRow(parts.db, placed)
  if (order.state === 'refused') throw new PaymentRefused({ reason: order.reason })
  const waiting = payments.find(({ means }) => means === 'card')
  const asks = order.state === 'pending' && waiting
  const nobodyAsks = { clientSecret: null, redirectUrl: null }
  const next = asks ? await nextStepOf(parts.db, { ...placed, id: waiting.id }) : nobodyAsks
  return { key: placed, ...next }
}

async function placeOnce(
  work: Work,
  parts: CheckoutParts,
  shopper: ShopperIs,
  input: CheckoutInput,
  key: string,
): Promise<OrderKey> {
  const orderId = work.newId()
  const requestHash = hashOf(JSON.stringify(input))
  const row = {
    ...{ key_hash: hashOf(`${shopper.tokenHash.toString('hex')} ${key}`), at: work.now },
    ...{ request_hash: requestHash, customer_id: shopper.customerId, order_id: orderId },
  }
  const first = await work.tx
    .insertInto('orders.checkout')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (!first) {
    const known = await work.tx
      .selectFrom('orders.checkout')
      .selectAll()
      .where('key_hash', '=', row.key_hash)
      .executeTakeFirstOrThrow()
    if (!known.request_hash.equals(requestHash)) throw new KeyReused({})
    return { customerId: known.customer_id, orderId: known.order_id }
  }
  await place(work, parts, shopper, input, orderId)
  return { customerId: shopper.customerId, orderId }
}

async function place(
  work: Work,
  { codes }: CheckoutParts,
  shopper: ShopperIs,
  input: CheckoutInput,
  orderId: string,
): Promise<void> {
  const { customerId } = shopper
  await lockCart(work, customerId)
  const country = input.country ?? input.address?.country
  const offer = await offerFor(work.tx, { ...shopper, now: work.now }, { ...input, country })
  const { quote, option, shop, settings } = offer
  if (offer.lines.length === 0) throw new CartEmpty({})
  const [short] = offer.missing
  if (short) throw new NotEnough(short)
  if (option.kind === 'ship' && !input.address) throw new AddressNeeded({})
  if (shop && input.at) checkTime(shop, new Date(input.at), { now: work.now, settings })
  if (input.total !== undefined && input.total !== quote.gross) {
    throw new CartChanged({ total: quote.gross, expected: input.total })
  }
  await endEarlier(work, customerId, offer.stored?.cartId)

  const expiresAt = new Date(work.now.getTime() + settings.payMinutes * 60_000)
  const placing = { buyer: shopper, offer, input, codes, expiresAt, orderId }
  const key = await writeOrder(work, placing)
  await joinContact(work, shopper, input.contact)
  const inShop = option.kind === 'reserve'
  const means: readonly PayWith[] = inShop
    ? [{ means: 'in-shop' }]
    : input.payments.filter((one) => one.means !== 'in-shop')
  const paid = await beginPayments(work, key, { means, offer, shopId: shop?.id ?? null })
  const sure = paid || inShop
  await takeScarce(work, placing, key, sure ? null : expiresAt)
  if (sure) await confirmOrder(work, await lockOrder(work, key))
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

/** Writes down what pays for an order; says whether nothing more must be waited for. */
export async function beginPayments(
  work: Work,
  key: OrderKey,
  { means, offer, shopId }: Paying,
): Promise<boolean> {
  let missing = offer.quote.gross
  const { currency } = offer.shelf
  const begin = async (amount: number, with_: PaidWith) => {
    missing -= amount
    await beginPayment(work, { ...key, amount, currency, with: with_, goal: 'hold' })
  }
  for (const card of means) {
    if (card.means !== 'gift-card') continue
    const { available } = await cardBalance(work.tx, card.code, work.now)
    const amount = Math.min(missing, card.amount ?? available)
    if (amount > 0) await begin(amount, { means: 'gift-card', code: card.code })
  }
  if (missing === 0) return true
  const other = means.find(({ means: kind }) => kind !== 'gift-card')
  if (!other) throw new PaymentMissing({ missing })
  if (other.means === 'in-shop') await begin(missing, { means: 'in-shop', shopId })
  else if (other.means === 'card')
    await begin(missing, { means: 'card', token: other.token ?? null })
  return false
}
