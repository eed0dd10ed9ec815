import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { audit } from '../team/index.ts'
import { type Location, LocationChange, LocationInput, LocationNow } from './contract.ts'
import { shopFrontRoutes } from './front-routes.ts'
import { locationById, locations } from './locations.ts'
import { openAt } from './opening.ts'
import type { ShopsRoutesOptions } from './routes-options.ts'
import { addLocation, changeLocation } from './save.ts'

const tags = ['shops']
const reads = { access: 'catalog:read' }
const writes = { access: 'catalog:write' }
const params = z.object({ id: z.uuid() })
const refused = { 404: Problem, 409: Problem, 422: Problem }

/** Every door of the shops, the team's and the shoppers'. */
export const shopsRoutes: FastifyPluginAsyncZod<ShopsRoutesOptions> = async (app, options) => {
  await app.register(shopFrontRoutes, options)
  const { db, inWork, clock }: ShopsRoutesOptions = options
  const now = (place: Location) => ({ ...place, now: openAt(place, clock.now()) })

  app.get(
    '/api/shops',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Shops and warehouses, with whether they are open now' },
        response: { 200: z.array(LocationNow) },
      },
    },
    async () => (await locations(db, { closed: true })).map(now),
  )

  app.post(
    '/api/shops',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add a shop or a warehouse', body: LocationInput },
        response: { 201: LocationNow, ...refused },
      },
    },
    async ({ body, actor }, reply) => {
      const id = await inWork(async (work) => {
        const added = await addLocation(work, body)
        await audit(work, actor, 'shops/location-added', `location:${added}`, { code: body.code })
        return added
      })
      return reply.code(201).send(now(await locationById(db, id)))
    },
  )

  app.get(
    '/api/shops/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One shop or warehouse', params },
        response: { 200: LocationNow, 404: Problem },
      },
    },
    async (request) => now(await locationById(db, request.params.id)),
  )

  app.put(
    '/api/shops/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a shop or a warehouse', params, body: LocationChange },
        response: { 200: LocationNow, ...refused },
      },
    },
    async ({ params: { id }, body, actor }) => {
      await inWork(async (work) => {
        await changeLocation(work, id, body)
        await audit(work, actor, 'shops/location-changed', `location:${id}`)
      })
      return now(await locationById(db, id))
    },
  )
}
