import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit } from '../../team/index.ts'
import {
  EventName,
  EventSchema,
  Plan,
  PlanChange,
  PlannedDetail,
  Trial,
  TrialInput,
} from './contract.ts'
import { inferSchema } from './infer.ts'
import { changePlan, plannedDetail, readPlan } from './store.ts'
import { tryPlan } from './trial.ts'
import { vocabulary } from './vocabulary.ts'

interface PlanRoutesOptions {
  db: Db
  inWork: InWork
  clock: { now: () => Date }
}

const tags = ['thread']
const reads = { access: 'sources:read' }
const writes = { access: 'sources:write' }
const named = z.object({ name: EventName })

/** The tracking plan: what events must look like, and what they looked like. */
export const planRoutes: FastifyPluginAsyncZod<PlanRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.get(
    '/api/plan',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The tracking plan: all events, planned or seen' },
        response: { 200: Plan },
      },
    },
    () => readPlan(db, clock.now()),
  )

  app.get(
    '/api/plan/event',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One event of the tracking plan, with its versions' },
        querystring: named,
        response: { 200: PlannedDetail },
      },
    },
    ({ query: { name } }) => plannedDetail(db, name, clock.now()),
  )

  app.get(
    '/api/plan/draft',
    {
      config: reads,
      schema: {
        tags,
        summary: 'A first schema of an event, from what came or the vocabulary',
        querystring: named.extend({ from: z.enum(['seen', 'vocabulary']).default('seen') }),
        response: { 200: EventSchema },
      },
    },
    async ({ query: { name, from } }) =>
      (from === 'vocabulary' && vocabulary[name]) || inferSchema(db, name),
  )

  app.put(
    '/api/plan/event',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change what the tracking plan says of an event', body: PlanChange },
        response: { 200: PlannedDetail },
      },
    },
    ({ body, actor }) =>
      inWork(async (work) => {
        const version = await changePlan(work, `${actor.kind}:${actor.id}`, body)
        const detail = await plannedDetail(work.tx, body.name, work.now)
        await audit(work, actor, 'thread/plan-changed', `event-name:${body.name}`, {
          ...{ version, mode: body.mode },
        })
        return detail
      }),
  )

  // Reads events of customers, so whoever may see them.
  app.post(
    '/api/plan/trial',
    {
      config: { access: 'events:read' },
      schema: {
        ...{ tags, summary: 'Try a schema on the events that came; nothing is changed' },
        body: TrialInput,
        response: { 200: Trial },
      },
    },
    ({ body }) => tryPlan(db, body, clock.now()),
  )
}
