import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { audit, brand } from '../../team/index.ts'
import { JourneyDetail } from '../contract.ts'
import { journeyDetail } from '../pages.ts'
import { BeginReady, ReadyCode } from '../ready-contract.ts'
import { type JourneysRoutesOptions, tags, writes } from '../route-parts.ts'
import { beginReady } from './install.ts'

/** Journeys that need not be drawn. */
export const readyRoutes: FastifyPluginAsyncZod<JourneysRoutesOptions> = async (
  app,
  { db, inWork, clock },
) => {
  app.post(
    '/api/journeys/ready/:code',
    {
      config: writes,
      schema: {
        ...{ tags, params: z.object({ code: ReadyCode }), body: BeginReady },
        summary: 'Begins a ready journey as a draft, with the mails and audiences that it needs.',
        response: { 201: JourneyDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const id = await beginReady(inWork, actor, params.code, body, (work, created) =>
        audit(work, actor, 'journeys/created', `journey:${created}`),
      )
      const { timeZone } = await brand(db)
      return reply.code(201).send(await journeyDetail(db, id, { now: clock.now(), timeZone }))
    },
  )
}
