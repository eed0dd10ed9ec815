import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit, countTry } from '../../team/index.ts'
import {
  CardBalance,
  CardCode,
  GiftCardDetail,
  GiftCardPage,
  GiftCardQuery,
  IssuedCard,
  NewCard,
} from '../gift-card-contract.ts'
import { issueCard } from './ledger.ts'
import { blockCard, cardBalance, cardDetail, cardPage } from './read.ts'

interface GiftCardRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
}

const tags = ['promotions']
const reads = { access: 'promotions:read' }
const writes = { access: 'promotions:write' }
const params = z.object({ id: z.uuid() })

export const giftCardRoutes: FastifyPluginAsyncZod<GiftCardRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.get(
    '/api/gift-cards',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Gift cards, by filters', querystring: GiftCardQuery },
        response: { 200: GiftCardPage },
      },
    },
    ({ query }) => cardPage(db, query),
  )

  app.get(
    '/api/gift-cards/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One gift card with its history', params },
        response: { 200: GiftCardDetail, 404: Problem },
      },
    },
    ({ params }) => cardDetail(db, params.id),
  )

  app.post(
    '/api/gift-cards',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Issue a gift card; its code is told this once', body: NewCard },
        response: { 201: IssuedCard },
      },
    },
    async ({ body, actor }, reply) => {
      const issued = await inWork(async (work) => {
        const card = await issueCard(work, body, `${actor.kind}:${actor.id}`)
        const details = { amount: card.face, currency: card.currency }
        await audit(work, actor, 'promotions/card-issued', `gift-card:${card.id}`, details)
        return card
      })
      return reply.code(201).send(issued)
    },
  )

  for (const [verb, blocked, summary] of [
    ['block', true, 'Block a gift card'],
    ['unblock', false, 'Let a blocked gift card be used again'],
  ] as const) {
    app.post(
      `/api/gift-cards/:id/${verb}`,
      {
        config: writes,
        schema: { tags, summary, params, response: { 200: GiftCardDetail, 404: Problem } },
      },
      async ({ params, actor }) => {
        await inWork(async (work) => {
          await blockCard(work, params.id, blocked)
          await audit(work, actor, `promotions/card-${verb}ed`, `gift-card:${params.id}`)
        })
        return cardDetail(db, params.id)
      },
    )
  }

  /** Whoever holds a code may ask what is left; guessing is slowed down. */
  app.post(
    '/api/shop/gift-cards/balance',
    {
      config: { access: 'public' },
      schema: {
        tags: ['shop'],
        summary: 'What is left on a gift card, by its code',
        body: CardCode,
        response: { 200: CardBalance, 404: Problem, 429: Problem },
      },
    },
    async ({ body, ip }) => {
      await countTry(db, 'giftCard', ip)
      return cardBalance(db, body.code, clock.now())
    },
  )
}
