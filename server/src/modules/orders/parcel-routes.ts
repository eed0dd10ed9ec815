import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { bringToShop } from './bring.ts'
import { ById, deedsOf, detail, tags, writes } from './deeds.ts'
import { handOver, makeReady, prepare, shipParcel, takeBackParcel } from './fulfil.ts'
import type { OrderParts } from './parts.ts'
import { receiveInShop } from './receive-in-shop.ts'
import type { OrderKey } from './rows.ts'
import { ArrivedInput, HandOverInput, ShipInput } from './team-contract.ts'

const OfParcel = ById.extend({ parcel: z.uuid() })

/** What is done with one parcel of an order, from its preparation until it is gone. */
export const parcelRoutes: FastifyPluginAsyncZod<OrderParts> = async (app, parts) => {
  const { cashier } = parts
  const { act } = deedsOf(parts)
  const parcel = (key: OrderKey, fulfilmentId: string, by: string) => ({ key, fulfilmentId, by })

  app.post(
    '/api/orders/:id/parcels/:parcel/prepare',
    {
      config: writes,
      schema: { tags, summary: 'Begin to prepare it', params: OfParcel, response: detail },
    },
    ({ params, actor }) =>
      act(actor, params.id, 'prepared', (work, key, by) =>
        prepare(work, parcel(key, params.parcel, by)),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/ready',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'It waits in the shop: the customer is told' },
        ...{ params: OfParcel, response: detail },
      },
    },
    ({ params, actor }) =>
      act(actor, params.id, 'ready', (work, key, by) =>
        makeReady(work, parcel(key, params.parcel, by)),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/ship',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'The parcel leaves', params: OfParcel, body: ShipInput },
        response: detail,
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'shipped', (work, key, by) =>
        shipParcel(work, { ...parcel(key, params.parcel, by), ...body }),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/bring',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'It sets out for the shop where it is collected' },
        ...{ params: OfParcel, response: detail },
      },
    },
    ({ params, actor }) =>
      act(actor, params.id, 'sent-to-shop', (work, key, by) =>
        bringToShop(work, parcel(key, params.parcel, by)),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/receive',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'What was brought is in the shop, or some of it' },
        ...{ params: OfParcel, body: ArrivedInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'received-in-shop', (work, key, by) =>
        receiveInShop(work, { ...parcel(key, params.parcel, by), ...body }),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/take-back',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'The parcel did not leave after all' },
        ...{ params: OfParcel, response: detail },
      },
    },
    ({ params, actor }) =>
      act(actor, params.id, 'taken-back', (work, key, by) =>
        takeBackParcel(work, parcel(key, params.parcel, by)),
      ),
  )

  app.post(
    '/api/orders/:id/parcels/:parcel/hand-over',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Hand it over without its code', params: OfParcel },
        ...{ body: HandOverInput, response: detail },
      },
    },
    ({ params, body, actor }) =>
      act(actor, params.id, 'handed-over', (work, key, by) =>
        handOver(work, cashier, { key, fulfilmentIds: [params.parcel], by, ...body }),
      ),
  )
}
