import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { isbot } from 'isbot'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { Measurement } from '../contract.ts'
import { UnknownMeasuredSite } from '../refusals.ts'
import { countView, measurement } from './count.ts'

interface MeasureOptions {
  inWork: InWork
  /** Whose write keys are known. */
  keyring: { find(writeKey: string): Promise<{ readonly id: string } | undefined> }
}

/** Nothing that could name somebody is taken, and of an address not what stands behind its path. */
const Told = z.strictObject({
  writeKey: z.string().max(100),
  visitor: z.uuid(),
  path: z.string().startsWith('/').max(2000),
})

/** The door of the measurement that needs no consent. It leads to sums, and never to the thread. */
export const measureRoutes: FastifyPluginAsyncZod<MeasureOptions> = async (
  app,
  { inWork, keyring },
) => {
  // A page that is left can send text without asking first.
  app.addContentTypeParser(
    'text/plain',
    { parseAs: 'string', bodyLimit: 4096 },
    (_, body, done) => {
      try {
        done(null, JSON.parse(String(body)))
      } catch {
        done(null, undefined)
      }
    },
  )
  app.post(
    '/v1/measure',
    {
      config: { access: 'public' },
      schema: {
        tags: ['consent'],
        summary: 'Count a page view without knowing whose',
        body: Told,
        response: { 204: z.undefined(), 400: Problem, 401: Problem },
      },
    },
    async ({ body: { writeKey, visitor, path }, headers }, reply) => {
      const source = await keyring.find(writeKey)
      if (!source) throw new UnknownMeasuredSite({})
      const agent = headers['user-agent']
      if (agent && !isbot(agent)) {
        const page = (path.split(/[?#]/)[0] ?? '/').slice(0, 200)
        await inWork((work) => countView(work, { sourceId: source.id, visitor, path: page }))
      }
      return reply.code(204).send()
    },
  )
}

/** The sums, for whoever may see how the shop does. */
export const measurementRoutes: FastifyPluginAsyncZod<{
  db: Db
  clock: { now(): Date }
}> = async (app, { db, clock }) => {
  app.get(
    '/api/consent/measurement',
    {
      config: { access: 'consent:read' },
      schema: {
        ...{ tags: ['consent'], summary: 'How many views and visitors were counted anonymously' },
        response: { 200: Measurement },
      },
    },
    () => measurement(db, clock.now()),
  )
}
