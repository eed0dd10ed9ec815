import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { type Actor, audit, brand } from '../team/index.ts'
import { addCodes, codeLines, codePage, removeCode } from './codes.ts'
import {
  CodePage,
  CodeQuery,
  NewCodes,
  NewPromotion,
  Promotion,
  PromotionList,
  PromotionQuery,
  PromotionResults,
  TriedOut,
  TryOut,
} from './contract.ts'
import { giftCardRoutes } from './gift-cards/routes.ts'
import {
  activatePromotion,
  createPromotion,
  deletePromotion,
  editPromotion,
  endPromotion,
  promotionList,
  promotionOf,
} from './promotions.ts'
import { promotionResults } from './results.ts'
import { tryOut } from './try-out.ts'

interface PromotionsRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
}

const tags = ['promotions']
const reads = { access: 'promotions:read' }
const writes = { access: 'promotions:write' }
const params = z.object({ id: z.uuid() })
const refusals = { 404: Problem, 409: Problem }

/** What is done to a promotion, by whom, in one transaction with its line in the audit. */
type Change = (work: Work, id: string) => Promise<unknown>

export const promotionsRoutes: FastifyPluginAsyncZod<PromotionsRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  const audited = (actor: Actor, action: string, id: string, change: Change) =>
    inWork(async (work) => {
      await change(work, id)
      await audit(work, actor, `promotions/${action}`, `promotion:${id}`)
    })

  app.get(
    '/api/promotions',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Promotions, by filters', querystring: PromotionQuery },
        response: { 200: PromotionList },
      },
    },
    async ({ query }) => ({ promotions: await promotionList(db, query) }),
  )

  app.get(
    '/api/promotions/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One promotion', params },
        response: { 200: Promotion, 404: Problem },
      },
    },
    ({ params }) => promotionOf(db, params.id),
  )

  app.post(
    '/api/promotions',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Begin a promotion, as a draft', body: NewPromotion },
        response: { 201: Promotion },
      },
    },
    async ({ body, actor }, reply) => {
      const id = await inWork(async (work) => {
        const created = await createPromotion(work, body)
        await audit(work, actor, 'promotions/created', `promotion:${created}`)
        return created
      })
      return reply.code(201).send(await promotionOf(db, id))
    },
  )

  app.put(
    '/api/promotions/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a promotion', params, body: NewPromotion },
        response: { 200: Promotion, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      await audited(actor, 'edited', params.id, (work, id) => editPromotion(work, id, body))
      return promotionOf(db, params.id)
    },
  )

  const turns: [string, string, Change, string][] = [
    ['activate', 'activated', activatePromotion, 'Let a promotion count from now on'],
    ['end', 'ended', endPromotion, 'End a promotion'],
  ]
  for (const [verb, action, change, summary] of turns) {
    app.post(
      `/api/promotions/:id/${verb}`,
      {
        config: writes,
        schema: { tags, summary, params, response: { 200: Promotion, ...refusals } },
      },
      async ({ actor, params }) => {
        await audited(actor, action, params.id, change)
        return promotionOf(db, params.id)
      },
    )
  }

  app.delete(
    '/api/promotions/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Delete a promotion that is still a draft', params },
        response: { 204: z.null(), ...refusals },
      },
    },
    async ({ actor, params }, reply) => {
      await audited(actor, 'deleted', params.id, deletePromotion)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/promotions/:id/results',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What a promotion gave, and what it sold', params },
        response: { 200: PromotionResults },
      },
    },
    async ({ params }) => promotionResults(db, params.id, (await brand(db)).timeZone),
  )

  app.post(
    '/api/promotions/try',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What promotions would make of a cart; nothing is used up' },
        body: TryOut,
        response: { 200: TriedOut },
      },
    },
    ({ body }) => tryOut(db, body, clock.now()),
  )

  app.get(
    '/api/promotions/:id/codes',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The codes of a promotion, page by page', params },
        querystring: CodeQuery,
        response: { 200: CodePage },
      },
    },
    ({ params, query }) => codePage(db, params.id, query),
  )

  app.post(
    '/api/promotions/:id/codes',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add codes, named or made', params, body: NewCodes },
        response: {
          201: z.object({ added: z.int(), batchId: z.uuid().nullable() }),
          ...refusals,
        },
      },
    },
    async ({ actor, params, body }, reply) => {
      const made = await addCodes(inWork, params.id, body)
      await inWork((work) =>
        audit(work, actor, 'promotions/codes-added', `promotion:${params.id}`, {
          added: made.added,
        }),
      )
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/api/promotions/:id/codes/:code',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Remove a code that nobody has used',
          params: params.extend({ code: z.string().max(60) }),
        },
        response: { 200: z.object({ removed: z.boolean() }) },
      },
    },
    ({ actor, params: { id, code } }) =>
      inWork(async (work) => {
        const removed = await removeCode(work, id, code)
        if (removed) await audit(work, actor, 'promotions/code-removed', `promotion:${id}`)
        return { removed }
      }),
  )

  app.get(
    '/api/promotions/:id/codes.csv',
    {
      config: reads,
      schema: { tags, summary: 'All codes of a promotion as CSV', params, produces: ['text/csv'] },
    },
    ({ params }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="codes.csv"')
        .send(Readable.from(codeLines(db, params.id))),
  )

  await app.register(giftCardRoutes, { db, inWork, clock })
}
