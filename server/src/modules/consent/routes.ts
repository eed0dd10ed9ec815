import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { audit } from '../team/index.ts'
import {
  ConsentLanguage,
  CustomerConsents,
  DecideInput,
  NewWording,
  PreferencePreview,
  Wording,
} from './contract.ts'
import { decide } from './decide.ts'
import { consentsOf } from './history.ts'
import type { ConsentPagesOptions } from './pages-options.ts'
import { previewPreferences } from './preview.ts'
import { consentPages } from './public-routes.ts'
import { publishWording, wordings } from './wordings.ts'

const tags = ['consent']
const Customer = z.object({ id: z.uuid() })

/** The team's doors to the ledger, and the customers' own pages. */
export const consentRoutes: FastifyPluginAsyncZod<ConsentPagesOptions> = async (app, options) => {
  await app.register(consentPages, options)
  const { db, inWork, brandName }: ConsentPagesOptions = options

  app.get(
    '/api/customers/:id/consents',
    {
      config: { access: 'consent:read' },
      schema: {
        ...{ tags, summary: 'What a customer agreed to, with the proofs', params: Customer },
        response: { 200: CustomerConsents, 404: Problem },
      },
    },
    ({ params }) => inWork((work) => consentsOf(work.tx, params.id, work.now)),
  )

  app.post(
    '/api/customers/:id/consents',
    {
      config: { access: 'consent:write' },
      schema: {
        tags,
        summary: 'Write down what a customer decided',
        params: Customer,
        body: DecideInput,
        response: { 200: CustomerConsents, 404: Problem, 422: Problem },
      },
    },
    async (request) => {
      const { actor, params, body } = request
      await inWork(async (work) => {
        const operator = `${actor.kind}:${actor.id}`
        await decide(work, [
          { ...body, customerId: params.id, sourceKind: 'team', operator, ip: request.ip },
        ])
        const { purpose, channel, decision } = body
        const details = { purpose, channel, decision }
        await audit(work, actor, 'consent/decided', `customer:${params.id}`, details)
      })
      return inWork((work) => consentsOf(work.tx, params.id, work.now))
    },
  )

  app.get(
    '/api/customers/:id/preferences/preview',
    {
      config: { access: 'consent:read' },
      schema: {
        tags,
        summary: 'The preference page as a customer sees it',
        params: Customer,
        querystring: z.object({ language: ConsentLanguage.optional() }),
        response: { 200: PreferencePreview, 404: Problem },
      },
    },
    ({ params, query }) =>
      inWork((work) =>
        previewPreferences(work, brandName, { customerId: params.id, asked: query.language }),
      ),
  )

  app.get(
    '/api/consent/wordings',
    {
      config: { access: 'consent:read' },
      schema: {
        ...{ tags, summary: 'The wordings to which customers agree' },
        response: { 200: z.array(Wording) },
      },
    },
    () => wordings(db),
  )

  app.post(
    '/api/consent/wordings',
    {
      config: { access: 'consent:write' },
      schema: {
        tags,
        summary: 'Add a new version of a wording',
        body: NewWording,
        response: { 201: Wording, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const published = await inWork(async (work) => {
        const wording = await publishWording(work, request.body)
        const { id, purpose, channel, version, language, textHash } = wording
        const details = { purpose, channel, version, language, textHash }
        await audit(work, request.actor, 'consent/wording-published', `wording:${id}`, details)
        return wording
      })
      return reply.code(201).send(published)
    },
  )
}
