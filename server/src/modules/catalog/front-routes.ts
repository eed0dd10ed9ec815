import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { brand } from '../team/index.ts'
import { categoriesFor, pageFor, productFor } from './front.ts'
import { FrontCategory, FrontPage, FrontProduct, FrontQuery, PriceAsked } from './front-contract.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'
import { search } from './search.ts'

const tags = ['shop']
const open = { access: 'public' }
/** So long a cache on the way may answer: a price of a minute ago is checked again in the cart. */
const briefly = 'public, max-age=30'

/** What a shop front of one's own reads of the catalogue: no key, only what is on sale. */
export const frontRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, clock },
) => {
  app.get(
    '/api/shop/products',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'Products on sale, by words and filters' },
        ...{ querystring: FrontQuery, response: { 200: FrontPage, 400: Problem } },
      },
    },
    async ({ query }, reply) => {
      const { language, channel } = query
      const currency = query.currency ?? (await brand(db)).currency
      const shelf = { states: ['active'], currency, channel, at: clock.now() }
      const answer = await search(db, { ...query, facets: query.facets === 'true' }, shelf)
      reply.header('cache-control', briefly)
      return pageFor(answer, language)
    },
  )

  app.get(
    '/api/shop/products/:sku',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'A product on sale, by the sku of a variant or by its code' },
        params: z.object({ sku: z.string().min(1).max(80) }),
        querystring: PriceAsked.omit({ priceGroup: true }),
        response: { 200: FrontProduct, 404: Problem },
      },
    },
    async ({ params: { sku }, query }, reply) => {
      const currency = query.currency ?? (await brand(db)).currency
      const product = await productFor(db, sku, { ...query, currency, at: clock.now() })
      reply.header('cache-control', briefly)
      return product
    },
  )

  app.get(
    '/api/shop/categories',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'The categories that hold something on sale, parents first' },
        querystring: z.object({ language: z.enum(['fr', 'en']).default('fr') }),
        response: { 200: z.array(FrontCategory) },
      },
    },
    ({ query }, reply) => {
      reply.header('cache-control', briefly)
      return categoriesFor(db, query.language)
    },
  )
}
