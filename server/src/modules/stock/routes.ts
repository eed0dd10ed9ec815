import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addJob } from '../../kernel/jobs.ts'
import { liveStream } from '../../kernel/live.ts'
import { availability } from './availability.ts'
import { Sku } from './contract.ts'
import { deedRoutes } from './deed-routes.ts'
import { proofJob } from './jobs.ts'
import { paperRoutes } from './paper-routes.ts'
import { itemDetail, items } from './read/items.ts'
import { movesOf } from './read/moves.ts'
import { reservations } from './read/reservations.ts'
import { stockState } from './read/state.ts'
import { reads, type StockRoutesOptions, tags, writes } from './routes-options.ts'
import {
  AvailabilityQuery,
  Available,
  ItemDetail,
  ItemPage,
  ItemQuery,
  MovePage,
  MoveQuery,
  Place,
  ReservationPage,
  ReservationQuery,
  StockState,
} from './view-contract.ts'
import { Watch } from './watch.ts'

const BySku = z.object({ sku: Sku })

/** What there is, what was done with it, and what is promised. */
export const stockRoutes: FastifyPluginAsyncZod<StockRoutesOptions> = async (app, options) => {
  const { db, names } = options
  const watch = new Watch(db)
  app.addHook('onClose', async () => watch.close())
  await app.register(deedRoutes, options)
  await app.register(paperRoutes, options)

  app.get(
    '/api/stock/items',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Articles with their stock, by search and filters' },
        querystring: ItemQuery,
        response: { 200: ItemPage },
      },
    },
    ({ query }) => items(db, names, query),
  )

  app.get(
    '/api/stock/items/:sku',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One article: its stock in each place', params: BySku },
        response: { 200: ItemDetail },
      },
    },
    ({ params }) => itemDetail(db, names, params.sku),
  )

  app.get(
    '/api/stock/items/:sku/moves',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What moved the stock of an article, the latest first', params: BySku },
        querystring: MoveQuery,
        response: { 200: MovePage },
      },
    },
    ({ params, query }) => movesOf(db, names, params.sku, query),
  )

  app.get(
    '/api/stock/places',
    {
      config: reads,
      schema: { tags, summary: 'The places that hold stock', response: { 200: z.array(Place) } },
    },
    async () => [...(await names.places(db))].map(([id, { name, kind }]) => ({ id, name, kind })),
  )

  app.get(
    '/api/stock/reservations',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What is reserved, for whom and until when' },
        querystring: ReservationQuery,
        response: { 200: ReservationPage },
      },
    },
    ({ query }) => reservations(db, names, query),
  )

  app.get(
    '/api/stock/state',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How stock stands: whether it was proved, and what needs somebody' },
        response: { 200: StockState },
      },
    },
    () => stockState(db),
  )

  app.post(
    '/api/stock/proof',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Prove the stock against its moves, behind the scenes' },
        response: { 202: z.undefined() },
      },
    },
    async (_, reply) => {
      await addJob(db, proofJob, {}, { key: proofJob.name })
      return reply.code(202).send()
    },
  )

  app.get(
    '/api/stock/availability',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How much of articles can be sold', querystring: AvailabilityQuery },
        response: { 200: z.array(Available) },
      },
    },
    ({ query: { skus, channel, location } }) =>
      availability(db, skus, { channel, ...(location && { locationIds: [location] }) }),
  )

  app.get(
    '/api/stock/availability/live',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Follow how much can be sold, by server-sent events' },
        querystring: AvailabilityQuery,
      },
    },
    (request, reply) => {
      const stream = liveStream(request, reply)
      const hear = (changed: readonly object[]) => stream.send('availability', changed)
      stream.onClose(watch.follow(request.query, hear))
    },
  )
}
