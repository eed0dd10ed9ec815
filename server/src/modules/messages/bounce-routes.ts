import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { BounceTaken, takeReport } from './bounces.ts'
import { readBounce } from './read-bounce.ts'
import { ReportUnknown } from './refusals.ts'

/**
 * Where reports of mail servers come in, as they are: what the mail box of the sender receives is
 * posted here, by whatever reads that mail box.
 */
export const bounceRoutes: FastifyPluginAsyncZod<{ inWork: InWork }> = async (app, { inWork }) => {
  app.addContentTypeParser(
    ['message/rfc822', 'text/plain', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (_, body, done) => done(null, body),
  )
  app.post(
    '/api/messages/bounces',
    {
      config: { access: 'messages:send' },
      schema: {
        tags: ['messages'],
        summary: 'Take in a delivery report or a complaint',
        description: 'A delivery status report or a complaint, as the mail that it is.',
        consumes: ['message/rfc822'],
        body: z.instanceof(Buffer).meta({ type: 'string', format: 'binary' }),
        response: { 200: BounceTaken, 422: Problem },
      },
    },
    async ({ body }) => {
      const report = await readBounce(body)
      if (!report) throw new ReportUnknown({ reason: 'no-report' })
      const taken = await inWork((work) => takeReport(work, report))
      if (!taken.taken) throw new ReportUnknown({ reason: 'no-message' })
      return taken
    },
  )
}
