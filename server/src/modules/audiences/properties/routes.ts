import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { PropertiesOf, Property, PropertyInput } from './contract.ts'
import {
  defineProperty,
  deleteProperty,
  properties,
  propertiesOf,
  renewProperty,
} from './properties.ts'

const tags = ['audiences']
const writing = { access: 'audiences:write' }
const Name = z.object({ name: z.string().min(1).max(120) })
const Customer = z.object({ id: z.uuid() })

/** Computed properties: what a customer's thread makes of them, under names that the brand chooses. */
export const propertyRoutes: FastifyPluginAsyncZod<{ db: Db; inWork: InWork }> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/properties',
    {
      config: { access: 'audiences:read' },
      schema: {
        ...{ tags, summary: 'The computed properties of customers' },
        response: { 200: z.array(Property) },
      },
    },
    () => properties(db),
  )

  app.put(
    '/api/properties/:name',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Add or change a computed property', params: Name },
        body: PropertyInput,
        response: { 204: z.undefined() },
      },
    },
    async ({ actor, params, body }, reply) => {
      await inWork((work) => defineProperty(work, actor, params.name, body))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/properties/:name',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Delete a computed property', params: Name },
        response: { 204: z.undefined(), 404: Problem },
      },
    },
    async ({ actor, params }, reply) => {
      await inWork((work) => deleteProperty(work, actor, params.name))
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/customers/:id/properties',
    {
      config: { access: 'customers:read' },
      schema: {
        ...{ tags, summary: 'The computed properties of a customer', params: Customer },
        response: { 200: PropertiesOf, 404: Problem },
      },
    },
    (request) => propertiesOf(db, request.params.id),
  )

  app.post(
    '/api/customers/:id/properties/:name/renew',
    {
      config: writing,
      schema: {
        ...{
          tags,
          summary: 'Compute a property of a customer anew',
          params: Customer.extend(Name.shape),
        },
        response: { 200: PropertiesOf, 404: Problem },
      },
    },
    async ({ params }) => {
      await inWork((work) => renewProperty(work, params.name, params.id))
      return propertiesOf(db, params.id)
    },
  )
}
