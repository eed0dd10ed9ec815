import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit } from '../../team/index.ts'
import { Source } from '../contract.ts'
import { HealthSpan, KeyRotation, SourceChange, SourceHealth } from './contract.ts'
import { sourceHealth } from './health.ts'
import { changeSource, rotateKey, source } from './settings.ts'

interface SourceRoutesOptions {
  db: Db
  inWork: InWork
  clock: { now: () => Date }
}

const tags = ['thread']
const reads = { access: 'sources:read' }
const writes = { access: 'sources:write' }
const params = z.object({ id: z.uuid() })

/** One source: what it may do, how it is. */
export const sourceRoutes: FastifyPluginAsyncZod<SourceRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.get(
    '/api/sources/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One source of events', params },
        response: { 200: Source, 404: Problem },
      },
    },
    ({ params: { id } }) => source(db, id),
  )

  app.get(
    '/api/sources/:id/health',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What became of what a source sent, by minute or hour', params },
        querystring: z.object({ by: HealthSpan.default('minute') }),
        response: { 200: SourceHealth, 404: Problem },
      },
    },
    async ({ params: { id }, query: { by } }) => {
      await source(db, id)
      return sourceHealth(db, id, by, clock.now())
    },
  )

  app.patch(
    '/api/sources/:id',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Change a source: its name, its limits, whether it is open',
          params,
          body: SourceChange,
        },
        response: { 200: Source, 404: Problem, 409: Problem },
      },
    },
    ({ params: { id }, body, actor }) =>
      inWork(async (work) => {
        const changed = await changeSource(work, id, body)
        await audit(work, actor, 'thread/source-changed', `source:${id}`, body)
        return changed
      }),
  )

  app.post(
    '/api/sources/:id/key',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Replace the write key; the old one works on for a while', params },
        body: KeyRotation,
        response: { 200: Source, 404: Problem },
      },
    },
    ({ params: { id }, body, actor }) =>
      inWork(async (work) => {
        const changed = await rotateKey(work, id, body)
        await audit(work, actor, 'thread/source-key-replaced', `source:${id}`, body)
        return changed
      }),
  )
}
