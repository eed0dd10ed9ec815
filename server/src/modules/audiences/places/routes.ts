import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { InWork } from '../../../kernel/work.ts'
import { Place } from '../figure-leaf-contract.ts'
import { places, replacePlaces } from './places.ts'

const tags = ['audiences']
const Places = z.array(Place).max(5_000)

/** Where the brand's places lie, for conditions to measure distances from. */
export const placeRoutes: FastifyPluginAsyncZod<{ db: Db; inWork: InWork }> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/audience-places',
    {
      config: { access: 'audiences:read' },
      schema: {
        ...{ tags, summary: 'Shops, and other places from which audiences measure distances' },
        response: { 200: Places },
      },
    },
    () => places(db),
  )

  app.put(
    '/api/audience-places',
    {
      config: { access: 'audiences:write' },
      schema: {
        ...{ tags, summary: 'Replace the places besides the shops from which audiences measure' },
        body: Places,
        response: { 200: Places },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => replacePlaces(work, actor, body))
      return places(db)
    },
  )
}
