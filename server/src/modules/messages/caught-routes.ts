import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import { caughtMail, caughtMails, rawMail } from './caught.ts'
import { CaughtFilters, CaughtMailContent, CaughtMailPage } from './contract.ts'

const tags = ['messages']
const config = { access: 'messages:read' }
const Id = z.object({ id: z.uuid() })

/** A mail is somebody else's page: it runs nothing, knows no session, and opens links beside itself. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'"

/** The viewer of what the catcher received. */
export const caughtRoutes: FastifyPluginAsyncZod<{ db: Db }> = async (app, { db }) => {
  app.get(
    '/api/mails',
    {
      config,
      schema: {
        ...{ tags, summary: 'Mails that the catcher received, the newest first' },
        querystring: CaughtFilters,
        response: { 200: CaughtMailPage },
      },
    },
    ({ query }) => caughtMails(db, query),
  )

  app.get(
    '/api/mails/:id',
    {
      config,
      schema: {
        ...{ tags, summary: 'One mail of the catcher', params: Id },
        response: { 200: CaughtMailContent, 404: Problem },
      },
    },
    ({ params }) => caughtMail(db, params.id),
  )

  app.get(
    '/api/mails/:id/html',
    {
      config,
      schema: {
        ...{ tags, summary: 'A mail of the catcher, as it looks', params: Id },
        response: { 200: z.string(), 404: Problem },
      },
    },
    async ({ params }, reply) => {
      const { html, text } = await caughtMail(db, params.id)
      const body =
        html || `<pre>${text.replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</pre>`
      return reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', mailPolicy)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .send(`<base target="_blank">${body}`)
    },
  )

  app.get(
    '/api/mails/:id/raw',
    {
      config,
      schema: {
        ...{ tags, summary: 'A mail of the catcher, as it was sent', params: Id },
        response: { 200: z.any(), 404: Problem },
      },
    },
    async ({ params }, reply) => {
      const { raw } = await rawMail(db, params.id)
      return reply
        .header('content-type', 'message/rfc822')
        .header('content-disposition', `attachment; filename="${params.id}.eml"`)
        .send(raw)
    },
  )
}
