import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../kernel/http.ts'
import { audit } from '../modules/team/index.ts'
import { type MovableClock, moveClock } from './clock.ts'
import { ClockMove, ClockMoved, DemoState, Passers } from './contract.ts'
import { letPassersOut, passersAreOut } from './passers-loop.ts'
import { storyOf } from './story.ts'

const tags = ['demo']
const year = 365 * 86_400_000

/** What the console shows of a demo, and the hand on its clock. */
export const demoRoutes: FastifyPluginAsyncZod<MovableClock> = async (app, options) => {
  const { db, inWork, clock } = options

  app.get(
    '/api/demo',
    {
      config: { access: 'public' },
      schema: {
        ...{ tags, summary: 'Whether this is a demo, and how far its story is' },
        response: { 200: DemoState },
      },
    },
    async () => {
      const story = await storyOf(db)
      return {
        demo: clock.demo,
        now: clock.now().toISOString(),
        passers: clock.demo && (await passersAreOut(db)),
        story: story
          ? {
              done: story.done,
              share: story.done ? 1 : Math.max(0, 1 - (story.until - story.reached) / year),
              events: story.next,
              reached: story.reached ? new Date(story.reached).toISOString() : null,
            }
          : null,
      }
    },
  )

  app.put(
    '/api/demo/passers',
    {
      config: { access: 'settings:write' },
      schema: {
        tags,
        summary: 'Let passers-by into the demo shop, or send them home',
        body: Passers,
        response: { 204: z.undefined(), 401: Problem, 403: Problem },
      },
    },
    async ({ actor, body }, reply) => {
      await inWork(async (work) => {
        await letPassersOut(work, body.out)
        await audit(work, actor, 'demo/passers-changed', 'demo', body)
      })
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/demo/clock',
    {
      config: { access: 'clock:write' },
      schema: {
        tags,
        summary: 'Move the clock of the demo',
        body: ClockMove,
        response: { 200: ClockMoved, 401: Problem, 403: Problem, 409: Problem },
      },
    },
    ({ actor, body }) => moveClock(options, actor, body),
  )
}
