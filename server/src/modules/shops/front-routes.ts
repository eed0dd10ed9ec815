import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type FrontLocation, type Location, Service, FrontLocation as Shown } from './contract.ts'
import { locations } from './locations.ts'
import { nearestOf } from './nearest.ts'
import { openAt } from './opening.ts'
import type { ShopsRoutesOptions } from './routes-options.ts'

const Wishes = z
  .object({
    lat: z.coerce.number().min(-90).max(90).optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    /** Several: all of them. */
    service: z
      .union([Service, z.array(Service)])
      .transform((said) => [said].flat())
      .optional(),
    /** Only those that are open now. */
    open: z.enum(['true', 'false']).default('false'),
    /** In metres. */
    within: z.coerce.number().positive().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(({ lat, lon }) => (lat === undefined) === (lon === undefined), { path: ['lon'] })

/** Where the brand's shops are, for a shop front: the nearest first, if somebody says where they stand. */
export const shopFrontRoutes: FastifyPluginAsyncZod<ShopsRoutesOptions> = async (
  app,
  { db, clock },
) => {
  app.get(
    '/api/shop/locations',
    {
      config: { access: 'public' },
      schema: {
        ...{ tags: ['shop'], summary: 'Shops: the nearest, those open now, those with a service' },
        ...{ querystring: Wishes, response: { 200: z.array(Shown) } },
      },
    },
    async ({ query }, reply) => {
      const { lat, lon, service, limit, within } = query
      const at = clock.now()
      const all = await locations(db, { kind: 'shop' })
      const wishes = {
        services: service,
        limit,
        within,
        openAt: query.open === 'true' ? at : undefined,
      }
      const found =
        lat === undefined || lon === undefined
          ? all
              .filter((shop) => (service ?? []).every((one) => shop.services.includes(one)))
              .filter((shop) => !wishes.openAt || openAt(shop, at).open)
              .slice(0, limit)
          : nearestOf(all, { lat, lon }, wishes)
      reply.header('cache-control', 'public, max-age=30')
      return found.map((shop) => shown(shop, at))
    },
  )
}

function shown(shop: Location & { distance?: number }, at: Date): FrontLocation {
  const { active, version, kind, ...rest } = shop
  return { ...rest, now: openAt(shop, at), distance: shop.distance ?? null }
}
