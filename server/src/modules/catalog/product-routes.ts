import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { audit, auditPage, brand } from '../team/index.ts'
import { articlePrices } from './article-prices.ts'
import { changeMany } from './bulk.ts'
import { Channel, Currency, ProductState } from './contract.ts'
import { ArticlePrices, PriceGroup } from './price-contract.ts'
import { BulkInput, Product, ProductChange, ProductInput } from './product-contract.ts'
import { productById } from './products.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'
import { addProduct, changeProduct } from './save.ts'
import { search } from './search.ts'
import { SearchAnswer, SearchQuery } from './search-contract.ts'

const tags = ['catalog']
const reads = { access: 'catalog:read' }
const writes = { access: 'catalog:write' }
const params = z.object({ id: z.uuid() })
const refused = { 404: Problem, 409: Problem, 422: Problem }

const Looking = SearchQuery.extend({
  state: z.union([ProductState, z.array(ProductState)]).optional(),
  currency: Currency.optional(),
})
const For = z.object({
  currency: Currency.optional(),
  channel: Channel.optional(),
  priceGroup: PriceGroup.optional(),
})
/** What was done with a product, latest first. */
const History = z.object({
  lines: z.array(
    z.object({
      position: z.int(),
      at: z.iso.datetime(),
      actor: z.object({ kind: z.string(), name: z.string().nullable() }),
      action: z.string(),
      details: z.looseObject({}),
    }),
  ),
})

/** The team's doors to products: found, read, added, changed, many at once. */
export const productRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  const path = '/api/catalog/products'

  app.get(
    path,
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Products, by words and filters', querystring: Looking },
        response: { 200: SearchAnswer, 400: Problem },
      },
    },
    async ({ query }) => {
      const states = query.state ? [query.state].flat() : ['draft', 'active']
      const currency = query.currency ?? (await brand(db)).currency
      return search(
        db,
        { ...query, facets: query.facets === 'true' },
        { states, currency, at: clock.now() },
      )
    },
  )

  app.post(
    path,
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add a product', body: ProductInput },
        response: { 201: Product, ...refused },
      },
    },
    async ({ body, actor }, reply) => {
      const id = await inWork(async (work) => {
        const added = await addProduct(work, body)
        await audit(work, actor, 'catalog/product-added', `product:${added}`)
        return added
      })
      return reply.code(201).send(await productById(db, id))
    },
  )

  app.get(
    `${path}/:id`,
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One product with its variants', params },
        response: { 200: Product, 404: Problem },
      },
    },
    (request) => productById(db, request.params.id),
  )

  app.put(
    `${path}/:id`,
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a product', params, body: ProductChange },
        response: { 200: Product, ...refused },
      },
    },
    async ({ params: { id }, body, actor }) => {
      await inWork(async (work) => {
        const before = await productById(work.tx, id)
        await changeProduct(work, id, body)
        const changed = whatChanged(before, await productById(work.tx, id))
        await audit(work, actor, 'catalog/product-changed', `product:${id}`, { changed })
      })
      return productById(db, id)
    },
  )

  app.post(
    `${path}/bulk`,
    {
      config: writes,
      schema: {
        tags,
        summary: 'Change many products at once',
        body: BulkInput,
        response: { 200: z.object({ products: z.int() }), 422: Problem },
      },
    },
    async ({ body, actor }) => {
      const { state, addCategory, removeCategory } = body
      return inWork(async (work) => {
        const products = await changeMany(work, body)
        const details = { products, state, addCategory, removeCategory }
        await audit(work, actor, 'catalog/products-changed', 'products', details)
        return { products }
      })
    },
  )

  app.get(
    `${path}/:id/prices`,
    {
      config: reads,
      schema: {
        tags,
        summary: 'What a product costs, and which list or rule says so',
        params,
        querystring: For,
        response: { 200: z.array(ArticlePrices), 404: Problem },
      },
    },
    async ({ params: { id }, query }) => {
      const { variants } = await productById(db, id)
      const currency = query.currency ?? (await brand(db)).currency
      const skus = variants.map(({ sku }) => sku)
      return articlePrices(db, skus, { ...query, currency, at: clock.now() })
    },
  )

  app.get(
    `${path}/:id/history`,
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Who changed what of a product, and when', params },
        response: { 200: History },
      },
    },
    async ({ params: { id } }) => {
      const { lines } = await auditPage(db, { object: `product:${id}`, limit: 50 })
      return {
        lines: lines.map(({ position, at, actor, action, details }) => ({
          ...{ position, at, action, details },
          actor: { kind: actor.kind, name: actor.name },
        })),
      }
    },
  )
}

type Read = z.infer<typeof Product>

/** Which parts of a product are others than before, for its history. */
function whatChanged(before: Read, after: Read): string[] {
  const parts = Object.keys(Product.shape).filter(
    (part) => !['version', 'changedAt'].includes(part),
  ) as (keyof Read)[]
  return parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]))
}
