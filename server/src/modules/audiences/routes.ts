import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork } from '../../kernel/work.ts'
import { audit } from '../team/index.ts'
import {
  audience,
  audiences,
  createAudience,
  deleteAudience,
  editAudience,
  versionsOf,
} from './audiences.ts'
import {
  Audience,
  AudienceCount,
  AudienceEdit,
  AudienceSize,
  AudienceUse,
  AudienceVersion,
  CountInput,
  MemberPage,
  Membership,
  NewAudience,
  SizeDay,
  SizeInput,
  Why,
} from './contract.ts'
import { countOn } from './count-on.ts'
import { DefinitionReader } from './definitions.ts'
import { membersFile } from './export.ts'
import { listRoutes } from './list-routes.ts'
import { audiencesOf, membersOf } from './members.ts'
import { personaRoutes } from './personas/routes.ts'
import { placeRoutes } from './places/routes.ts'
import { predictionRoutes } from './predictions/routes.ts'
import { propertyRoutes } from './properties/routes.ts'
import { ConditionTooDeep } from './refusals.ts'
import { RfmGrid, rfmBy } from './rfm/contract.ts'
import { rfmGrid } from './rfm/grid.ts'
import { sizeOf } from './size.ts'
import { sizeHistory } from './sizes/history.ts'
import { syncRoutes } from './syncs/routes.ts'
import { refuseUsed, type UsedBy, usesOf } from './uses.ts'
import { why } from './why.ts'

interface AudiencesRoutesOptions {
  db: Db
  inWork: InWork
  /** What the secrets of places that audiences are sent to are kept with. */
  seal: Seal
  clock: { now: () => Date }
  usedBy: UsedBy
}

const tags = ['audiences']
const reading = { access: 'audiences:read' }
const writing = { access: 'audiences:write' }
const One = z.object({ id: z.uuid() })
const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^[^_]+Z_[0-9a-f-]{36}$/)
    .optional(),
})

