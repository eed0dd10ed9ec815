import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { brokenPage, formTypes } from '../broken-page.ts'
import { ConsentLanguage } from '../contract.ts'
import { html, pageHeaders, pageText } from '../page.ts'
import { BrokenLink, CustomerUnknown, NoKnownAddress } from '../refusals.ts'
import { dayIn, pageTexts } from '../texts/catalogue.ts'
import { askForCopy, confirmCopy, copyAsked, holds } from './own-copy.ts'
import type { RequestRoutesOptions } from './routes.ts'

const config = { access: 'public' }
const params = z.object({ token: z.string().max(500) })
const page = { 200: z.string(), 404: z.string() }

/** A copy of one's data, asked from one's own page and proved by one's own mail. Looking changes nothing. */
export const copyPages: FastifyPluginAsyncZod<
  RequestRoutesOptions & { readonly brandName: string }
> = async (app, { db, inWork, post, links, baseUrl, brandName, clock }) => {
  app.addContentTypeParser(formTypes, { parseAs: 'string', bodyLimit: 16_384 }, (_, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, _, reply) => {
    const known = [BrokenLink, CustomerUnknown, NoKnownAddress]
    if (known.some((kind) => error instanceof kind)) {
      return reply.code(404).headers(pageHeaders).send(brokenPage(brandName))
    }
    throw error
  })
  const shown = (language: ConsentLanguage, body: ReturnType<typeof html>) => {
    const { title } = pageTexts[language].copy
    return pageText({ language, title, brandName, body })
  }

  app.post(
    '/p/:token/copy',
    {
      config,
      schema: {
        ...{ tags: ['consent'], summary: 'Ask for a copy of one’s data, by a signed link', params },
        body: z.string(),
        response: { 303: z.undefined(), 404: z.string() },
      },
    },
    async ({ params: { token }, body }, reply) => {
      const link = links.read('p', token)
      const language = ConsentLanguage.catch('fr').parse(new URLSearchParams(body).get('language'))
      await post.ready()
      await inWork((work) => askForCopy(work, link, { post, links, baseUrl }))
      return reply.redirect(`/p/${token}?lang=${language}&copy=1#copy`, 303)
    },
  )

  app.get(
    '/a/:token',
    {
      config,
      schema: {
        tags: ['consent'],
        summary: 'The page that asks whether it was you who wanted a copy of your data',
        ...{ params, response: page },
      },
    },
    async ({ params: { token } }, reply) => {
      const link = links.read('a', token)
      const row = await copyAsked(db, link)
      const texts = pageTexts[row.language].copy
      const body = holds(row, link, clock.now())
        ? html`<p>${texts.question}</p><form method="post" action="/a/${token}"><div class="actions"><button>${texts.confirm}</button></div></form>`
        : html`<p>${texts.late}</p>`
      return reply.headers(pageHeaders).send(shown(row.language, body))
    },
  )

  app.post(
    '/a/:token',
    {
      config,
      schema: {
        ...{ tags: ['consent'], summary: 'Confirm that one wants a copy of one’s data', params },
        ...{ body: z.string().nullish(), response: page },
      },
    },
    async ({ params: { token } }, reply) => {
      const link = links.read('a', token)
      const { language } = await copyAsked(db, link)
      const texts = pageTexts[language].copy
      const row = await inWork((work) => confirmCopy(work, link))
      const body = row
        ? html`<p class="said" role="status">${texts.done} ${dayIn(language, row.due_at, 'Europe/Paris')}.</p>`
        : html`<p>${texts.late}</p>`
      return reply.headers(pageHeaders).send(shown(language, body))
    },
  )
}
