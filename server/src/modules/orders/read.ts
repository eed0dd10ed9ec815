import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { threadIds } from '../customers/index.ts'
import type { FulfilmentKind, FulfilmentState, OrderState } from './contract.ts'
import { placesOf } from './places.ts'
import type { OrderCounts, OrderPage, OrderQuery, OrderSummary } from './team-contract.ts'

interface Row {
  id: string
  customer_id: string
  number: string
  state: OrderState
  reason: string | null
  channel: 'web' | 'app' | 'shop'
  contact: { email?: string; firstName?: string; lastName?: string } | null
  currency: string
  gross: number
  refunded: number
  units: number
  delivery: { name: { fr: string; en: string } }
  parcels:
    | {
        id: string
        kind: FulfilmentKind
        state: FulfilmentState
        location_id: string
        expires_at: string | null
        arrived_at: string | null
      }[]
    | null
  placed_at: Date
}

/** Orders, the newest first, that answer a search and filters. */
export async function orderPage(
  db: Db,
  query: OrderQuery,
  language: 'fr' | 'en',
): Promise<OrderPage> {
  const { limit } = query
  const { rows } = await sql<Row>`
    select id, customer_id, number, state, reason, channel, contact, currency, gross, refunded,
      delivery, placed_at,
      (select coalesce(sum(quantity), 0)::int from orders.line as line
       where line.customer_id = one.customer_id and line.order_id = one.id) as units,
      (select json_agg(json_build_object('id', id, 'kind', kind, 'state', state,
          'location_id', location_id, 'expires_at', expires_at, 'arrived_at', arrived_at)
          order by created_at, id)
       from orders.fulfilment as parcel
       where parcel.customer_id = one.customer_id and parcel.order_id = one.id) as parcels
    from orders."order" as one
    where ${await filters(db, query)}
    order by placed_at desc, id desc limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const places = await placesOf(
    db,
    page.flatMap(({ parcels }) => (parcels ?? []).map(({ location_id }) => location_id)),
  )
  return {
    orders: page.map((row) => summaryOf(row, places, language)),
    next: rows.length > limit && last ? `${last.placed_at.toISOString()} ${last.id}` : null,
  }
}

function summaryOf(
  row: Row,
  places: ReadonlyMap<string, { readonly name: string }>,
  language: 'fr' | 'en',
): OrderSummary {
  const { contact } = row
  return {
    ...{ id: row.id, customerId: row.customer_id, number: row.number, state: row.state },
    ...{ reason: row.reason, channel: row.channel, currency: row.currency, total: row.gross },
    name: [contact?.firstName, contact?.lastName].filter(Boolean).join(' ') || null,
    email: contact?.email || null,
    ...{ refunded: row.refunded, units: row.units, delivery: row.delivery.name[language] },
    parcels: (row.parcels ?? []).map((one) => ({
      ...{ id: one.id, kind: one.kind, state: one.state, placeId: one.location_id },
      place: places.get(one.location_id)?.name ?? '',
      expiresAt: isoOf(one.expires_at),
      arrivedAt: isoOf(one.arrived_at),
    })),
    placedAt: row.placed_at.toISOString(),
  }
}

const isoOf = (time: string | null) => (time === null ? null : new Date(time).toISOString())

async function filters(db: Db, query: OrderQuery) {
  const { text, state, parcel, kind, place, channel, customer, since, until, before } = query
  const all = [sql`true`]
  if (state) all.push(sql`one.state = ${state}`)
  if (channel) all.push(sql`one.channel = ${channel}`)
  if (since) all.push(sql`placed_at >= ${since}::timestamptz`)
  if (until) all.push(sql`placed_at < ${until}::timestamptz`)
  if (customer) {
    const ids = await threadIds(db, customer)
    all.push(sql`one.customer_id = any(${ids}::uuid[])`)
  }
  if (parcel || kind || place) {
    all.push(sql`exists (
      select from orders.fulfilment as wanted
      where wanted.customer_id = one.customer_id and wanted.order_id = one.id
        ${parcel ? sql`and wanted.state = ${parcel}` : sql``}
        ${kind ? sql`and wanted.kind = ${kind}` : sql``}
        ${place ? sql`and wanted.location_id = ${place}` : sql``})`)
  }
  if (text) all.push(matching(text))
  if (before) all.push(olderThan(before))
  return sql.join(all, sql` and `)
}

/** A number as it is written, an article's key, or a part of a name or of an address. */
function matching(text: string) {
  const part = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`(
    number = ${text.toUpperCase().replaceAll(' ', '')}
    or contact ->> 'email' ilike ${part}
    or concat_ws(' ', contact ->> 'firstName', contact ->> 'lastName') ilike ${part}
    or address ->> 'name' ilike ${part}
    or exists (select from orders.line as line
      where line.customer_id = one.customer_id and line.order_id = one.id and line.sku = ${text}))`
}

function olderThan(place: string) {
  const [at = '', id = ''] = place.split(' ')
  const known = !Number.isNaN(Date.parse(at)) && z.uuid().safeParse(id).success
  return known ? sql`(placed_at, one.id) < (${at}::timestamptz, ${id}::uuid)` : sql`false`
}

/** How many stand where: what there is to do. */
export async function orderCounts(db: Db): Promise<OrderCounts> {
  const orders = await db
    .selectFrom('orders.order')
    .select(['state', ({ fn }) => fn.countAll<number>().as('orders')])
    .groupBy('state')
    .execute()
  const parcels = await db
    .selectFrom('orders.fulfilment')
    .select(['kind', 'state', ({ fn }) => fn.countAll<number>().as('parcels')])
    .where('state', 'in', ['waiting', 'preparing', 'on-its-way', 'ready'])
    .groupBy(['kind', 'state'])
    .execute()
  const { returns } = await db
    .selectFrom('orders.return')
    .select(({ fn }) => fn.countAll<number>().as('returns'))
    .where('state', '=', 'requested')
    .executeTakeFirstOrThrow()
  return { orders, parcels, returns }
}
