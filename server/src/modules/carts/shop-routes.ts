import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { together } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { Work } from '../../kernel/work.ts'
import { acknowledge, addLines, changeCodes, changeLine } from './change-cart.ts'
import {
  ArticleList,
  Cart,
  LineChange,
  NewLine,
  Share,
  ShareCode,
  ShareInput,
  Sku,
} from './contract.ts'
import { articlesOf, look, unwish, wish } from './lists.ts'
import { lookAtCart } from './look.ts'
import type { ShopParts } from './parts.ts'
import type { ShopperIs } from './sessions.ts'
import { linesByCode, shareCart } from './share.ts'

const tags = ['shop']
const config = { access: 'public' }
const refusals = { 401: Problem, 404: Problem, 409: Problem, 429: Problem }
const cart = { 200: Cart, ...refusals }
const ById = z.object({ id: z.uuid() })
const BySku = z.object({ sku: Sku })

/** A shopper's cart, wishes and what they looked at. */
export const shopCartRoutes: FastifyPluginAsyncZod<ShopParts> = async (app, parts) => {
  const { db, inWork, shoppers, clock } = parts
  const seen = (shopper: ShopperIs, now = clock.now()) => ({ ...shopper, now })
  const onlooker = async (request: FastifyRequest) => seen(await shoppers.of(request))
  const change = async <Result>(
    request: FastifyRequest,
    task: (work: Work, shopper: ReturnType<typeof seen>) => Promise<Result>,
  ) => {
    const shopper = await shoppers.of(request)
    return inWork((work) => task(work, seen(shopper, work.now)))
  }
  const done = async (reply: FastifyReply, task: Promise<unknown>) => {
    await task
    return reply.code(204).send(null)
  }

  app.get(
    '/api/shop/cart',
    { config, schema: { tags, summary: 'The cart as it is now', response: cart } },
    async (request) => {
      const who = await onlooker(request)
      return together(db, (one) => lookAtCart(one, who))
    },
  )

  app.post(
    '/api/shop/cart/lines',
    { config, schema: { tags, summary: 'Put an article in', body: NewLine, response: cart } },
    (request) => change(request, (work, shopper) => addLines(work, shopper, [request.body])),
  )

  app.patch(
    '/api/shop/cart/lines/:id',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change how many, or save for later', params: ById, body: LineChange },
        response: cart,
      },
    },
    (request) =>
      change(request, (work, shopper) =>
        changeLine(work, shopper, request.params.id, request.body),
      ),
  )

  app.delete(
    '/api/shop/cart/lines/:id',
    { config, schema: { tags, summary: 'Take a line out', params: ById, response: cart } },
    (request) =>
      change(request, (work, shopper) =>
        changeLine(work, shopper, request.params.id, { quantity: 0 }),
      ),
  )

  app.post(
    '/api/shop/cart/codes',
    {
      config,
      schema: {
        ...{ tags, summary: 'Add a promotion code', response: cart },
        body: z.object({ code: z.string().trim().min(1).max(60) }),
      },
    },
    (request) =>
      change(request, (work, shopper) =>
        changeCodes(work, shopper, (codes) => [...codes, request.body.code]),
      ),
  )

  app.delete(
    '/api/shop/cart/codes/:code',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take a promotion code away', response: cart },
        params: z.object({ code: z.string().max(60) }),
      },
    },
    (request) =>
      change(request, (work, shopper) =>
        changeCodes(work, shopper, (codes) => codes.filter((code) => code !== request.params.code)),
      ),
  )

  app.post(
    '/api/shop/cart/seen',
    { config, schema: { tags, summary: 'The customer has seen the changes', response: cart } },
    (request) => change(request, acknowledge),
  )

  app.post(
    '/api/shop/cart/share',
    {
      config,
      schema: {
        ...{ tags, summary: 'A code for the till, or for somebody else', body: ShareInput },
        response: { 200: Share, ...refusals },
      },
    },
    (request) =>
      change(request, (work, shopper) =>
        shareCart(work, shopper, request.body.kind, parts.shopUrl),
      ),
  )

  app.post(
    '/api/shop/cart/from-share',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take over the lines of a shared cart', response: cart },
        body: z.object({ code: ShareCode }),
      },
    },
    (request) =>
      change(request, async (work, shopper) =>
        addLines(work, shopper, await linesByCode(work.tx, request.body.code, work.now)),
      ),
  )

  app.get(
    '/api/shop/wishes',
    {
      config,
      schema: { tags, summary: 'The wish list', response: { 200: ArticleList, ...refusals } },
    },
    async (request) => articlesOf(db, 'wish', await onlooker(request)),
  )

  app.put(
    '/api/shop/wishes/:sku',
    {
      config,
      schema: {
        ...{ tags, summary: 'Wish for an article', params: BySku },
        response: { 204: z.null(), ...refusals },
      },
    },
    (request, reply) =>
      done(
        reply,
        change(request, (work, shopper) => wish(work, shopper, request.params.sku)),
      ),
  )

  app.delete(
    '/api/shop/wishes/:sku',
    {
      config,
      schema: {
        ...{ tags, summary: 'Wish for it no more', params: BySku },
        response: { 204: z.null(), ...refusals },
      },
    },
    (request, reply) =>
      done(
        reply,
        change(request, (work, shopper) => unwish(work, shopper, request.params.sku)),
      ),
  )

  app.get(
    '/api/shop/viewed',
    {
      config,
      schema: { tags, summary: 'Looked at last', response: { 200: ArticleList, ...refusals } },
    },
    async (request) => articlesOf(db, 'view', await onlooker(request)),
  )

  app.put(
    '/api/shop/viewed/:sku',
    {
      config,
      schema: {
        ...{ tags, summary: 'Remember what is looked at', params: BySku },
        response: { 204: z.null(), ...refusals },
      },
    },
    (request, reply) =>
      done(
        reply,
        change(request, (work, shopper) => look(work, shopper, request.params.sku)),
      ),
  )
}
