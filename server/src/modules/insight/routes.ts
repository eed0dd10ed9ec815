import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { CustomerValue, Home, HomeQuery, Series, SeriesQuery } from './contract.ts'
import { series } from './figures.ts'
import { home } from './home.ts'
import { customerValue, type RefuseMeasuring } from './value.ts'

interface InsightRoutesOptions {
  db: Db
  refusingMeasure: RefuseMeasuring
}

export const insightRoutes: FastifyPluginAsyncZod<InsightRoutesOptions> = async (
  app,
  { db, refusingMeasure },
) => {
  app.get(
    '/api/insight/home',
    {
      config: { access: 'insight:read' },
      schema: {
        ...{ tags: ['insight'], summary: 'The figures of the home page, beside those of before' },
        querystring: HomeQuery,
        response: { 200: Home },
      },
    },
    (request) => home(db, request.query),
  )

  app.get(
    '/api/insight/daily',
    {
      config: { access: 'insight:read' },
      schema: {
        ...{ tags: ['insight'], summary: 'The figures, day by day or month by month' },
        querystring: SeriesQuery,
        response: { 200: Series },
      },
    },
    (request) => series(db, request.query),
  )

  app.get(
    '/api/customers/:id/value',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['insight'],
        summary: 'What a customer has bought',
        params: z.object({ id: z.uuid() }),
        response: { 200: CustomerValue },
      },
    },
    (request) => customerValue(db, request.params.id, refusingMeasure),
  )
}