export const audiencesRoutes: FastifyPluginAsyncZod<AudiencesRoutesOptions> = async (
  app,
  { db, inWork, clock, seal, usedBy },
) => {
  const preValidation = refuseTooDeep
  const reader = new DefinitionReader()
  await app.register(listRoutes, { db, inWork, usedBy })
  await app.register(propertyRoutes, { db, inWork })
  await app.register(personaRoutes, { db, inWork })
  await app.register(syncRoutes, { db, inWork, seal })
  await app.register(placeRoutes, { db, inWork })
  await app.register(predictionRoutes, { db, inWork })

  app.get(
    '/api/audiences',
    {
      config: reading,
      schema: { tags, summary: 'Audiences with their sizes', response: { 200: z.array(Audience) } },
    },
    () => audiences(db),
  )

  app.post(
    '/api/audiences',
    {
      config: writing,
      preValidation,
      schema: {
        ...{ tags, summary: 'Add an audience', body: NewAudience },
        response: { 201: Audience, 422: Problem },
      },
    },
    async (request, reply) => {
      const id = await inWork((work) => createAudience(work, request.actor, request.body))
      return reply.code(201).send(await audience(db, id))
    },
  )

  app.post(
    '/api/audiences/size',
    {
      config: reading,
      preValidation,
      schema: {
        ...{ tags, summary: 'How many people a condition meets; nothing is kept', body: SizeInput },
        response: { 200: AudienceSize, 422: Problem },
      },
    },
    (request) => sizeOf(db, request.body.condition, { now: clock.now(), reader }),
  )

  app.post(
    '/api/audiences/count',
    {
      config: reading,
      preValidation,
      schema: {
        ...{
          tags,
          summary: 'Count whom a condition meets among all customers, a stretch at a time',
        },
        body: CountInput,
        response: { 200: AudienceCount, 422: Problem },
      },
    },
    ({ body: { condition, after, at } }) => {
      const now = at === undefined ? clock.now() : new Date(at)
      return countOn(db, condition, after, { now, reader })
    },
  )

  app.get(
    '/api/audiences/:id',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'One audience', params: One },
        response: { 200: Audience, 404: Problem },
      },
    },
    (request) => audience(db, request.params.id),
  )

  app.patch(
    '/api/audiences/:id',
    {
      config: writing,
      preValidation,
      schema: {
        tags,
        summary: 'Change an audience',
        params: One,
        body: AudienceEdit,
        response: { 200: Audience, 404: Problem, 422: Problem },
      },
    },
    async ({ actor, params, body }) => {
      await inWork((work) => editAudience(work, actor, params.id, body))
      return audience(db, params.id)
    },
  )

  app.delete(
    '/api/audiences/:id',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Delete an audience that nothing uses', params: One },
        response: { 204: z.undefined(), 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params }, reply) => {
      await inWork(async (work) => {
        await refuseUsed(work.tx, { of: 'audience', id: params.id }, usedBy)
        await deleteAudience(work, actor, params.id)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/audiences/:id/uses',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'Where an audience is used', params: One },
        response: { 200: z.array(AudienceUse), 404: Problem },
      },
    },
    (request) => usesOf(db, request.params.id, usedBy),
  )

  app.get(
    '/api/audiences/:id/versions',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'What an audience was before, version by version', params: One },
        response: { 200: z.array(AudienceVersion), 404: Problem },
      },
    },
    (request) => versionsOf(db, request.params.id),
  )

  app.get(
    '/api/audiences/:id/sizes',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How large an audience was, day by day',
        params: One,
        querystring: z.object({ days: z.coerce.number().int().min(1).max(800).default(90) }),
        response: { 200: z.array(SizeDay), 404: Problem },
      },
    },
    async ({ params, query }) => {
      await audience(db, params.id)
      return sizeHistory(db, params.id, { ...query, now: clock.now() })
    },
  )

  app.get(
    '/api/audience-rfm',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Customers by how lately, how often and for how much they bought',
        querystring: z.object({ by: z.enum(rfmBy).default('usual') }),
        response: { 200: RfmGrid },
      },
    },
    ({ query }) => rfmGrid(db, { ...query, now: clock.now() }),
  )

  app.get(
    '/api/audiences/:id/members.csv',
    {
      config: { access: 'customers:read' },
      schema: {
        ...{ tags, summary: 'All members of an audience as CSV', params: One },
        produces: ['text/csv'],
      },
    },
    async ({ actor, params }, reply) => {
      const { name } = await audience(db, params.id)
      await inWork((work) => audit(work, actor, 'audiences/exported', `audience:${params.id}`))
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`,
        )
        .send(membersFile(db, params.id))
    },
  )

  app.get(
    '/api/audiences/:id/members',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The members of an audience, page by page',
        params: One,
        querystring: Page,
        response: { 200: MemberPage, 404: Problem },
      },
    },
    async ({ params, query }) => {
      await audience(db, params.id)
      return membersOf(db, params.id, query)
    },
  )

  app.get(
    '/api/audiences/:id/why/:customerId',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Why a customer is in an audience, or not',
        params: One.extend({ customerId: z.uuid() }),
        response: { 200: Why, 404: Problem },
      },
    },
    ({ params }) => why(db, params.id, params.customerId, clock.now()),
  )

  app.get(
    '/api/customers/:id/audiences',
    {
      config: { access: 'customers:read' },
      schema: {
        ...{ tags, summary: 'The audiences of a customer', params: One },
        response: { 200: z.array(Membership) },
      },
    },
    (request) => audiencesOf(db, request.params.id),
  )
}

const deepest = 100

/** Checked before anything walks down the body, since whatever does would run out of stack. */
async function refuseTooDeep({ body }: FastifyRequest): Promise<void> {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new ConditionTooDeep({ most: deepest })
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
}
