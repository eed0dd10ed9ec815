import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { confirm, decisionAsked } from './confirm.ts'
import { html, pageHeaders, pageText } from './page.ts'
import type { ConsentPagesOptions } from './pages-options.ts'
import { pageTexts } from './texts/catalogue.ts'

const Token = z.object({ token: z.string().max(500) })
const config = { access: 'public' }
const schema = {
  tags: ['consent'],
  params: Token,
  response: { 200: z.string(), 404: z.string() },
}

/** Where the mail of a double opt-in leads. A scanner that looks confirms nothing: only a POST does. */
export const confirmPages: FastifyPluginAsyncZod<ConsentPagesOptions> = async (
  app,
  { inWork, links, brandName },
) => {
  app.get(
    '/d/:token',
    { config, schema: { ...schema, summary: 'The page that asks to confirm a consent' } },
    async ({ params: { token } }, reply) => {
      const asked = await inWork((work) => decisionAsked(work, links.read('d', token)))
      const language = asked.language ?? 'fr'
      const texts = pageTexts[language].confirm
      const body = html`<p>${texts.question}</p><blockquote>${asked.text}</blockquote>
<form method="post" action="/d/${token}"><div class="actions"><button>${texts.confirm}</button></div></form>`
      const { title } = texts
      return reply.headers(pageHeaders).send(pageText({ language, title, brandName, body }))
    },
  )

  app.post(
    '/d/:token',
    { config, schema: { ...schema, summary: 'Confirm a consent', body: z.string().nullish() } },
    async (request, reply) => {
      const link = links.read('d', request.params.token)
      const { language, outcome } = await inWork(async (work) => ({
        language: (await decisionAsked(work, link)).language ?? 'fr',
        outcome: await confirm(work, link, {
          ip: request.ip,
          userAgent: request.headers['user-agent'],
        }),
      }))
      const texts = pageTexts[language].confirm
      const said = outcome === 'confirmed' ? texts.done : texts.late
      const body = html`<p class="said" role="status">${said}</p>`
      const { title } = texts
      return reply.headers(pageHeaders).send(pageText({ language, title, brandName, body }))
    },
  )
}
