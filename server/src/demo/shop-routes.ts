import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../kernel/database.ts'
import { Problem } from '../kernel/http.ts'
import { sources } from '../modules/thread/index.ts'
import { type Product, productBySku, products } from './catalogue.ts'
import { sourceNames } from './event.ts'
import { pictureOf } from './picture.ts'
import { ProductUnknown, ShopNotBuilt } from './refusals.ts'
import { wordings } from './wordings.ts'

const built = fileURLToPath(new URL('../../../shop/dist', import.meta.url))
const config = { access: 'public' }
const Sku = z.object({ sku: z.string().max(80) })

/** The demo brand's shop front and what it asks for: products, shops, pictures, the words of consents. */
export const shopRoutes: FastifyPluginAsyncZod<{ db: Db }> = async (app, { db }) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, ...config }
    route.schema = { ...route.schema, hide: true }
  })
  await app.register(fastifyStatic, { root: built, serve: false, cacheControl: false })

  app.get('/shop/api/products', (_, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(products.map(shown)),
  )

  app.get('/shop/api/products/:sku', { schema: { params: Sku } }, (request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(productOf(request.params.sku)),
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

/** What a list shows of a product; its page asks for the rest. */
function shown({ ingredients, description, ean, ...product }: Product) {
  return product
}
