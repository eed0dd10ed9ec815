import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { actorRef, audit } from '../../team/index.ts'
import { cancelBacktest, deleteBacktest, orderBacktest } from './backtests.ts'
import {
  Backtest,
  BacktestList,
  BacktestOrder,
  BacktestRunDetail,
  BacktestRunPage,
  BacktestRunQuery,
} from './contract.ts'
import { backtest, backtestList, backtestRun, backtestRuns } from './pages.ts'

interface BacktestRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
}

const tags = ['journeys']
const reads = { access: 'journeys:read' }
const writes = { access: 'journeys:write' }
const OfJourney = z.object({ id: z.uuid() })
const One = OfJourney.extend({ backtest: z.uuid() })
const Run = One.extend({ run: z.uuid() })
const path = '/api/journeys/:id/backtests'

/** Trying a journey on the past: asked for here, done behind the request, looked at here again. */
export const backtestRoutes: FastifyPluginAsyncZod<BacktestRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.get(
    path,
    {
      config: reads,
      schema: {
        ...{ tags, params: OfJourney, response: { 200: BacktestList } },
        summary: 'Backtests of a journey, the newest first',
      },
    },
    ({ params }) => backtestList(db, params.id),
  )

  app.post(
    path,
    {
      config: writes,
      schema: {
        ...{ tags, params: OfJourney, body: BacktestOrder },
        summary: 'Try the last version of a journey on the past; nothing is sent',
        response: { 202: Backtest, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async ({ params, body, actor }, reply) => {
      const id = await inWork(async (work) => {
        const ordered = await orderBacktest(work, params.id, body, actorRef(actor))
        await audit(work, actor, 'journeys/backtest', `journey:${params.id}`, body)
        return ordered
      })
      return reply.code(202).send(await backtest(db, params.id, id))
    },
  )

  app.get(
    `${path}/:backtest`,
    {
      config: reads,
      schema: {
        ...{ tags, params: One, response: { 200: Backtest, 404: Problem } },
        summary: 'A backtest: how far it has come, and what it found',
      },
    },
    ({ params }) => backtest(db, params.id, params.backtest),
  )

  app.post(
    `${path}/:backtest/cancel`,
    {
      config: writes,
      schema: {
        ...{ tags, params: One, response: { 200: Backtest, 404: Problem, 409: Problem } },
        summary: 'Cancel a backtest that is not done',
      },
    },
    async ({ params }) => {
      await backtest(db, params.id, params.backtest)
      await inWork((work) => cancelBacktest(work, params.backtest))
      return backtest(db, params.id, params.backtest)
    },
  )

  app.delete(
    `${path}/:backtest`,
    {
      config: writes,
      schema: {
        ...{ tags, params: One, response: { 204: z.null(), 404: Problem } },
        summary: 'Delete a backtest with all that it found',
      },
    },
    async ({ params, actor }, reply) => {
      await backtest(db, params.id, params.backtest)
      await inWork(async (work) => {
        await deleteBacktest(work, params.backtest)
        await audit(work, actor, 'journeys/backtest-deleted', `journey:${params.id}`)
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    `${path}/:backtest/runs`,
    {
      config: reads,
      schema: {
        ...{ tags, params: One, querystring: BacktestRunQuery },
        summary: 'Who would have entered, page by page',
        response: { 200: BacktestRunPage, 404: Problem },
      },
    },
    async ({ params, query }) => {
      await backtest(db, params.id, params.backtest)
      return backtestRuns(db, params.backtest, query)
    },
  )

  app.get(
    `${path}/:backtest/runs/:run`,
    {
      config: reads,
      schema: {
        ...{ tags, params: Run, response: { 200: BacktestRunDetail, 404: Problem } },
        summary: 'The way that one person would have gone, with what they would have been sent',
      },
    },
    async ({ params }) => {
      await backtest(db, params.id, params.backtest)
      return backtestRun(db, params.backtest, params.run)
    },
  )
}
