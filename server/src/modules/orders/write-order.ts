import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { newCode, partsOf } from '../carts/index.ts'
import { chargedOf } from './charged.ts'
import type { Offer } from './offer.ts'
import { newPickup } from './pickup.ts'
import type { Placing } from './place.ts'
import type { OrderKey } from './rows.ts'

/** Writes an order as it was offered. Its goods are not held yet. */
export async function writeOrder(work: Work, placing: Placing, number: string): Promise<OrderKey> {
  await writeWhole(work.tx, await orderToWrite(work, placing, number))
  return { customerId: placing.buyer.customerId, orderId: placing.orderId }
}

/** What that is written from, with what is to leave from where. */
export async function orderToWrite(work: Work, placing: Placing, number: string) {
  const { buyer, offer, input, expiresAt, orderId } = placing
  const { quote, option, shop, stored, shelf } = offer
  const { customerId } = buyer
  const { now, newId } = work
  const lines = linesIn(offer)
  const parcels = await parcelsIn(work, placing)
  const held = parcels.flatMap(({ id, lines: held }) => held.map((line) => ({ ...line, id })))
  const delivery = {
    ...{ code: option.code, kind: option.kind, name: option.name },
    ...{ price: offer.fee, standard: offer.standard },
  }
  return {
    ...{ customerId, orderId, number, channel: buyer.channel, language: buyer.language, now },
    ...{ cartId: stored?.cartId ?? null, resumes: input.resumes ?? null },
    ...{ sessionHash: buyer.tokenHash ?? null, currency: shelf.currency },
    delivery: JSON.stringify(delivery),
    contact: input.contact && JSON.stringify(input.contact),
    address: input.address ? JSON.stringify(input.address) : null,
    ...{ shopId: shop?.id ?? null, wantedAt: input.at ? new Date(input.at) : null },
    ...{ charged: JSON.stringify(chargedOf(quote)), gross: quote.gross, expiresAt },
    lineIds: lines.map(({ id }) => id),
    positions: lines.map((_, position) => position),
    skus: lines.map(({ sku }) => sku),
    quantities: lines.map(({ quantity }) => quantity),
    articles: lines.map(({ article }) => article),
    options: lines.map(({ options }) => options),
    kind: option.kind,
    parcelIds: parcels.map(({ id }) => id),
    places: parcels.map(({ locationId }) => locationId),
    reasons: parcels.map(({ why }) => JSON.stringify(why)),
    codeHashes: parcels.map(({ code_hash }) => code_hash),
    codesSealed: parcels.map(({ code_sealed }) => code_sealed),
    heldIn: held.map(({ id }) => id),
    heldLines: held.map(({ lineId }) => lineId),
    heldQuantities: held.map(({ quantity }) => quantity),
    stepId: newId(),
  }
}

/** All of it in one statement. */
export const writeWhole = statement(
  (_, of: Awaited<ReturnType<typeof orderToWrite>>) => sql`${prepared}
    with placed as (
      insert into orders."order" (customer_id, id, number, state, channel, language, cart_id, resumes,
        session_hash, currency, delivery, contact, address, shop_id, wanted_at, charged, gross,
        placed_at, expires_at)
      values (${of.customerId}::uuid, ${of.orderId}::uuid, ${of.number}, 'pending', ${of.channel},
        ${of.language}, ${of.cartId}, ${of.resumes}, ${of.sessionHash}, ${of.currency}, ${of.delivery},
        ${of.contact}, ${of.address}, ${of.shopId}, ${of.wantedAt}, ${of.charged}, ${of.gross},
        ${of.now}, ${of.expiresAt})
    ), bought as (
      insert into orders.line (customer_id, order_id, id, position, sku, quantity, article, options)
      select ${of.customerId}::uuid, ${of.orderId}::uuid, * from unnest(${of.lineIds}::uuid[],
        ${of.positions}::int[], ${of.skus}::text[], ${of.quantities}::int[], ${of.articles}::jsonb[],
        ${of.options}::jsonb[])
    ), parcel as (
      insert into orders.fulfilment (customer_id, order_id, kind, state, reservation_id, created_at,
        id, location_id, routing, code_hash, code_sealed)
      select ${of.customerId}::uuid, ${of.orderId}::uuid, ${of.kind}, 'waiting', ${of.orderId}::uuid,
        ${of.now}::timestamptz, * from unnest(${of.parcelIds}::uuid[], ${of.places}::uuid[],
        ${of.reasons}::jsonb[], ${of.codeHashes}::bytea[], ${of.codesSealed}::bytea[])
    ), held as (
      insert into orders.fulfilment_line (customer_id, fulfilment_id, line_id, quantity)
      select ${of.customerId}::uuid, * from unnest(${of.heldIn}::uuid[], ${of.heldLines}::uuid[],
        ${of.heldQuantities}::int[])
    )
    insert into orders.step (customer_id, id, order_id, what, by, details, at)
    values (${of.customerId}, ${of.stepId}, ${of.orderId}, 'placed', 'customer', '{}', ${of.now})`,
)

function linesIn({ lines, stored }: Offer) {
  const options = new Map(stored?.lines.map((line) => [line.id, line.options]))
  return lines.map(({ id, quantity, article }) => ({
    ...{ id, quantity, sku: article.sku },
    article: JSON.stringify({
      ...{ productId: article.productId, name: article.name, variant: article.options },
      ...{ image: article.image, brand: article.brand, categories: article.categories },
      parts: partsOf(article),
    }),
    options: JSON.stringify(options.get(id) ?? {}),
  }))
}

/** What is collected is handed over for a code. */
async function parcelsIn(work: Work, { buyer, offer, codes, orderId }: Placing) {
  const parcels = []
  for (const parcel of offer.route.parcels) {
    const id = work.newId()
    const code = offer.option.kind === 'ship' ? undefined : newCode(8)
    const pickup = { customerId: buyer.customerId, orderId, fulfilmentId: id, code }
    parcels.push({ ...parcel, id, ...(await newPickup(work, codes, pickup)) })
  }
  return parcels
}
