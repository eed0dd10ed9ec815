import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  accountOf,
  changePassword,
  dropAuthenticator,
  endOtherSessions,
  endSession,
  newBackupCodes,
  type Self,
} from './account.ts'
import { beginAuthenticator, confirmAuthenticator } from './authenticator.ts'
import { visitorOf } from './authorise.ts'
import { brand } from './brand.ts'
import { entryRefusals as refusals, type TeamRoutesOptions } from './entry-routes.ts'
import { addPasskey, beginPasskey, removePasskey } from './passkeys.ts'
import { confirmPassword } from './passwords.ts'
import {
  Account,
  BackupCodes,
  Begun,
  CodeInput,
  Confirmed,
  NewAuthenticator,
  Passkey,
  PasskeyInput,
  PasswordChange,
} from './proof-contract.ts'
import { NotSignedIn } from './refusals.ts'
import { sessionOf } from './sessions.ts'

const tags = ['team']
const config = { access: 'session' }
const ById = z.object({ id: z.uuid() })
const done = { 204: z.undefined(), ...refusals }

/** A person's own account. What decides how they sign in asks for the password again. */
export const accountRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (app, options) => {
  const { db, inWork, auth, seal } = options
  const selfOf = async (request: FastifyRequest): Promise<Self> => {
    const self = await sessionOf(auth, visitorOf(request))
    if (!self) throw new NotSignedIn({})
    return self
  }
  const confirmed = async (request: FastifyRequest, password: string): Promise<Self> => {
    const self = await selfOf(request)
    await confirmPassword(db, self.person, password)
    return self
  }
  app.addHook('onSend', async (_, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/api/account',
    {
      config,
      schema: {
        ...{ tags, summary: 'One’s own account: proofs of identity and open sessions' },
        response: { 200: Account, ...refusals },
      },
    },
    async (request) => accountOf(db, await selfOf(request)),
  )

  app.post(
    '/api/account/password',
    {
      config,
      schema: { tags, summary: 'Change one’s own password', body: PasswordChange, response: done },
    },
    async (request, reply) => {
      const self = await confirmed(request, request.body.password)
      await changePassword(inWork, self, request.body.next)
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/account/authenticator/begin',
    {
      config,
      schema: {
        ...{ tags, summary: 'A secret for a new authenticator', body: Confirmed },
        response: { 200: NewAuthenticator, ...refusals },
      },
    },
    async (request) => {
      const { person } = await confirmed(request, request.body.password)
      const { name } = await brand(db)
      return beginAuthenticator({ tx: db, seal }, 'new-authenticator', {
        ...person,
        brandName: name,
      })
    },
  )

  app.post(
    '/api/account/authenticator',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take a new authenticator into use, with its first code' },
        body: CodeInput,
        response: { 200: BackupCodes, ...refusals },
      },
    },
    async ({ body }) => {
      const { backupCodes } = await confirmAuthenticator(options, 'new-authenticator', body)
      return { backupCodes }
    },
  )

  app.post(
    '/api/account/authenticator/remove',
    {
      config,
      schema: { tags, summary: 'Remove one’s authenticator', body: Confirmed, response: done },
    },
    async (request, reply) => {
      const { person } = await confirmed(request, request.body.password)
      await inWork((work) => dropAuthenticator(work, person))
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/account/backup-codes',
    {
      config,
      schema: {
        ...{ tags, summary: 'Make new backup codes; the old ones work no more', body: Confirmed },
        response: { 200: BackupCodes, ...refusals },
      },
    },
    async (request) => {
      const { person } = await confirmed(request, request.body.password)
      return { backupCodes: await inWork((work) => newBackupCodes(work, person)) }
    },
  )

  app.post(
    '/api/account/passkeys/begin',
    {
      config,
      schema: {
        ...{ tags, summary: 'A challenge to add a passkey', body: Confirmed },
        response: { 200: Begun, ...refusals },
      },
    },
    async (request) => {
      const { person } = await confirmed(request, request.body.password)
      return beginPasskey(db, person, auth.baseUrl)
    },
  )

  app.post(
    '/api/account/passkeys',
    {
      config,
      schema: {
        ...{ tags, summary: 'Add a passkey', body: PasskeyInput },
        response: { 201: Passkey, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      return reply.code(201).send(await addPasskey(inWork, actor, body, auth.baseUrl))
    },
  )

  app.delete(
    '/api/account/passkeys/:id',
    { config, schema: { tags, summary: 'Remove a passkey', params: ById, response: done } },
    async (request, reply) => {
      await inWork((work) => removePasskey(work, request.actor.id, request.params.id))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/account/sessions/:id',
    {
      config,
      schema: { tags, summary: 'End one of one’s own sessions', params: ById, response: done },
    },
    async (request, reply) => {
      const { person } = await selfOf(request)
      await inWork((work) => endSession(work, person, request.params.id))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/account/sessions',
    {
      config,
      schema: { tags, summary: 'End all one’s own sessions but this one', response: done },
    },
    async (request, reply) => {
      const { person, sessionId } = await selfOf(request)
      await inWork((work) =>
        endOtherSessions(work, request.actor, { personId: person.id, keep: sessionId }),
      )
      return reply.code(204).send()
    },
  )
}
