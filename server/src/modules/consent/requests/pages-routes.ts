import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import type { Links, LinkTo } from '../link.ts'
import { html, pageHeaders, pageText } from '../page.ts'
import { BrokenLink } from '../refusals.ts'
import { dayIn, exportTexts, pageTexts } from '../texts/catalogue.ts'

interface ExportPagesOptions {
  db: Db
  links: Links
  brandName: string
  clock: { now(): Date }
}

const unzip = promisify(gunzip)
const config = { access: 'public' }
const Token = z.object({ token: z.string().max(500) })
const types = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** Where a person fetches the copy of their data, as long as its link holds. Looking changes nothing. */
export const exportPages: FastifyPluginAsyncZod<ExportPagesOptions> = async (
  app,
  { db, links, brandName, clock },
) => {
  const filesOf = ({ customerId, messageId }: LinkTo) =>
    db
      .selectFrom('consent.export_file as file')
      .innerJoin('consent.request as request', 'request.id', 'file.request_id')
      .select(['file.format', 'file.body', 'file.expires_at', 'request.language'])
      .where('file.customer_id', '=', customerId)
      .where('file.request_id', '=', messageId)
      .where('file.expires_at', '>', clock.now())
      .execute()

  const sayGone = (reply: FastifyReply) => {
    const body = html`<p>${exportTexts.fr.fetch.expired}</p><p lang="en">${exportTexts.en.fetch.expired}</p>`
    const title = pageTexts.fr.broken.title
    const page = pageText({ language: 'fr', title, brandName, body })
    return reply.code(404).headers(pageHeaders).send(page)
  }
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof BrokenLink) return sayGone(reply)
    throw error
  })

  app.get(
    '/e/:token',
    {
      config,
      schema: {
        ...{ tags: ['consent'], summary: 'The page from which a customer fetches their data' },
        params: Token,
        response: { 200: z.string(), 404: z.string() },
      },
    },
    async ({ params: { token } }, reply) => {
      const [file] = await filesOf(links.read('e', token))
      if (!file) return sayGone(reply)
      const { language, expires_at } = file
      const texts = exportTexts[language].fetch
      const body = html`<p>${texts.text}</p>
<p><a href="/e/${token}/html">${texts.html}</a></p><p><a href="/e/${token}/json">${texts.json}</a></p>
<p>${texts.until} ${dayIn(language, expires_at, 'Europe/Paris')}</p>`
      const { title } = exportTexts[language]
      return reply.headers(pageHeaders).send(pageText({ language, title, brandName, body }))
    },
  )

  app.get(
    '/e/:token/:format',
    {
      config,
      schema: {
        tags: ['consent'],
        summary: 'A customer’s data, as a page or as JSON',
        params: Token.extend({ format: z.enum(['html', 'json']) }),
        response: { 200: z.any(), 404: z.string() },
      },
    },
    async ({ params: { token, format } }, reply) => {
      const file = (await filesOf(links.read('e', token))).find((one) => one.format === format)
      if (!file) return sayGone(reply)
      return reply
        .headers({
          ...pageHeaders,
          'content-type': types[format],
          'content-disposition': `attachment; filename="filrouge-export.${format}"`,
        })
        .send(await unzip(file.body))
    },
  )
}
