import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { emailsOf, profileOf } from '../customers/index.ts'
import {
  CodeInput,
  SessionChange,
  SessionInput,
  Shopper,
  ShopperSession,
  SignInInput,
} from './contract.ts'
import type { ShopParts } from './parts.ts'
import { UnknownKey } from './refusals.ts'
import { changeSession, endSession, openGuestSession } from './sessions.ts'
import { mailCode, signIn } from './sign-in.ts'

const tags = ['shop']
const config = { access: 'public' }
const refusals = { 401: Problem, 422: Problem, 429: Problem }

/** Who shops: sessions of visitors, and signing in by a code that is mailed. */
export const shopSessionRoutes: FastifyPluginAsyncZod<ShopParts> = async (app, parts) => {
  const { db, inWork, shoppers, keyring } = parts

  app.post(
    '/api/shop/session',
    {
      config,
      schema: {
        ...{ tags, summary: 'Open a session for a visitor', body: SessionInput },
        response: { 201: ShopperSession, ...refusals },
      },
    },
    async (request, reply) => {
      await shoppers.admit(request)
      const { writeKey, anonymousId, language, measured } = request.body
      const source = await keyring.find(writeKey)
      if (!source?.enabled) throw new UnknownKey({})
      const channel = source.kind === 'app' ? 'app' : 'web'
      const session = await inWork((work) =>
        openGuestSession(work, { anonymousId, language, channel, measured }),
      )
      return reply.code(201).send(session)
    },
  )

  app.get(
    '/api/shop/session',
    {
      config,
      schema: { tags, summary: 'Who this session is', response: { 200: Shopper, ...refusals } },
    },
    async (request) => {
      const { customerId, signedIn, anonymousId, language, measured } = await shoppers.of(request)
      if (!signedIn) return { signedIn, anonymousId, language, measured, customer: null }
      const [profile, emails] = [await profileOf(db, customerId), await emailsOf(db, [customerId])]
      const firstName = profile?.traits.firstName
      return {
        ...{ signedIn, anonymousId, language, measured },
        customer: {
          id: customerId,
          firstName: typeof firstName === 'string' ? firstName : null,
          email: emails.get(customerId) ?? null,
        },
      }
    },
  )

  app.patch(
    '/api/shop/session',
    {
      config,
      schema: {
        ...{ tags, summary: 'Agree or refuse to be measured', body: SessionChange },
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { tokenHash } = await shoppers.of(request)
      await inWork((work) => changeSession(work, tokenHash, request.body))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/shop/session',
    {
      config,
      schema: {
        ...{ tags, summary: 'End the session (sign out)' },
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { tokenHash } = await shoppers.of(request)
      await inWork((work) => endSession(work, tokenHash))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/shop/sign-in/code',
    {
      config,
      schema: {
        ...{ tags, summary: 'Mail a code to sign in with', body: CodeInput },
        response: { 202: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      const shopper = await shoppers.of(request)
      await shoppers.admit(request)
      await mailCode(parts, { email: request.body.email, shopper })
      return reply.code(202).send(null)
    },
  )

  app.post(
    '/api/shop/sign-in',
    {
      config,
      schema: {
        ...{ tags, summary: 'Sign in with the code; gives a new token', body: SignInInput },
        response: { 200: ShopperSession, ...refusals },
      },
    },
    async (request) => {
      const shopper = await shoppers.of(request)
      return signIn(parts, { ...request.body, shopper })
    },
  )
}
