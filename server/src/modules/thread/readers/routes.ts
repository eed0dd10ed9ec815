import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../../../kernel/database.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit } from '../../team/index.ts'
import { alerts, setThresholds, thresholds } from './alerts.ts'
import { AlertThresholds, Readers } from './contract.ts'
import { readers } from './history.ts'

interface ReaderRoutesOptions {
  db: Db
  inWork: InWork
  clock: { now: () => Date }
}

const tags = ['thread']

/** Who reads the thread, how far and how fast, and when that is worth waking somebody. */
export const readerRoutes: FastifyPluginAsyncZod<ReaderRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.get(
    '/api/thread/readers',
    {
      config: { access: 'events:read' },
      schema: {
        ...{ tags, summary: 'Who reads the events, how far they are, and the alerts' },
        response: { 200: Readers },
      },
    },
    async () => ({
      readers: await readers(db, clock.now()),
      alerts: await alerts(db, clock.now()),
      thresholds: await thresholds(db),
    }),
  )

  app.put(
    '/api/thread/alerts',
    {
      config: { access: 'sources:write' },
      schema: {
        ...{ tags, summary: 'Change when a reader’s state is worth an alert' },
        body: AlertThresholds,
        response: { 200: AlertThresholds },
      },
    },
    ({ body, actor }) =>
      inWork(async (work) => {
        await setThresholds(work, body)
        await audit(work, actor, 'thread/alerts-changed', 'thread:alerts', body)
        return body
      }),
  )
}
