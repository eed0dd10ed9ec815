import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { together } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import { liveStream } from '../../kernel/live.ts'
import { unitOf } from '../carts/index.ts'
import { threadIds } from '../customers/index.ts'
import { Watch } from '../stock/index.ts'
import { allowOtherOrigins } from '../thread/index.ts'
import { availabilityPerShop, itemsOf } from './availability.ts'
import { cancelOrder } from './cancel.ts'
import { deliveryOf } from './charged.ts'
import { checkout } from './checkout.ts'
import {
  CancelInput,
  CheckoutAnswer,
  CheckoutInput,
  OrderQuote,
  OrderShown,
  QuoteInput,
  ReturnRequest,
  ReturnShown,
} from './contract.ts'
import { type Offer, offerFor } from './offer.ts'
import type { OrderParts } from './parts.ts'
import { returnShown } from './read-returns.ts'
import { KeyNeeded, OrderNotFound } from './refusals.ts'
import { requestReturn } from './returns.ts'
import { keyById, type OrderKey } from './rows.ts'
import { ShopAvailability, ShopAvailabilityQuery } from './shop-availability-contract.ts'
import { shownOrder } from './shown.ts'

const tags = ['shop']
const config = { access: 'public' }
const refusals = { 401: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem }
const ById = z.object({ id: z.uuid() })

/** What a shop front asks about ordering; the token of a shopper's session opens it. */
export const shopOrderRoutes: FastifyPluginAsyncZod<OrderParts> = async (app, parts) => {
  const { db, inWork, shoppers, clock } = parts
  app.addHook('onRequest', allowOtherOrigins)
  const watch = new Watch(db)
  app.addHook('onClose', async () => watch.close())

  app.get(
    '/api/shop/availability',
    {
      config,
      schema: {
        ...{ tags, summary: 'Where articles can be had, the nearest shops first' },
        ...{ querystring: ShopAvailabilityQuery, response: { 200: ShopAvailability, ...refusals } },
      },
    },
    async (request) => {
      const { channel } = await shoppers.of(request)
      return availabilityPerShop(db, { ...request.query, channel, now: clock.now() })
    },
  )

  app.get(
    '/api/shop/availability/live',
    {
      config,
      schema: {
        tags,
        summary: 'The same as it changes, by server-sent events; for anybody, as the web is served',
        querystring: ShopAvailabilityQuery,
      },
    },
    async (request, reply) => {
      const { query, headers, log } = request
      const asked = () => ({ ...query, channel: 'web' as const, now: clock.now() })
      const skus = await itemsOf(db, asked())
      const stream = liveStream(request, reply, headers.origin)
      const show = async () => {
        if (!stream.closed) stream.send('availability', await availabilityPerShop(db, asked()))
      }
      const leave = watch.follow({ skus, channel: 'web' }, () => {
        show().catch((error) => log.warn({ err: error }, 'live availability was not shown'))
      })
      stream.onClose(leave)
    },
  )

  app.post(
    '/api/shop/quote',
    {
      config,
      schema: {
        ...{ tags, summary: 'What the cart costs, delivered this way', body: QuoteInput },
        response: { 200: OrderQuote, ...refusals },
      },
    },
    async (request) => {
      const shopper = await shoppers.of(request)
      const asking = { ...shopper, now: clock.now() }
      const offer = await together(db, (one) => offerFor(one, asking, request.body))
      return shownQuote(offer, shopper.language)
    },
  )

  app.post(
    '/api/shop/checkout',
    {
      config,
      schema: {
        ...{ tags, summary: 'Order the cart; the same Idempotency-Key again is the same order' },
        headers: z.looseObject({ 'idempotency-key': z.string().min(8).max(200).optional() }),
        body: CheckoutInput,
        response: { 200: CheckoutAnswer, 400: Problem, ...refusals },
      },
    },
    async (request) => {
      const shopper = await shoppers.of(request)
      const idempotencyKey = request.headers['idempotency-key']
      if (!idempotencyKey) throw new KeyNeeded({})
      return checkout(parts, shopper, request.body, idempotencyKey)
    },
  )

  app.get(
    '/api/shop/orders',
    {
      config,
      schema: {
        ...{ tags, summary: 'The last orders of who is signed in' },
        response: { 200: z.object({ orders: z.array(OrderShown) }), ...refusals },
      },
    },
    async (request) => {
      const { customerId, language } = await shoppers.signedIn(request)
      const ids = await threadIds(db, customerId)
      const rows = await db
        .selectFrom('orders.order')
        .select(['customer_id', 'id'])
        .where('customer_id', 'in', ids)
        .orderBy('placed_at', 'desc')
        .limit(20)
        .execute()
      const orders = []
      for (const row of rows) {
        const key = { customerId: row.customer_id, orderId: row.id }
        orders.push(await shownOrder(db, key, parts, language))
      }
      return { orders }
    },
  )

  /** An order that this session placed, or that belongs to who is signed in. */
  const ownOrder = async (request: Parameters<typeof shoppers.of>[0], id: string) => {
    const shopper = await shoppers.of(request)
    const key = await keyById(db, id)
    const ids = shopper.only ? [shopper.only] : await threadIds(db, shopper.customerId)
    const theirs = ids.includes(key.customerId) && (await mayOpen(key, shopper))
    if (!theirs) throw new OrderNotFound({ order: id })
    return { key, shopper }
  }
  /** Who is only recognised by a browser may open what was ordered by this very session, and no more. */
  const mayOpen = async (
    { orderId, customerId }: OrderKey,
    shopper: Awaited<ReturnType<typeof shoppers.of>>,
  ) => {
    if (shopper.signedIn) return true
    const placed = await db
      .selectFrom('orders.order')
      .select('session_hash')
      .where('customer_id', '=', customerId)
      .where('id', '=', orderId)
      .executeTakeFirst()
    return placed?.session_hash?.equals(shopper.tokenHash) === true
  }

  app.get(
    '/api/shop/orders/:id',
    {
      config,
      schema: {
        ...{ tags, summary: 'One order', params: ById },
        response: { 200: OrderShown, ...refusals },
      },
    },
    async (request) => {
      const { key, shopper } = await ownOrder(request, request.params.id)
      return shownOrder(db, key, parts, shopper.language)
    },
  )

  app.post(
    '/api/shop/orders/:id/cancel',
    {
      config,
      schema: {
        ...{ tags, summary: 'Cancel an order of which nothing has left', params: ById },
        ...{ body: CancelInput, response: { 200: OrderShown, ...refusals } },
      },
    },
    async (request) => {
      const { key, shopper } = await ownOrder(request, request.params.id)
      const { reason } = request.body
      await inWork((work) => cancelOrder(work, key, { by: 'customer', reason }))
      return shownOrder(db, key, parts, shopper.language)
    },
  )

  app.post(
    '/api/shop/orders/:id/returns',
    {
      config,
      schema: {
        ...{ tags, summary: 'Announce a return', params: ById, body: ReturnRequest },
        response: { 201: ReturnShown, ...refusals },
      },
    },
    async (request, reply) => {
      const { key, shopper } = await ownOrder(request, request.params.id)
      const { channel } = shopper
      const id = await inWork((work) =>
        requestReturn(work, key, { ...request.body, by: 'customer', channel }),
      )
      return reply.code(201).send(await returnShown(db, key.customerId, id))
    },
  )
}

