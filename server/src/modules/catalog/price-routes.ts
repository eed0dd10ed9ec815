import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { audit } from '../team/index.ts'
import { Code, Texts } from './contract.ts'
import { listedPrices } from './listed-prices.ts'
import { PriceInput, PriceList, PriceListChange, PriceListInput } from './price-contract.ts'
import { addPriceList, changePriceList, priceListOf, priceLists } from './price-lists.ts'
import { productsOf } from './products.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'
import { setPrices } from './set-prices.ts'

const tags = ['catalog']
const reads = { access: 'catalog:read' }
const writes = { access: 'catalog:write' }
const params = z.object({ code: Code })
const refused = { 404: Problem, 409: Problem, 422: Problem }

const Listed = z.object({
  prices: z.array(z.object({ sku: z.string(), productId: z.uuid(), name: Texts, amount: z.int() })),
  next: z.string().nullable(),
})

/** The team's doors to lists of prices and what stands in them. */
export const priceRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.get(
    '/api/catalog/price-lists',
    {
      config: reads,
      schema: { tags, summary: 'The price lists', response: { 200: z.array(PriceList) } },
    },
    () => priceLists(db, clock.now()),
  )
  app.post(
    '/api/catalog/price-lists',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Open a price list', body: PriceListInput },
        response: { 201: PriceList, ...refused },
      },
    },
    async ({ body, actor }, reply) => {
      await inWork(async (work) => {
        await addPriceList(work, body)
        await audit(work, actor, 'catalog/price-list-added', `price-list:${body.code}`)
      })
      return reply.code(201).send(await priceListOf(db, body.code, clock.now()))
    },
  )
  app.put(
    '/api/catalog/price-lists/:code',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a price list', params, body: PriceListChange },
        response: { 200: PriceList, ...refused },
      },
    },
    async ({ params: { code }, body, actor }) => {
      await inWork(async (work) => {
        await changePriceList(work, code, body)
        const { beginsAt, endsAt } = body
        const details = { beginsAt, endsAt }
        await audit(work, actor, 'catalog/price-list-changed', `price-list:${code}`, details)
      })
      return priceListOf(db, code, clock.now())
    },
  )
  app.get(
    '/api/catalog/price-lists/:code/prices',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The prices of a list, page by page', params },
        querystring: z.object({
          q: z.string().max(100).default(''),
          after: z.string().max(100).optional(),
        }),
        response: { 200: Listed, 404: Problem },
      },
    },
    async ({ params: { code }, query }) => {
      const { id } = await priceListOf(db, code, clock.now())
      return listedPrices(db, id, query)
    },
  )
  app.put(
    '/api/catalog/prices',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Set prices of articles, all of them or none',
          body: z.object({ prices: z.array(PriceInput).min(1).max(1000) }),
        },
        response: { 204: z.undefined(), ...refused },
      },
    },
    async ({ body: { prices }, actor }, reply) => {
      await inWork(async (work) => {
        await setPrices(work, prices)
        const products = await productsOf(work.tx, { skus: prices.map(({ sku }) => sku) })
        for (const { id, variants } of products) {
          const own = prices.filter(({ sku }) => variants.some((variant) => variant.sku === sku))
          await audit(work, actor, 'catalog/prices-set', `product:${id}`, { prices: own })
        }
      })
      return reply.code(204).send()
    },
  )
}
