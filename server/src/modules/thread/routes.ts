import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import { liveStream } from '../../kernel/live.ts'
import type { Signals } from '../../kernel/signals.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { audit } from '../team/index.ts'
import { consumerStates } from './consume.ts'
import {
  LiveEvent,
  NewSource,
  ParkedEvent,
  QuarantinedEvent,
  RetriedMany,
  RetryMany,
  Source,
  ThreadHealth,
} from './contract.ts'
import type { Door } from './door/door.ts'
import { sourceRoutes } from './door/routes.ts'
import { hookRoutes } from './hooks/routes.ts'
import { Origin } from './live/contract.ts'
import { follow, liveEvents, type NamesOf } from './live/live-view.ts'
import { originOf } from './live/origin.ts'
import { planRoutes } from './plan/routes.ts'
import { alerts } from './readers/alerts.ts'
import { replayParked } from './readers/replay.ts'
import { readerRoutes } from './readers/routes.ts'
import { createSource, sources } from './source.ts'
import { parkedEvents, quarantined, retryMany, retryQuarantined, troubleCounts } from './trouble.ts'

interface ThreadRoutesOptions {
  db: Db
  inWork: InWork
  clock: { now: () => Date }
  signals: Signals
  door: Door
  namesOf: NamesOf
}

const tags = ['thread']
const reads = { access: 'events:read' }
const writes = { access: 'sources:write' }
const ById = z.object({ id: z.uuid() })
const redone = (summary: string) => ({
  config: writes,
  schema: {
    ...{ tags, summary, params: ById },
    response: { 204: z.undefined(), 404: Problem, 422: Problem },
  },
})

/** Sources, what flows in, and what could not. */
export const threadRoutes: FastifyPluginAsyncZod<ThreadRoutesOptions> = async (
  app,
  { db, inWork, clock, signals, door, namesOf },
) => {
  const { gate } = door
  await app.register(sourceRoutes, { db, inWork, clock })
  await app.register(planRoutes, { db, inWork, clock })
  await app.register(readerRoutes, { db, inWork, clock })
  await app.register(hookRoutes, { db, inWork, clock, door, ...door })

  app.get(
    '/api/sources',
    {
      config: { access: 'sources:read' },
      schema: { tags, summary: 'The sources of events', response: { 200: z.array(Source) } },
    },
    () => sources(db),
  )

  app.post(
    '/api/sources',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Add a source of events', body: NewSource },
        response: { 201: Source, 409: Problem },
      },
    },
    async (request, reply) => {
      const source = await inWork(async (work) => {
        const created = await createSource(work, request.body)
        await audit(
          work,
          request.actor,
          'thread/source-created',
          `source:${created.id}`,
          request.body,
        )
        return created
      })
      return reply.code(201).send(source)
    },
  )

  app.get(
    '/api/events',
    {
      config: reads,
      schema: { tags, summary: 'The last events that came', response: { 200: z.array(LiveEvent) } },
    },
    () => liveEvents(db, namesOf, undefined),
  )

  app.get(
    '/api/events/live',
    {
      config: reads,
      schema: { tags, summary: 'Follow the events that come, by server-sent events' },
    },
    async (request, reply) => follow(liveStream(request, reply), { db, signals, namesOf }),
  )

  app.get(
    '/api/events/:position/origin',
    {
      config: reads,
      schema: {
        tags,
        summary: 'How an event came, and what was made of it',
        params: z.object({ position: z.coerce.number().int().min(1) }),
        response: { 200: Origin, 404: Problem },
      },
    },
    ({ params: { position } }) => originOf(db, position),
  )

  app.get(
    '/api/thread/health',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How far each reader is, and what went wrong' },
        response: { 200: ThreadHealth },
      },
    },
    async () => ({
      consumers: await consumerStates(db),
      ...(await troubleCounts(db)),
      alerts: await alerts(db, clock.now()),
    }),
  )

  const page = z.object({
    before: z.uuid().optional(),
    source: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  app.get(
    '/api/quarantine',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Events that were refused, the newest first', querystring: page },
        response: { 200: z.array(QuarantinedEvent) },
      },
    },
    ({ query }) => quarantined(db, query),
  )

  app.get(
    '/api/parked',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Events that a reader set aside' },
        response: { 200: z.array(ParkedEvent) },
      },
    },
    () => parkedEvents(db, 200),
  )

  const again = (
    action: string,
    summary: string,
    redo: (work: Work, id: string) => Promise<void>,
  ) =>
    app.post(`/api/${action}`, redone(summary), async (request, reply) => {
      const { id } = request.params
      await inWork(async (work) => {
        await redo(work, id)
        await audit(work, request.actor, 'thread/event-retried', `event:${id}`)
      })
      return reply.code(204).send()
    })
  again('quarantine/:id/retry', 'Try an event that was refused again', (work, id) =>
    retryQuarantined(work, gate, id),
  )

  app.post(
    '/api/quarantine/retry',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Try all again that was refused, by filters', body: RetryMany },
        response: { 200: RetriedMany },
      },
    },
    async ({ body, actor }) => {
      const result = await retryMany(inWork, gate, body)
      await inWork((work) =>
        audit(work, actor, 'thread/events-retried', 'quarantine:all', { ...body, ...result }),
      )
      return result
    },
  )
  again('parked/:id/replay', 'Give an event that was set aside to its reader again', replayParked)
}
