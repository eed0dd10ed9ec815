import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { ApiKey, Invited, InviteInput, KeyInput, NewKey, People, Role } from './contract.ts'
import type { TeamRoutesOptions } from './entry-routes.ts'
import { helpRoutes } from './help-routes.ts'
import { withdrawInvitation } from './invitations.ts'
import { createKey, keys, revokeKey } from './keys.ts'
import { changeRole, invite, people, removePerson } from './people.ts'
import { proofRoutes } from './proof-routes.ts'
import { sessionRoutes } from './session-routes.ts'

const tags = ['team']
const reads = { access: 'team:read' }
const writes = { access: 'team:write' }
const refusals = { 401: Problem, 403: Problem, 404: Problem, 409: Problem }
const done = { 204: z.undefined(), ...refusals }
const ById = z.object({ id: z.uuid() })

/** Who works here, and which programs may. */
export const teamRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (app, options) => {
  const { db, inWork, auth } = options
  await app.register(sessionRoutes, options)
  await app.register(proofRoutes, options)
  await app.register(accountRoutes, options)
  await app.register(helpRoutes, options)
  await app.register(auditRoutes, options)

  app.get(
    '/api/people',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The team, and who is invited' },
        response: { 200: People, ...refusals },
      },
    },
    () => people(db),
  )

  app.post(
    '/api/people',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Invite somebody to the team', body: InviteInput },
        response: { 201: Invited, ...refusals },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const invited = await inWork((work) => invite(work, actor, body, auth.baseUrl))
      return reply.code(201).send(invited)
    },
  )

  app.patch(
    '/api/people/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change the role of somebody', params: ById },
        body: z.object({ role: Role }),
        response: done,
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      await inWork((work) => changeRole(work, actor, { ...params, ...body }))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/people/:id',
    {
      config: writes,
      schema: { tags, summary: 'Remove somebody from the team', params: ById, response: done },
    },
    async (request, reply) => {
      await inWork((work) => removePerson(work, request.actor, request.params.id))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/people/invitations/:id',
    {
      config: writes,
      schema: { tags, summary: 'Withdraw an invitation', params: ById, response: done },
    },
    async (request, reply) => {
      await inWork((work) => withdrawInvitation(work, request.actor, request.params.id))
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/keys',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The keys of the API, without their secrets' },
        response: { 200: z.object({ keys: z.array(ApiKey) }), ...refusals },
      },
    },
    async () => ({ keys: await keys(db) }),
  )

  app.post(
    '/api/keys',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Make a key of the API, told this once', body: KeyInput },
        response: { 201: NewKey, ...refusals },
      },
    },
    async (request, reply) => {
      const key = await inWork((work) => createKey(work, request.actor, request.body))
      return reply.code(201).header('cache-control', 'no-store').send(key)
    },
  )

  app.delete(
    '/api/keys/:id',
    {
      config: writes,
      schema: { tags, summary: 'Revoke a key of the API', params: ById, response: done },
    },
    async (request, reply) => {
      await inWork((work) => revokeKey(work, request.actor, request.params.id))
      return reply.code(204).send()
    },
  )
}
