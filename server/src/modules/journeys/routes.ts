import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Problem } from '../../kernel/http.ts'
import { actorRef, audit, brand } from '../team/index.ts'
import { campaignRoutes } from './campaigns/routes.ts'
import {
  CustomerJourneys,
  DiscardDraft,
  Inside,
  Invited,
  JourneyChange,
  JourneyDetail,
  JourneyList,
  NewJourney,
  ResultsQuery,
  RollBack,
  RunPage,
  RunQuery,
} from './contract.ts'
import { invite } from './invite.ts'
import { createJourney, discardDraft, editJourney } from './journeys.ts'
import { journeyDetail, journeyList } from './pages.ts'
import { peopleRoutes } from './people-routes.ts'
import { publishJourney, rollBack } from './publish.ts'
import { readyRoutes } from './ready/routes.ts'
import {
  auditing,
  ById,
  type Change,
  type JourneysRoutesOptions,
  reads,
  refusals,
  tags,
  writes,
} from './route-parts.ts'
import { journeysOfCustomer, runPage } from './run-pages.ts'
import { drainJourney, pauseJourney, resumeJourney, stopJourney } from './status.ts'
import { versionRoutes } from './version-routes.ts'

export const journeysRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  const detail = async (id: string, query: ResultsQuery = {}) => {
    const { timeZone } = await brand(db)
    return journeyDetail(db, id, { ...query, now: clock.now(), timeZone })
  }
  const audited = auditing(inWork)
  await app.register(versionRoutes, { db, inWork, clock })
  await app.register(campaignRoutes, { db, inWork, clock })
  await app.register(peopleRoutes, { db, inWork, clock })
  await app.register(readyRoutes, { db, inWork, clock })

  app.get(
    '/api/journeys',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Journeys with their results', querystring: ResultsQuery },
        response: { 200: JourneyList },
      },
    },
    (request) => journeyList(db, request.query),
  )

  app.get(
    '/api/journeys/:id',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'One journey with its results',
          params: ById,
          querystring: ResultsQuery,
        },
        response: { 200: JourneyDetail, 404: Problem },
      },
    },
    (request) => detail(request.params.id, request.query),
  )

  app.post(
    '/api/journeys',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Begin a journey, as a draft', body: NewJourney },
        response: { 201: JourneyDetail },
      },
    },
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
        ...{ tags, summary: 'Change the draft of a journey', params: ById, body: JourneyChange },
        response: { 200: JourneyDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      await audited(actor, 'edited', params.id, (work, id) =>
        editJourney(work, id, body, actorRef(actor)),
      )
      return detail(params.id)
    },
  )

  app.post(
    '/api/journeys/:id/discard',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Throw away what is not published of a journey', params: ById },
        body: DiscardDraft,
        response: { 200: JourneyDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      await audited(actor, 'discarded', params.id, (work, id) =>
        discardDraft(work, id, body.revision, actorRef(actor)),
      )
      return detail(params.id)
    },
  )

  app.post(
    '/api/journeys/:id/invite',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Let in who was in the audience before the journey began' },
        params: ById,
        response: { 200: Invited, ...refusals },
      },
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

  const changes: [string, string, Change<unknown>, string][] = [
    ['pause', 'paused', pauseJourney, 'Pause a journey: nobody goes on, and nothing is sent'],
    ['resume', 'resumed', resumeJourney, 'Let a journey go on that was paused, drained or stopped'],
    ['drain', 'drained', drainJourney, 'Let nobody enter; who is inside goes on to the end'],
    ['stop', 'stopped', stopJourney, 'End a journey; who is inside leaves at once'],
  ]
  for (const [verb, action, change, summary] of changes) {
    app.post(
      `/api/journeys/:id/${verb}`,
      {
        config: writes,
        schema: { tags, summary, params: ById, response: { 200: JourneyDetail, ...refusals } },
      },
      async ({ actor, params }) => {
        await audited(actor, action, params.id, change)
        return detail(params.id)
      },
    )
  }

  app.post(
    '/api/journeys/:id/publish',
    {
      config: writes,
      schema: {
        ...{
          tags,
          summary: 'Publish the draft as a new version',
          params: ById,
          body: Inside.nullish(),
        },
        response: { 200: JourneyDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      const publish: Change<unknown> = (work, id) => publishJourney(work, id, body ?? undefined)
      await audited(actor, 'published', params.id, publish)
      return detail(params.id)
    },
  )

  app.post(
    '/api/journeys/:id/rollback',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Publish an earlier version again', params: ById, body: RollBack },
        response: { 200: JourneyDetail, ...refusals },
      },
    },
    async ({ actor, params, body }) => {
      const { version, ...inside } = body
      const back: Change<unknown> = (work, id) => rollBack(work, id, version, inside)
      await audited(actor, 'rolled-back', params.id, back)
      return detail(params.id)
    },
  )

  app.get(
    '/api/journeys/:id/runs',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Who went through a journey, page by page', params: ById },
        querystring: RunQuery,
        response: { 200: RunPage },
      },
    },
    (request) => runPage(db, request.params.id, request.query),
  )

  app.get(
    '/api/customers/:id/journeys',
    {
      config: { access: 'customers:read' },
      schema: {
        ...{ tags, summary: 'The journeys of a customer', params: ById },
        response: { 200: CustomerJourneys },
      },
    },
    async (request) => ({ journeys: await journeysOfCustomer(db, request.params.id) }),
  )
}
