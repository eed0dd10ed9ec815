import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { brand } from '../team/index.ts'
import { addLines, changeLine } from './change-cart.ts'
import {
  Cart,
  CartSettings,
  LineChange,
  NewLine,
  Share,
  ShareCode,
  ShopperSession,
  TrustedSessionInput,
} from './contract.ts'
import { lookAtCart, type Onlooker } from './look.ts'
import type { ShopParts } from './parts.ts'
import { shopperOf } from './sessions.ts'
import { cartSettings, changeCartSettings } from './settings.ts'
import { cartByCode, shareCart } from './share.ts'
import { trustedSession } from './sign-in.ts'

const tags = ['carts']
const reads = { access: 'orders:read' }
const writes = { access: 'orders:write' }
const ByCustomer = z.object({ customerId: z.uuid() })
const refusals = { 404: Problem, 409: Problem }

/** Carts as the team and the brand's own server see them: a till opens one, changes it, gives it back. */
export const cartsRoutes: FastifyPluginAsyncZod<ShopParts> = async (app, parts) => {
  const { db, inWork, clock, shopUrl } = parts
  const atTill = async (customerId: string): Promise<Onlooker & { originId: string }> => {
    const [language = 'fr'] = (await brand(db)).languages
    return { customerId, originId: customerId, channel: 'shop', language, now: clock.now() }
  }

  app.post(
    '/api/carts/sessions',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'A shopper’s session, opened by the brand’s own server' },
        ...{ body: TrustedSessionInput, response: { 201: ShopperSession, 422: Problem } },
      },
    },
    async ({ body: { guestToken, anonymousId = null, ...named } }, reply) => {
      const guest = guestToken ? await shopperOf(db, guestToken, clock.now()) : undefined
      const session = await inWork((work) =>
        trustedSession(
          work,
          { ...named, anonymousId: anonymousId ?? guest?.anonymousId ?? null },
          guest,
        ),
      )
      return reply.code(201).send(session)
    },
  )

  app.post(
    '/api/carts/open',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Open the cart that a customer shows at the till' },
        body: z.object({ code: ShareCode }),
        response: { 200: z.object({ customerId: z.uuid(), cart: Cart }), ...refusals },
      },
    },
    async ({ body }) => {
      const customerId = await cartByCode(db, body.code, clock.now())
      return { customerId, cart: await lookAtCart(db, await atTill(customerId)) }
    },
  )

  app.get(
    '/api/carts/:customerId',
    {
      config: reads,
      schema: { tags, summary: 'A customer’s cart', params: ByCustomer, response: { 200: Cart } },
    },
    async ({ params }) => lookAtCart(db, await atTill(params.customerId)),
  )

  app.post(
    '/api/carts/:customerId/lines',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Put an article into a customer’s cart', params: ByCustomer },
        ...{ body: NewLine, response: { 200: Cart, ...refusals } },
      },
    },
    async ({ params, body }) => {
      const onlooker = await atTill(params.customerId)
      return inWork((work) => addLines(work, { ...onlooker, now: work.now }, [body]))
    },
  )

  app.patch(
    '/api/carts/:customerId/lines/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change a line of a customer’s cart' },
        ...{ params: ByCustomer.extend({ id: z.uuid() }), body: LineChange },
        response: { 200: Cart, ...refusals },
      },
    },
    async ({ params: { customerId, id }, body }) => {
      const onlooker = await atTill(customerId)
      return inWork((work) => changeLine(work, { ...onlooker, now: work.now }, id, body))
    },
  )

  app.post(
    '/api/carts/:customerId/share',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'A code by which a customer takes a cart home', params: ByCustomer },
        response: { 200: Share },
      },
    },
    ({ params }) => inWork((work) => shareCart(work, params, 'copy', shopUrl)),
  )

  app.get(
    '/api/carts/settings',
    {
      config: { access: 'settings:read' },
      schema: { tags, summary: 'How carts are kept and joined', response: { 200: CartSettings } },
    },
    () => cartSettings(db),
  )

  app.put(
    '/api/carts/settings',
    {
      config: { access: 'settings:write' },
      schema: {
        ...{ tags, summary: 'Change how carts are kept and joined', body: CartSettings },
        response: { 200: CartSettings },
      },
    },
    ({ body, actor }) =>
      inWork(async (work) => {
        await changeCartSettings(work, actor, body)
        return body
      }),
  )
}
