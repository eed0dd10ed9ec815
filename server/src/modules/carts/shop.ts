import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { allowOtherOrigins } from '../thread/index.ts'
import { shopLiveRoutes } from './live-routes.ts'
import type { ShopParts } from './parts.ts'
import { shopSessionRoutes } from './session-routes.ts'
import { shopCartRoutes } from './shop-routes.ts'

/**
 * What a shop front asks, wherever it is served from: a token in a header opens it, no cookie does, so
 * that pages of any origin may be let in.
 */
export const shopRoutes: FastifyPluginAsyncZod<ShopParts> = async (app, parts) => {
  app.addHook('onRequest', allowOtherOrigins)
  app.options('/api/shop/*', { config: { access: 'public' }, schema: { hide: true } }, (_, reply) =>
    reply
      .headers({
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
        'access-control-allow-headers': 'authorization, content-type, idempotency-key',
        'access-control-max-age': '7200',
      })
      .code(204)
      .send(),
  )
  await app.register(shopSessionRoutes, parts)
  await app.register(shopCartRoutes, parts)
  await app.register(shopLiveRoutes, parts)
}
