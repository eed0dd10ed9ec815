import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { type Actor, audit, brand } from '../team/index.ts'
import {
  CustomerJourneys,
  Invited,
  JourneyDetail,
  JourneyList,
  NewJourney,
  ResultsQuery,
  RunPage,
  RunQuery,
} from './contract.ts'
import { invite } from './invite.ts'
import {
  createJourney,
  editJourney,
  pauseJourney,
  publishJourney,
  resumeJourney,
} from './journeys.ts'
import { journeyDetail, journeyList } from './pages.ts'
import { journeysOfCustomer, runPage } from './run-pages.ts'

interface JourneysRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
}

const tags = ['journeys']
const reads = { access: 'journeys:read' }
const writes = { access: 'journeys:write' }
const ById = z.object({ id: z.uuid() })
const refusals = { 404: Problem, 409: Problem, 422: Problem }

/** What is done to a journey, by whom, in one transaction with its line in the audit. */
type Change = (work: Work, id: string) => Promise<unknown>

export const journeysRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  const detail = async (id: string, query: ResultsQuery = {}) => {
    const { timeZone } = await brand(db)
    return journeyDetail(db, id, { ...query, now: clock.now(), timeZone })
  }
  const audited = (actor: Actor, action: string, id: string, change: Change) =>
    inWork(async (work) => {
      await change(work, id)
      await audit(work, actor, `journeys/${action}`, `journey:${id}`)
    })

  app.get(
    '/api/journeys',
    {
      config: reads,
      schema: { tags, querystring: ResultsQuery, response: { 200: JourneyList } },
    },
    (request) => journeyList(db, request.query),
  )

  app.get(
    '/api/journeys/:id',
    {
      config: reads,
      schema: {
        ...{ tags, params: ById, querystring: ResultsQuery },
        response: { 200: JourneyDetail, 404: Problem },
      },
    },
    (request) => detail(request.params.id, request.query),
  )

  app.post(
    '/api/journeys',
    { config: writes, schema: { tags, body: NewJourney, response: { 201: JourneyDetail } } },
    async (request, reply) => {
      const id = await inWork(async (work) => {
        const created = await createJourney(work, request.body)
        await audit(work, request.actor, 'journeys/created', `journey:${created}`)
        return created
      })
      return reply.code(201).send(await detail(id))
    },
  )

  app.put(
    '/api/journeys/:id',
    {
      config: writes,
      schema: {
        ...{ tags, params: ById, body: NewJourney },
        response: { 200: JourneyDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      await audited(actor, 'edited', params.id, (work, id) => editJourney(work, id, body))
      return detail(params.id)
    },
  )

  app.post(
    '/api/journeys/:id/invite',
    {
      config: writes,
      schema: { tags, params: ById, response: { 200: Invited, ...refusals } },
    },
    async ({ actor, params }) => {
      let invited = 0
      for (let after: string | undefined; ; ) {
        const portion = await inWork((work) => invite(work, params.id, after))
        invited += portion.invited
        if (!portion.next) break
        after = portion.next
      }
      await audited(actor, 'invited', params.id, async () => {})
      return { invited }
    },
  )

  const changes: [string, string, Change][] = [
    ['publish', 'published', publishJourney],
    ['pause', 'paused', pauseJourney],
    ['resume', 'resumed', resumeJourney],
  ]
  for (const [verb, action, change] of changes) {
    app.post(
      `/api/journeys/:id/${verb}`,
      {
        config: writes,
        schema: { tags, params: ById, response: { 200: JourneyDetail, ...refusals } },
      },
      async ({ actor, params }) => {
        await audited(actor, action, params.id, change)
        return detail(params.id)
      },
    )
  }

  app.get(
    '/api/journeys/:id/runs',
    {
      config: reads,
      schema: { tags, params: ById, querystring: RunQuery, response: { 200: RunPage } },
    },
    (request) => runPage(db, request.params.id, request.query),
  )

  app.get(
    '/api/customers/:id/journeys',
    {
      config: { access: 'customers:read' },
      schema: { tags, params: ById, response: { 200: CustomerJourneys } },
    },
    async (request) => ({ journeys: await journeysOfCustomer(db, request.params.id) }),
  )
}
