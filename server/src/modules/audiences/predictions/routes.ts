import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { InWork } from '../../../kernel/work.ts'
import { DefinitionReader } from '../definitions.ts'
import { PredictionName, PredictionShown, PredictionsInput, PredictionsKept } from './contract.ts'
import { forgetPredictions, keepPredictions, predictions } from './keep.ts'

const tags = ['audiences']
const Named = z.object({ name: PredictionName })

/** Forecasts that a model of the brand's own made, for conditions to compare. */
export const predictionRoutes: FastifyPluginAsyncZod<{ db: Db; inWork: InWork }> = async (
  app,
  { db, inWork },
) => {
  const reader = new DefinitionReader()

  app.get(
    '/api/audience-predictions',
    {
      config: { access: 'audiences:read' },
      schema: {
        ...{ tags, summary: 'The predictions that came from elsewhere' },
        response: { 200: z.array(PredictionShown) },
      },
    },
    () => predictions(db),
  )

  app.post(
    '/api/audience-predictions/:name',
    {
      config: { access: 'audiences:write' },
      schema: {
        ...{ tags, summary: 'Give a prediction: one number for each customer', params: Named },
        body: PredictionsInput,
        response: { 200: PredictionsKept },
      },
    },
    ({ params, body }) => inWork((work) => keepPredictions(work, { ...params, ...body, reader })),
  )

  app.delete(
    '/api/audience-predictions/:name',
    {
      config: { access: 'audiences:write' },
      schema: {
        ...{ tags, summary: 'Delete a prediction', params: Named },
        response: { 204: z.undefined() },
      },
    },
    async ({ params }, reply) => {
      while (await inWork((work) => forgetPredictions(work, { ...params, reader })));
      return reply.code(204).send()
    },
  )
}
