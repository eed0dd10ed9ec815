import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { countTry, forgiveTries } from './attempts.ts'
import { audit } from './audit.ts'
import { visitorOf } from './authorise.ts'
import { JoinInput, Language, OwnerInput, Session, SignInInput } from './contract.ts'
import { entry, entryRefusals as refusals, type TeamRoutesOptions } from './entry-routes.ts'
import { becomeOwner, hasOwner, join } from './joining.ts'
import { personWith } from './passwords.ts'
import { changeLanguage } from './people.ts'
import { House, NextProof } from './proof-contract.ts'
import { nextProof } from './proofs.ts'
import { NotSignedIn, SignInRefused } from './refusals.ts'
import { closeSession, sessionOf } from './sessions.ts'

/** In and out of the house, and who is in. */
export const sessionRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (app, options) => {
  const { db, inWork, auth, seal, sendsMail } = options
  const { view, hand, knock, enter } = entry(options)

  /** A password is tried: counted before, and answered after the same time for everybody. */
  const signIn = async (request: FastifyRequest, reply: FastifyReply, input: SignInInput) => {
    await countTry(db, 'account', input.email)
    const person = await personWith(db, input)
    if (!person) throw new SignInRefused({})
    await forgiveTries(db, 'account', input.email)
    const next = await inWork(({ tx }) => nextProof({ tx, seal }, person))
    if (!next) return enter(request, reply, { personId: person.id, by: 'password' })
    reply.code(202).header('cache-control', 'no-store')
    return next
  }
  const open = { access: 'public' }
  const tags = ['team']

  app.post(
    '/api/sign-in',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'Sign in with a password', body: SignInInput },
        response: { 200: Session, 202: NextProof, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      return signIn(request, reply, request.body)
    },
  )

  app.get(
    '/api/owner',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'Whether the house has an owner yet, and whether it can send links' },
        response: { 200: House },
      },
    },
    async () => ({
      exists: await hasOwner(db),
      resetByMail: sendsMail,
    }),
  )

  app.post(
    '/api/owner',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'Become the first owner, by the one-time link', body: OwnerInput },
        response: { 201: Session, 202: NextProof, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      await becomeOwner(db, inWork, request.body)
      reply.code(201)
      return signIn(request, reply, request.body)
    },
  )

  app.post(
    '/api/people/join',
    {
      config: open,
      schema: {
        ...{ tags, summary: 'Join the team, by an invitation', body: JoinInput },
        response: { 201: Session, 202: NextProof, ...refusals },
      },
    },
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
    {
      config: signedIn,
      schema: { tags, summary: 'Sign out', response: { 204: z.undefined(), ...refusals } },
    },
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
    {
      config: signedIn,
      schema: {
        ...{ tags, summary: 'Who is signed in, and what they may do' },
        response: { 200: Session, ...refusals },
      },
    },
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
        summary: 'Change the language of who is signed in',
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
