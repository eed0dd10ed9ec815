import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { confirmAuthenticator, proveByCode } from './authenticator.ts'
import { Session } from './contract.ts'
import { entry, entryRefusals as refusals, type TeamRoutesOptions } from './entry-routes.ts'
import { beginPasskeySignIn, proveByPasskey } from './passkeys.ts'
import {
  Begun,
  CodeInput,
  Forgotten,
  PasskeyProof,
  ResetInput,
  SessionWithCodes,
} from './proof-contract.ts'
import { NoMail } from './refusals.ts'
import { askForReset, choosePassword } from './reset.ts'

const tags = ['team']
const config = { access: 'public' }

/** What stands between a right password and the house, and the other ways in. */
export const proofRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (app, options) => {
  const { db, inWork, auth, sendsMail } = options
  const { knock, enter } = entry(options)

  app.post(
    '/api/sign-in/code',
    {
      config,
      schema: {
        ...{ tags, summary: 'Prove the sign-in by a code of the authenticator, or a backup code' },
        body: CodeInput,
        response: { 200: Session, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      return enter(request, reply, await proveByCode(options, request.body))
    },
  )

  app.post(
    '/api/sign-in/authenticator',
    {
      config,
      schema: {
        ...{ tags, summary: 'Set up an authenticator that the sign-in demands', body: CodeInput },
        response: { 200: SessionWithCodes, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      const { personId, backupCodes } = await confirmAuthenticator(
        options,
        'first-authenticator',
        request.body,
      )
      const session = await enter(request, reply, { personId, by: 'code' })
      return { ...session, backupCodes }
    },
  )

  app.post(
    '/api/sign-in/passkey/begin',
    {
      config,
      schema: {
        ...{ tags, summary: 'A challenge to sign in with a passkey' },
        response: { 200: Begun, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      reply.header('cache-control', 'no-store')
      return beginPasskeySignIn(db, auth.baseUrl)
    },
  )

  app.post(
    '/api/sign-in/passkey',
    {
      config,
      schema: {
        ...{ tags, summary: 'Sign in with a passkey', body: PasskeyProof },
        response: { 200: Session, ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      const { personId } = await proveByPasskey(db, inWork, request.body, auth.baseUrl)
      return enter(request, reply, { personId, by: 'passkey' })
    },
  )

  app.post(
    '/api/sign-in/forgotten',
    {
      config,
      schema: {
        ...{ tags, summary: 'Mail a link to choose a new password', body: Forgotten },
        response: { 202: z.undefined(), ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      if (!sendsMail) throw new NoMail({})
      await askForReset(db, inWork, request.body.email)
      return reply.code(202).send()
    },
  )

  app.post(
    '/api/sign-in/reset',
    {
      config,
      schema: {
        ...{ tags, summary: 'Choose a new password, by a link', body: ResetInput },
        response: { 204: z.undefined(), ...refusals },
      },
    },
    async (request, reply) => {
      await knock(request)
      await choosePassword(db, inWork, request.body)
      return reply.code(204).send()
    },
  )
}
