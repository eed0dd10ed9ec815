import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { remember } from '../../kernel/settings.ts'
import { actorRef, audit } from '../team/index.ts'
import {
  HandPick,
  HandPicked,
  JourneySettings,
  Started,
  StartRun,
  TaskOutcome,
  TaskPage,
  TaskQuery,
} from './contract.ts'
import { journeySettings, settingsName } from './people.ts'
import {
  auditing,
  ById,
  type JourneysRoutesOptions,
  reads,
  refusals,
  tags,
  writes,
} from './route-parts.ts'
import { pickPeople, startRun } from './start.ts'
import { finishTask, taskPage } from './tasks.ts'

/** Who begins because somebody says so, what people are to do for them, and who is left alone. */
export const peopleRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.post(
    '/api/journeys/:id/start',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Let a customer begin a journey, because a program asks',
          params: ById,
          body: StartRun,
        },
        response: { 202: Started, ...refusals },
      },
    },
    async ({ actor, params, body }, reply) => {
      const started = await auditing(inWork)(actor, 'started', params.id, (work, id) =>
        startRun(work, id, body),
      )
      return reply.code(202).send(started)
    },
  )

  app.post(
    '/api/journeys/:id/people',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Let customers picked by hand begin a journey',
          params: ById,
          body: HandPick,
        },
        response: { 200: HandPicked, ...refusals },
      },
    },
    ({ actor, params, body }) =>
      auditing(inWork)(actor, 'picked', params.id, (work, id) => pickPeople(work, id, body)),
  )

  app.get(
    '/api/journey-tasks',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'What journeys ask the team to do', querystring: TaskQuery },
        response: { 200: TaskPage },
      },
    },
    ({ query }) => taskPage(db, query),
  )

  app.post(
    '/api/journey-tasks/:id/done',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Say how a task ended', params: ById, body: TaskOutcome },
        response: { 204: z.undefined(), 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params, body }, reply) => {
      await inWork(async (work) => {
        await finishTask(work, params.id, actorRef(actor), body.outcome)
        await audit(work, actor, 'journeys/task-done', `task:${params.id}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/journey-settings',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How many customers no journey writes to, to measure by' },
        response: { 200: JourneySettings },
      },
    },
    () => journeySettings(db),
  )

  app.put(
    '/api/journey-settings',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change how many customers no journey writes to' },
        body: JourneySettings,
        response: { 200: JourneySettings },
      },
    },
    ({ actor, body }) =>
      inWork(async (work) => {
        await remember(work.tx, settingsName, body, work.now)
        await audit(work, actor, 'journeys/settings-changed', 'journeys:settings', body)
        return body
      }),
  )
}