function shownQuote(offer: Offer, language: 'fr' | 'en') {
  const { stored, shelf, lines, quote, options, option, route, missing } = offer
  const articles = new Map(lines.map((line) => [line.id, line.article]))
  return {
    cartId: stored?.cartId ?? '00000000-0000-0000-0000-000000000000',
    version: stored?.version ?? 0,
    currency: shelf.currency,
    options: options.map(({ option: one, fee }) => ({
      ...{ code: one.code, kind: one.kind, name: one.name[language], price: fee },
      ...{ freeFrom: one.freeFrom, days: one.days && [...one.days] },
    })),
    chosen: option.code,
    lines: quote.lines.map((line) => {
      const article = articles.get(line.id)
      return {
        ...{ id: line.id, sku: line.sku, quantity: line.quantity },
        name: article?.name[language] ?? line.sku,
        unit: article ? unitOf(article, quote.pricesIncludeTax) : line.unit,
        ...{ discount: line.discount, gross: line.gross },
      }
    }),
    promotions: quote.applied.map(({ promotionId, code, amount }) => ({
      ...{ promotionId, code, amount },
    })),
    ...{ subtotal: quote.subtotal, discount: quote.discount, delivery: deliveryOf(quote) },
    ...{ taxes: quote.taxes, net: quote.net, vat: quote.vat, total: quote.gross },
    parcels: route.parcels.length,
    missing: [...missing],
    readyFrom: offer.readyFrom?.toISOString() ?? null,
  }
}
