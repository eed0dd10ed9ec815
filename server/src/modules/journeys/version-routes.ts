import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { armsOf } from './arms.ts'
import { ArmsQuery, JourneyArms } from './arms-contract.ts'
import { DiffQuery, InsidePreview, JourneyDiff, VersionDetail } from './contract.ts'
import { ById, type JourneysRoutesOptions, reads, tags } from './route-parts.ts'
import { insidePreview, versionDetail, versionDiff } from './versions.ts'

const answers = { 404: Problem }

/** What the versions of a journey say, and who is inside by which. */
export const versionRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, clock },
) => {
  app.get(
    '/api/journeys/:id/arms',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'What became of those drawn into each arm of a journey’s splits',
          params: ById,
          querystring: ArmsQuery,
        },
        response: { 200: JourneyArms, ...answers },
      },
    },
    ({ params, query }) => armsOf(db, params.id, { ...query, now: clock.now() }),
  )

  app.get(
    '/api/journeys/:id/versions/:number',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'A version of a journey, as it was published',
          params: ById.extend({ number: z.coerce.number().int().positive() }),
        },
        response: { 200: VersionDetail, ...answers },
      },
    },
    ({ params }) => versionDetail(db, params.id, params.number),
  )

  app.get(
    '/api/journeys/:id/diff',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'What differs between two versions of a journey',
          params: ById,
          querystring: DiffQuery,
        },
        response: { 200: JourneyDiff, ...answers },
      },
    },
    ({ params, query }) => versionDiff(db, params.id, query),
  )

  app.get(
    '/api/journeys/:id/inside',
    {
      config: reads,
      schema: {
        ...{
          tags,
          summary: 'Who is inside now, and where a new version would put them',
          params: ById,
        },
        querystring: z.object({ version: z.coerce.number().int().positive().optional() }),
        response: { 200: InsidePreview, ...answers },
      },
    },
    ({ params, query }) => insidePreview(db, params.id, query.version),
  )
}
