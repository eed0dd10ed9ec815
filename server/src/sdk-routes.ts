import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { defineRefusal } from './kernel/refusal.ts'

/** The script is built by `npm start`; a server that runs without it says so. */
const SdkNotBuilt = defineRefusal<Record<string, never>>('site/sdk-not-built', 503)

const built = fileURLToPath(new URL('../../sdk/dist', import.meta.url))

/** The browser SDK, for the script tag of any page. */
export const sdkRoutes: FastifyPluginAsync = async (app) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' }
    route.schema = { ...route.schema, hide: true }
  })
  await app.register(fastifyStatic, { root: built, serve: false, cacheControl: false })
  app.get('/sdk/filrouge.js', (_, reply) => {
    if (!existsSync(join(built, 'filrouge.js'))) throw new SdkNotBuilt({})
    return reply
      .headers({
        'cache-control': 'public, max-age=300',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
      .sendFile('filrouge.js')
  })
}
