import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endOtherSessions } from './account.ts'
import { Role } from './contract.ts'
import { entryRefusals as refusals, type TeamRoutesOptions } from './entry-routes.ts'
import { refuseStronger } from './people.ts'
import { ResetLink, StrictRoles } from './proof-contract.ts'
import { removeProofs, setStrict, strictRoles } from './proofs.ts'
import { makeResetLink } from './reset.ts'

const tags = ['team']
const config = { access: 'team:write' }
const ById = z.object({ id: z.uuid() })
const done = { 204: z.undefined(), ...refusals }

/** What an owner does for colleagues who cannot get in, or against those who should not. */
export const helpRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (
  app,
  { db, inWork, auth },
) => {
  app.post(
    '/api/people/:id/reset-link',
    {
      config,
      schema: {
        ...{ tags, summary: 'A one-time link by which somebody chooses a new password' },
        params: ById,
        response: { 201: ResetLink, ...refusals },
      },
    },
    async ({ actor, params: { id } }, reply) => {
      const link = await inWork(async (work) => {
        await refuseStronger(work, actor, id)
        return makeResetLink(work, actor, { personId: id, baseUrl: auth.baseUrl })
      })
      return reply.code(201).header('cache-control', 'no-store').send(link)
    },
  )

  app.delete(
    '/api/people/:id/proofs',
    {
      config,
      schema: {
        ...{ tags, summary: 'Take away the authenticator and the passkeys of somebody' },
        params: ById,
        response: done,
      },
    },
    async ({ actor, params: { id } }, reply) => {
      await inWork(async (work) => {
        await refuseStronger(work, actor, id)
        await removeProofs(work, actor, id)
      })
      return reply.code(204).send()
    },
  )

  app.delete(
    '/api/people/:id/sessions',
    {
      config,
      schema: { tags, summary: 'Sign somebody out everywhere', params: ById, response: done },
    },
    async ({ actor, params: { id } }, reply) => {
      await inWork(async (work) => {
        await refuseStronger(work, actor, id)
        await endOtherSessions(work, actor, { personId: id })
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/roles/strict',
    {
      config: { access: 'team:read' },
      schema: {
        ...{ tags, summary: 'The roles that must sign in with two proofs' },
        response: { 200: StrictRoles, ...refusals },
      },
    },
    async () => ({ strict: await strictRoles(db) }),
  )

  app.patch(
    '/api/roles/:role',
    {
      config,
      schema: {
        tags,
        summary: 'Say whether a role must sign in with two proofs',
        params: z.object({ role: Role }),
        body: z.object({ strict: z.boolean() }),
        response: done,
      },
    },
    async ({ actor, params, body }, reply) => {
      await inWork((work) => setStrict(work, actor, { ...params, ...body }))
      return reply.code(204).send()
    },
  )
}
