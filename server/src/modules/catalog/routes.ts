import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { csvRoutes } from './csv/routes.ts'
import { frontRoutes } from './front-routes.ts'
import { mediaRoutes } from './media-routes.ts'
import { priceRoutes } from './price-routes.ts'
import { productRoutes } from './product-routes.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'
import { structureRoutes } from './structure-routes.ts'

/** Every door of the catalogue, the team's and the shoppers'. */
export const catalogRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (app, options) => {
  await app.register(productRoutes, options)
  await app.register(structureRoutes, options)
  await app.register(priceRoutes, options)
  await app.register(mediaRoutes, options)
  await app.register(csvRoutes, options)
  await app.register(frontRoutes, options)
}
