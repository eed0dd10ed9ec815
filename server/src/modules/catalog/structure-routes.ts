import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { audit } from '../team/index.ts'
import { addAttribute, attributes, changeAttribute, removeAttribute } from './attributes.ts'
import { addCategory, categories, changeCategory, removeCategory } from './categories.ts'
import { Attribute, Code, Country } from './contract.ts'
import type { CatalogRoutesOptions } from './routes-options.ts'
import { AttributeInput, Category, CategoryInput, Taxes, VatRate } from './structure-contract.ts'
import { removeRate, setHome, setRate, taxes } from './taxes.ts'

const tags = ['catalog']
const reads = { access: 'catalog:read' }
const writes = { access: 'catalog:write' }
const params = z.object({ code: Code })
const refused = { 404: Problem, 409: Problem, 422: Problem }

/** The team's doors to what products are filed and described by, and taxed as. */
export const structureRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/catalog/categories',
    {
      config: reads,
      schema: { tags, summary: 'The categories', response: { 200: z.array(Category) } },
    },
    () => categories(db),
  )
  app.post(
    '/api/catalog/categories',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add a category', body: CategoryInput },
        response: { 201: z.array(Category), ...refused },
      },
    },
    async ({ body, actor }, reply) => {
      await inWork(async (work) => {
        await addCategory(work, body)
        await audit(work, actor, 'catalog/category-added', `category:${body.code}`)
      })
      return reply.code(201).send(await categories(db))
    },
  )
  app.put(
    '/api/catalog/categories/:code',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a category', params, body: CategoryInput.omit({ code: true }) },
        response: { 200: z.array(Category), ...refused },
      },
    },
    async ({ params: { code }, body, actor }) => {
      await inWork(async (work) => {
        await changeCategory(work, { ...body, code })
        await audit(work, actor, 'catalog/category-changed', `category:${code}`)
      })
      return categories(db)
    },
  )
  app.delete(
    '/api/catalog/categories/:code',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Remove a category', params },
        response: { 204: z.undefined(), ...refused },
      },
    },
    async ({ params: { code }, actor }, reply) => {
      await inWork(async (work) => {
        await removeCategory(work, code)
        await audit(work, actor, 'catalog/category-removed', `category:${code}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/catalog/attributes',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The attributes that products may have' },
        response: { 200: z.array(Attribute) },
      },
    },
    () => attributes(db),
  )
  app.post(
    '/api/catalog/attributes',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add an attribute', body: AttributeInput },
        response: { 201: z.array(Attribute), ...refused },
      },
    },
    async ({ body, actor }, reply) => {
      await inWork(async (work) => {
        await addAttribute(work, body)
        await audit(work, actor, 'catalog/attribute-added', `attribute:${body.code}`)
      })
      return reply.code(201).send(await attributes(db))
    },
  )
  app.put(
    '/api/catalog/attributes/:code',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Change an attribute',
          params,
          body: AttributeInput.omit({ code: true }),
        },
        response: { 200: z.array(Attribute), ...refused },
      },
    },
    async ({ params: { code }, body, actor }) => {
      await inWork(async (work) => {
        await changeAttribute(work, { ...body, code })
        await audit(work, actor, 'catalog/attribute-changed', `attribute:${code}`)
      })
      return attributes(db)
    },
  )
  app.delete(
    '/api/catalog/attributes/:code',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Remove an attribute', params },
        response: { 204: z.undefined(), ...refused },
      },
    },
    async ({ params: { code }, actor }, reply) => {
      await inWork(async (work) => {
        await removeAttribute(work, code)
        await audit(work, actor, 'catalog/attribute-removed', `attribute:${code}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/catalog/taxes',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The VAT rates, and the country of the house' },
        response: { 200: Taxes },
      },
    },
    () => taxes(db),
  )
  app.put(
    '/api/catalog/taxes/rates',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Set a VAT rate', body: VatRate },
        response: { 200: Taxes, ...refused },
      },
    },
    async ({ body, actor }) => {
      await inWork(async (work) => {
        await setRate(work, body)
        await audit(work, actor, 'catalog/vat-rate-set', `vat:${body.country}`, body)
      })
      return taxes(db)
    },
  )
  app.delete(
    '/api/catalog/taxes/rates',
    {
      config: writes,
      schema: {
        tags,
        summary: 'Remove a VAT rate',
        querystring: VatRate.omit({ rate: true }),
        response: { 200: Taxes, ...refused },
      },
    },
    async ({ query, actor }) => {
      await inWork(async (work) => {
        await removeRate(work, query)
        await audit(work, actor, 'catalog/vat-rate-removed', `vat:${query.country}`, query)
      })
      return taxes(db)
    },
  )
  app.put(
    '/api/catalog/taxes/home',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Say in which country the house is taxed' },
        body: z.object({ country: Country }),
        response: { 200: Taxes },
      },
    },
    async ({ body: { country }, actor }) => {
      await inWork(async (work) => {
        await setHome(work, country)
        await audit(work, actor, 'catalog/home-set', `vat:${country}`)
      })
      return taxes(db)
    },
  )
}
