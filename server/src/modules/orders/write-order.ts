import { type RawBuilder, sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { newCode, partsOf } from '../carts/index.ts'
import { chargedOf } from './charged.ts'
import type { Offer } from './offer.ts'
import { newPickup } from './pickup.ts'
import type { Placing } from './place.ts'
import type { OrderKey } from './rows.ts'

/** Writes an order as it was offered. Its goods are not held yet. */
export async function writeOrder(work: Work, placing: Placing, number: string): Promise<OrderKey> {
  await (await writingOf(work, placing, number)).execute(work.tx)
  return { customerId: placing.buyer.customerId, orderId: placing.orderId }
}

/** The one statement that does, with what is to leave from where. */
export async function writingOf(
  work: Work,
  placing: Placing,
  number: string,
): Promise<RawBuilder<unknown>> {
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
  return sql`${prepared}
    with placed as (
      insert into orders."order" (customer_id, id, number, state, channel, language, cart_id, resumes,
        session_hash, currency, delivery, contact, address, shop_id, wanted_at, charged, gross,
        placed_at, expires_at)
      values (${customerId}::uuid, ${orderId}::uuid, ${number}, 'pending', ${buyer.channel}, ${buyer.language},
        ${stored?.cartId ?? null}, ${input.resumes ?? null}, ${buyer.tokenHash ?? null},
        ${shelf.currency}, ${JSON.stringify(delivery)}, ${input.contact && JSON.stringify(input.contact)},
        ${input.address ? JSON.stringify(input.address) : null}, ${shop?.id ?? null},
        ${input.at ? new Date(input.at) : null}, ${JSON.stringify(chargedOf(quote))}, ${quote.gross},
        ${now}, ${expiresAt})
    ), bought as (
      insert into orders.line (customer_id, order_id, id, position, sku, quantity, article, options)
      select ${customerId}::uuid, ${orderId}::uuid, * from unnest(
        ${lines.map(({ id }) => id)}::uuid[], ${lines.map((_, position) => position)}::int[],
        ${lines.map(({ sku }) => sku)}::text[], ${lines.map(({ quantity }) => quantity)}::int[],
        ${lines.map(({ article }) => article)}::jsonb[], ${lines.map(({ options }) => options)}::jsonb[])
    ), parcel as (
      insert into orders.fulfilment (customer_id, order_id, kind, state, reservation_id, created_at,
        id, location_id, routing, code_hash, code_sealed)
      select ${customerId}::uuid, ${orderId}::uuid, ${option.kind}, 'waiting', ${orderId}::uuid,
        ${now}::timestamptz, * from unnest(
        ${parcels.map(({ id }) => id)}::uuid[], ${parcels.map(({ locationId }) => locationId)}::uuid[],
        ${parcels.map(({ why }) => JSON.stringify(why))}::jsonb[],
        ${parcels.map(({ code_hash }) => code_hash)}::bytea[],
        ${parcels.map(({ code_sealed }) => code_sealed)}::bytea[])
    ), held as (
      insert into orders.fulfilment_line (customer_id, fulfilment_id, line_id, quantity)
      select ${customerId}::uuid, * from unnest(${held.map(({ id }) => id)}::uuid[],
        ${held.map(({ lineId }) => lineId)}::uuid[], ${held.map(({ quantity }) => quantity)}::int[])
    )
    insert into orders.step (customer_id, id, order_id, what, by, details, at)
    values (${customerId}, ${newId()}, ${orderId}, 'placed', 'customer', '{}', ${now})`
}

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
