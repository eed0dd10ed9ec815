import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { Seal } from '../../../kernel/seal.ts'
import type { InWork } from '../../../kernel/work.ts'
import { NewSync, Sync, SyncChange, SyncCreated } from './contract.ts'
import { askForAll } from './loop.ts'
import { changeSync, createSync, deleteSync, sync, syncs } from './syncs.ts'

const tags = ['audiences']
const reading = { access: 'audiences:read' }
const writing = { access: 'audiences:write' }
const One = z.object({ id: z.uuid() })

interface SyncRoutesOptions {
  db: Db
  inWork: InWork
  seal: Seal
}

/** Where audiences are sent: webhooks and advertising platforms, with what became of each call. */
export const syncRoutes: FastifyPluginAsyncZod<SyncRoutesOptions> = async (
  app,
  { db, inWork, seal },
) => {
  app.get(
    '/api/audience-syncs',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'Where audiences are sent to, and how that goes' },
        response: { 200: z.array(Sync) },
      },
    },
    () => syncs(db),
  )

  app.post(
    '/api/audiences/:id/syncs',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Send an audience elsewhere, and keep it up to date there',
        params: One,
        body: NewSync,
        response: { 201: SyncCreated, 404: Problem },
      },
    },
    async ({ actor, params, body }, reply) => {
      const created = { ...body, audienceId: params.id, seal }
      const { id, secret } = await inWork((work) => createSync(work, actor, created))
      return reply.code(201).send({ sync: await sync(db, id), secret })
    },
  )

  app.patch(
    '/api/audience-syncs/:id',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Change a sync of an audience', params: One, body: SyncChange },
        response: { 200: Sync, 404: Problem },
      },
    },
    async ({ actor, params, body }) => {
      await inWork((work) => changeSync(work, actor, params.id, body.state))
      return sync(db, params.id)
    },
  )

  app.post(
    '/api/audience-syncs/:id/run',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Send the whole audience again, now', params: One },
        response: { 200: Sync, 404: Problem },
      },
    },
    async ({ params }) => {
      await askForAll(inWork, params.id)
      return sync(db, params.id)
    },
  )

  app.delete(
    '/api/audience-syncs/:id',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'End a sync of an audience', params: One },
        response: { 204: z.undefined(), 404: Problem },
      },
    },
    async ({ actor, params }, reply) => {
      await inWork((work) => deleteSync(work, actor, params.id))
      return reply.code(204).send()
    },
  )
}
