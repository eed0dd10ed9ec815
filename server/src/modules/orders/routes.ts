import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actorRef, audit } from '../team/index.ts'
import { cancelOrder } from './cancel.ts'
import { CancelInput } from './contract.ts'
import { sellOverCounter } from './counter.ts'
import { ById, deedsOf, detail, reads, refusals, tags, writes } from './deeds.ts'
import { OrderSettings } from './delivery-contract.ts'
import { editOrder, quoteEdit } from './edit.ts'
import { EditInput } from './edit-contract.ts'
import { exchange, quoteExchange } from './exchange.ts'
import { handOver } from './fulfil.ts'
import { isOpen } from './goods.ts'
import { refundGesture } from './money-back.ts'
import { parcelRoutes } from './parcel-routes.ts'
import type { OrderParts } from './parts.ts'
import { byPickupCode } from './pickup.ts'
import { orderCounts, orderPage } from './read.ts'
import { receiveReturn } from './returns.ts'
import { fulfilmentsOf, keyById, lockOrder, type OrderKey } from './rows.ts'
import { changeOrderSettings, orderSettings } from './settings.ts'
import {
  CodeInput,
  CounterInput,
  EditQuote,
  ExchangeInput,
  ExchangeQuote,
  HandOverInput,
  OrderCounts,
  OrderDetail,
  OrderPage,
  OrderQuery,
  ReceiveInput,
  RefundInput,
} from './team-contract.ts'

const Language = z.object({ language: z.enum(['fr', 'en']).default('fr') })

/** What the team does with orders; each is a step of the order's history and a line of the audit. */
export const ordersRoutes: FastifyPluginAsyncZod<OrderParts> = async (app, parts) => {
  const { db, inWork, cashier } = parts
  const { shown, act } = deedsOf(parts)
  await app.register(parcelRoutes, parts)

  app.get(
    '/api/orders',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Orders, the newest first, by search and filters' },
        ...{ querystring: OrderQuery.extend(Language.shape), response: { 200: OrderPage } },
      },
    },
    ({ query: { language, ...query } }) => orderPage(db, query, language),
  )

  app.get(
    '/api/orders/counts',
    {
      config: reads,
      schema: { tags, summary: 'What there is to do', response: { 200: OrderCounts } },
    },
    () => orderCounts(db),
  )

  app.get(
    '/api/orders/settings',
    {
      config: { access: 'settings:read' },
      schema: {
        ...{ tags, summary: 'Delivery options, delays and routing' },
        response: { 200: OrderSettings },
      },
    },
    () => orderSettings(db),
  )

  app.put(
    '/api/orders/settings',
    {
      config: { access: 'settings:write' },
      schema: {
        ...{ tags, summary: 'Change delivery options, delays and routing', body: OrderSettings },
        response: { 200: OrderSettings },
      },
    },
    ({ body, actor }) =>
      inWork(async (work) => {
        await changeOrderSettings(work, actor, body)
        return body
      }),
  )

  app.post(
    '/api/orders/by-code',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What a pick-up code, typed or scanned, is for', body: CodeInput },
        response: detail,
      },
    },
    async ({ body }) => shown((await byPickupCode(db, body.code)).key),
  )

  app.post(
    '/api/orders/hand-over',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Hand over what a pick-up code is for' },
        ...{ body: HandOverInput.extend(CodeInput.shape), response: detail },
      },
    },
    async ({ body: { code, ...taken }, actor }) => {
      const { key, fulfilmentId } = await byPickupCode(db, code)
      return act(actor, key.orderId, 'handed-over', async (work, _, by) => {
        const parcels = await fulfilmentsOf(work.tx, key)
        const place = parcels.find(({ id }) => id === fulfilmentId)?.location_id
        // What was added to the order since waits in the same place, and has no code of its own.
        const here = parcels.filter((one) => one.location_id === place && isOpen(one))
        const fulfilmentIds = here.map(({ id }) => id)
        await handOver(work, cashier, { key, fulfilmentIds, by, ...taken })
      })
    },
  )

  app.post(
    '/api/orders/counter',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Sell over the counter: paid and taken along', body: CounterInput },
        response: detail,
      },
    },
    async ({ body, actor }) => {
      const key = await inWork(async (work) => {
        const sold = await sellOverCounter(work, parts, {
          ...{ buyer: { customerId: body.customerId, language: 'fr' }, contact: null },
          ...{ locationId: body.locationId, items: body.items, codes: body.codes },
          ...{ by: actorRef(actor), takenAs: body.takenAs },
        })
        await audit(work, actor, 'orders/sold', `order:${sold.orderId}`)
        return sold
      })
      return shown(key)
    },
  )

  app.get(
    '/api/orders/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One order with its history', params: ById, querystring: Language },
        response: detail,
      },
    },
    async ({ params, query }) => shown(await keyById(db, params.id), query.language),
  )

  app.post(
    '/api/orders/:id/cancel',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Cancel an order of which nothing has left', params: ById },
        ...{ body: CancelInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'cancelled', (work, key, by) =>
        cancelOrder(work, key, { by, reason: body.reason }),
      ),
  )

  app.post(
    '/api/orders/:id/edit',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change what it is of, before any of it leaves', params: ById },
        ...{ body: EditInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'edited', (work, key, by) => editOrder(work, key, { ...body, by })),
  )

  app.post(
    '/api/orders/:id/edit/quote',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'What it would cost if it were changed; nothing is done',
          params: ById,
        },
        ...{ body: EditInput, response: { 200: EditQuote, ...refusals } },
      },
    },
    async ({ params, body }) => {
      const key = await keyById(db, params.id)
      return inWork((work) => quoteEdit(work, key, body))
    },
  )

  app.post(
    '/api/orders/:id/returns',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Take back what was bought, wherever that was', params: ById },
        ...{ body: ReceiveInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'returned', (work, key, by) =>
        receiveReturn(work, key, { ...body, by, channel: 'shop' }),
      ),
  )

  app.post(
    '/api/orders/:id/exchange',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Take something back and give something else for it', params: ById },
        body: ExchangeInput,
        response: { 200: z.object({ order: OrderDetail, exchanged: OrderDetail }), ...refusals },
      },
    },
    async ({ params, body, actor }) => {
      let given: OrderKey | undefined
      const order = await act(actor, params.id, 'exchanged', async (work, key, by) => {
        const done = await exchange(work, parts, key, { ...body, by, channel: 'shop' })
        given = done.order
      })
      return { order, exchanged: await shown(given as OrderKey) }
    },
  )

  app.post(
    '/api/orders/:id/exchange/quote',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What an exchange would come to; nothing is done', params: ById },
        ...{ body: ExchangeInput, response: { 200: ExchangeQuote, ...refusals } },
      },
    },
    async ({ params, body, actor }) => {
      const key = await keyById(db, params.id)
      const by = actorRef(actor)
      return inWork((work) => quoteExchange(work, key, { ...body, by, channel: 'shop' }))
    },
  )

  app.post(
    '/api/orders/:id/refund',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Give money back without anything returned', params: ById },
        ...{ body: RefundInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'refunded', async (work, key, by) =>
        refundGesture(work, await lockOrder(work, key), { ...body, by }),
      ),
  )
}
