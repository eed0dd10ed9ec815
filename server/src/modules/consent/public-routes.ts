import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { brokenPage, formTypes } from './broken-page.ts'
import { confirmPages } from './confirm-routes.ts'
import { ConsentLanguage } from './contract.ts'
import { html, type Page, pageHeaders, pageText } from './page.ts'
import type { ConsentPagesOptions } from './pages-options.ts'
import { preferenceForm } from './preference-form.ts'
import { answer, choicesOf, customerOf, languageOf } from './preferences.ts'
import { BrokenLink, CustomerUnknown } from './refusals.ts'
import { copySection } from './requests/copy-section.ts'
import { copyStanding } from './requests/own-copy.ts'
import { pageTexts } from './texts/catalogue.ts'
import { isOneClick, unsubscribe, withPurpose } from './unsubscribe.ts'

const sendPage = (reply: FastifyReply, status: number, page: Page) =>
  reply.code(status).headers(pageHeaders).send(pageText(page))

const Token = z.object({ token: z.string().max(500) })
const page = { 200: z.string(), 404: z.string() }

/**
 * The pages that a link in a message leads to: whoever holds the link may use it. Looking changes
 * nothing, since scanners look at every link of a mail; only a POST does.
 */
export const consentPages: FastifyPluginAsyncZod<ConsentPagesOptions> = async (
  app,
  { db, inWork, links, brandName },
) => {
  app.addContentTypeParser(formTypes, { parseAs: 'string', bodyLimit: 16_384 }, (_, body, done) =>
    done(null, body),
  )
  const sayBroken = (reply: FastifyReply) =>
    reply.code(404).headers(pageHeaders).send(brokenPage(brandName))
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof BrokenLink || error instanceof CustomerUnknown) {
      return sayBroken(reply)
    }
    throw error
  })

  await app.register(confirmPages, { db, inWork, links, brandName })

  app.get(
    '/p/:token',
    {
      config: { access: 'public' },
      schema: {
        tags: ['consent'],
        summary: 'The page of a customer’s preferences, by a signed link',
        params: Token,
        querystring: z.object({
          lang: ConsentLanguage.optional(),
          saved: z.string().optional(),
          copy: z.string().optional(),
        }),
        response: page,
      },
    },
    async (request, reply) => {
      const { token } = request.params
      const { customerId } = links.read('p', token)
      const profile = await customerOf(db, customerId)
      const language = languageOf(profile, request.query.lang)
      const choices = await inWork((work) => choicesOf(work, profile.customerId, language))
      return sendPage(reply, 200, {
        language,
        title: pageTexts[language].title,
        brandName,
        otherLanguage: {
          href: `/p/${token}?lang=${language === 'fr' ? 'en' : 'fr'}`,
          label: pageTexts[language].otherLanguage,
        },
        body: html`${preferenceForm({
          token,
          language,
          choices,
          timeZone: profile.timeZone,
          saved: request.query.saved !== undefined,
        })}${copySection({
          token,
          language,
          copy: await copyStanding(db, profile.customerId),
          timeZone: profile.timeZone,
          justAsked: request.query.copy !== undefined,
        })}`,
      })
    },
  )

  app.post(
    '/p/:token',
    {
      config: { access: 'public' },
      schema: {
        tags: ['consent'],
        summary: 'Save a customer’s preferences',
        params: Token,
        body: z.string(),
        response: { 303: z.undefined(), 404: z.string() },
      },
    },
    async (request, reply) => {
      const { token } = request.params
      const link = links.read('p', token)
      const form = new URLSearchParams(request.body)
      const language = ConsentLanguage.catch('fr').parse(form.get('language'))
      await inWork((work) =>
        answer(work, link, {
          language,
          seen: form.getAll('seen'),
          ticked: form.getAll('yes'),
          refuseAll: form.get('action') === 'refuse-all',
          ip: request.ip,
          userAgent: request.headers['user-agent'],
        }),
      )
      return reply.redirect(`/p/${token}?lang=${language}&saved=1`, 303)
    },
  )

  app.get(
    '/u/:token',
    {
      config: { access: 'public' },
      schema: {
        ...{ tags: ['consent'], summary: 'The page that asks before it unsubscribes' },
        params: Token,
        response: page,
      },
    },
    async (request, reply) => {
      const { token } = request.params
      const { customerId, purpose, channel } = withPurpose(links.read('u', token))
      const language = languageOf(await customerOf(db, customerId))
      const texts = pageTexts[language]
      return sendPage(reply, 200, {
        language,
        title: texts.unsubscribe.title,
        brandName,
        body: html`<p>${texts.unsubscribe.question}</p>
<p><strong>${texts.purposes[purpose]}</strong> · ${texts.channels[channel]}</p>
<form method="post" action="/u/${token}"><input type="hidden" name="List-Unsubscribe" value="One-Click">
<div class="actions"><button>${texts.unsubscribe.confirm}</button></div></form>`,
      })
    },
  )

  app.post(
    '/u/:token',
    {
      config: { access: 'public' },
      schema: {
        tags: ['consent'],
        summary: 'Unsubscribe, by a mail’s own button or from the page',
        params: Token,
        body: z.string(),
        response: { ...page, 400: z.string() },
      },
    },
    async (request, reply) => {
      const link = withPurpose(links.read('u', request.params.token))
      if (!isOneClick(request.body)) return sayBroken(reply)
      const profile = await inWork((work) =>
        unsubscribe(work, link, { ip: request.ip, userAgent: request.headers['user-agent'] }),
      )
      const language = profile ? languageOf(profile) : 'fr'
      const texts = pageTexts[language].unsubscribe
      const about = { customerId: link.customerId, messageId: link.messageId, about: '' }
      return sendPage(reply, 200, {
        language,
        title: texts.title,
        brandName,
        body: html`<p class="said" role="status">${texts.done}</p>
${profile !== undefined && html`<p><a href="/p/${links.sign('p', about)}">${texts.preferences}</a></p>`}`,
      })
    },
  )
}
