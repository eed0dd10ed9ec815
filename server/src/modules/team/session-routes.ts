import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { countTry, forgiveTries } from './attempts.ts'
import { audit } from './audit.ts'
import type { Auth } from './auth.ts'
import { refuseForeign, visitorOf } from './authorise.ts'
import { brand } from './brand.ts'
import {
  JoinInput,
  Language,
  OwnerInput,
  type Person,
  rightsOf,
  Session,
  SignInInput,
} from './contract.ts'
import { becomeOwner, hasOwner, join } from './joining.ts'
import { changeLanguage } from './people.ts'
import { NotSignedIn, SignInRefused } from './refusals.ts'
import { actorOf, closeSession, openSession, sessionOf } from './sessions.ts'

export interface TeamRoutesOptions {
  db: Db
  inWork: InWork
  auth: Auth
  clock: { readonly now: () => Date; readonly demo: boolean }
}

const refusals = { 401: Problem, 403: Problem, 409: Problem, 410: Problem, 429: Problem }

/** In and out of the house, and who is in. */
export const sessionRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (
  app,
  { db, inWork, auth, clock },
) => {
  const view = async (person: Person): Promise<Session> => ({
    person,
    rights: [...rightsOf[person.role]],
    demo: clock.demo,
    now: clock.now().toISOString(),
    brand: await brand(db),
  })
  const hand = (reply: FastifyReply, cookies: string[]) =>
    reply.header('cache-control', 'no-store').header('set-cookie', cookies)

  /** A password is tried: counted before, and the session is new whatever the browser came with. */
  const signIn = async (request: FastifyRequest, reply: FastifyReply, input: SignInInput) => {
    await countTry(db, 'account', input.email)
    const opened = await openSession(auth, input, visitorOf(request))
    if (!opened) throw new SignInRefused({})
    await forgiveTries(db, input.email, request.ip)
    const { person, cookies } = opened
    await inWork((work) => audit(work, actorOf(person), 'team/signed-in', `person:${person.id}`))
    hand(reply, cookies)
    return view(person)
  }
  /** Doors that anybody may knock at, as often as their address may. */
  const knock = async (request: FastifyRequest) => {
    refuseForeign(auth, request)
    await countTry(db, 'address', request.ip)
  }
  const open = { access: 'public' }
  const tags = ['team']

  app.post(
    '/api/sign-in',
    { config: open, schema: { tags, body: SignInInput, response: { 200: Session, ...refusals } } },
    async (request, reply) => {
      await knock(request)
      return signIn(request, reply, request.body)
    },
  )

  app.get(
    '/api/owner',
    { config: open, schema: { tags, response: { 200: z.object({ exists: z.boolean() }) } } },
    async () => ({ exists: await hasOwner(db) }),
  )

  app.post(
    '/api/owner',
    { config: open, schema: { tags, body: OwnerInput, response: { 201: Session, ...refusals } } },
    async (request, reply) => {
      await knock(request)
      await becomeOwner(db, inWork, request.body)
      reply.code(201)
      return signIn(request, reply, request.body)
    },
  )

  app.post(
    '/api/people/join',
    { config: open, schema: { tags, body: JoinInput, response: { 201: Session, ...refusals } } },
    async (request, reply) => {
      await knock(request)
      const { email } = await join(db, inWork, request.body)
      reply.code(201)
      return signIn(request, reply, { email, password: request.body.password })
    },
  )

  const signedIn = { access: 'session' }

  app.post(
    '/api/sign-out',
    { config: signedIn, schema: { tags, response: { 204: z.undefined(), ...refusals } } },
    async (request, reply) => {
      const cookies = await closeSession(auth, visitorOf(request))
      await inWork((work) =>
        audit(work, request.actor, 'team/signed-out', `person:${request.actor.id}`),
      )
      return hand(reply, cookies).code(204).send()
    },
  )

  app.get(
    '/api/session',
    { config: signedIn, schema: { tags, response: { 200: Session, ...refusals } } },
    async (request, reply) => {
      const session = await sessionOf(auth, visitorOf(request), { renew: true })
      if (!session) throw new NotSignedIn({})
      hand(reply, session.cookies)
      return view(session.person)
    },
  )

  app.patch(
    '/api/session',
    {
      config: signedIn,
      schema: {
        tags,
        body: z.object({ language: Language }),
        response: { 200: Session, ...refusals },
      },
    },
    async (request) => {
      await inWork((work) => changeLanguage(work, request.actor.id, request.body.language))
      const session = await sessionOf(auth, visitorOf(request))
      if (!session) throw new NotSignedIn({})
      return view(session.person)
    },
  )
}
