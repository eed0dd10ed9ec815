import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../kernel/database.ts'
import { Problem } from '../kernel/http.ts'
import { sources } from '../modules/thread/index.ts'
import { type Product, productBySku } from './catalogue.ts'
import { sourceNames } from './event.ts'
import { productOnSale, productsOnSale } from './front.ts'
import { pictureOf } from './picture.ts'
import { ProductUnknown, ShopNotBuilt } from './refusals.ts'
import { wordings } from './wordings.ts'

const built = fileURLToPath(new URL('../../../shop/dist', import.meta.url))
const config = { access: 'public' }
/** So long a list may be old: what it costs is looked at again in the cart. */
const briefly = { 'cache-control': 'public, max-age=15' }
const Sku = z.object({ sku: z.string().max(80) })

interface ShopFront {
  readonly db: Db
  readonly clock: { now(): Date }
}

/** The demo brand's shop front and what it asks for: products, shops, pictures, the words of consents. */
export const shopRoutes: FastifyPluginAsyncZod<ShopFront> = async (app, { db, clock }) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, ...config }
    route.schema = { ...route.schema, hide: true }
  })
  await app.register(fastifyStatic, { root: built, serve: false, cacheControl: false })

  app.get('/shop/api/products', async (_, reply) =>
    reply.headers(briefly).send(await productsOnSale(db, clock.now())),
  )

  app.get('/shop/api/products/:sku', { schema: { params: Sku } }, async (request, reply) =>
    reply.headers(briefly).send(await productOnSale(db, request.params.sku, clock.now())),
  )

  app.get(
    '/shop/api/settings',
    { schema: { response: { 200: z.looseObject({}), 503: Problem } } },
    async () => {
      const site = (await sources(db)).find(({ name }) => name === sourceNames.site.name)
      return { writeKey: site?.writeKey ?? null, wordings }
    },
  )

  app.get('/shop/images/:file', (request, reply) => {
    const { file } = request.params as { file: string }
    const product = productOf(file.replace(/\.svg$/, ''))
    return reply
      .headers({ 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' })
      .send(pictureOf(product))
  })

  app.get('/shop', (_, reply) => reply.redirect('/shop/'))

  app.get('/shop/*', (request, reply) => {
    if (!existsSync(join(built, 'index.html'))) throw new ShopNotBuilt({})
    const path = new URL(request.url, 'http://shop').pathname.slice('/shop/'.length)
    const asset = path.startsWith('assets/')
    reply.header('cache-control', asset ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (asset || /^[\w-]+\.\w+$/.test(path)) return reply.sendFile(path)
    // Every other address is a page of the shop, which finds its way by itself.
    return reply.headers({ 'x-content-type-options': 'nosniff' }).sendFile('index.html')
  })
}

function productOf(sku: string): Product {
  const product = productBySku.get(sku)
  if (!product) throw new ProductUnknown({ sku })
  return product
}
