import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { html, pageKit } from '../consent/index.ts'
import { paymentsOf } from '../payments/index.ts'
import { brand } from '../team/index.ts'
import { cancelOrder } from './cancel.ts'
import { payForChange } from './changes.ts'
import { arrive } from './fulfil.ts'
import type { OrderParts } from './parts.ts'
import type { OrderKey } from './rows.ts'
import { orderRow, shownOrder } from './shown.ts'
import { goingBody, statusBody, statusStyle } from './status-page.ts'
import { orderTexts } from './texts/catalogue.ts'

const { headers, text } = pageKit({ moreStyle: statusStyle, images: true })
const Token = z.object({ token: z.string().max(300) })
const config = { access: 'public' }
const tags = ['shop']

/**
 * The page of an order, for whoever holds its link: where it is, its code, what can still be done. Looking
 * changes nothing; only a POST does.
 */
export const statusRoutes: FastifyPluginAsyncZod<OrderParts> = async (app, parts) => {
  const { db, inWork, links, brandName } = parts
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_, body, done) => done(null, body),
  )
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof Error && 'status' in error && error.status === 404) return sayBroken(reply)
    throw error
  })
  const sayBroken = (reply: FastifyReply) => {
    const { title, text: words } = orderTexts.fr.broken
    const english = orderTexts.en.broken
    const body = html`<p>${words}</p><h2 lang="en">${english.title}</h2><p lang="en">${english.text}</p>`
    return reply
      .code(404)
      .headers(headers)
      .send(text({ language: 'fr', title, brandName, body }))
  }
  const keyOf = (token: string): OrderKey => {
    // Where other links name a message, this one names the order: short enough for an address.
    const { customerId, messageId: orderId } = links.read('s', token)
    return { customerId, orderId }
  }

  app.get(
    '/order/:token',
    {
      config,
      schema: {
        ...{ tags, summary: 'The page of an order, by its signed link', params: Token },
        querystring: z.object({
          lang: z.enum(['fr', 'en']).optional(),
          said: z.enum(['cancelled', 'arrived', 'trouble', 'gone']).optional(),
          /** Back from the bank’s page. */
          from: z.literal('bank').optional(),
        }),
        response: { 200: z.string(), 303: z.undefined(), 404: z.string() },
      },
    },
    async ({ params: { token }, query }, reply) => {
      const key = keyOf(token)
      const language = query.lang ?? (await orderRow(db, key)).language
      if (query.from) {
        await askAgain(parts, key)
        return reply.redirect(`/order/${token}?lang=${language}`, 303)
      }
      const order = await shownOrder(db, key, parts, language)
      const { timeZone } = await brand(db)
      const other = language === 'fr' ? 'en' : 'fr'
      return reply.headers(headers).send(
        text({
          ...{ language, brandName, title: orderTexts[language].title(order.number) },
          otherLanguage: {
            href: `/order/${token}?lang=${other}`,
            label: orderTexts[language].otherLanguage,
          },
          body: statusBody(order, { token, language, timeZone, said: query.said }),
        }),
      )
    },
  )

  app.post(
    '/order/:token',
    {
      config,
      schema: {
        ...{ tags, summary: 'Cancel an order, pay for a change of it, or say that one is there' },
        ...{ params: Token, body: z.string() },
        response: { 200: z.string(), 303: z.undefined(), 404: z.string() },
      },
    },
    async ({ params: { token }, body }, reply) => {
      const key = keyOf(token)
      const form = new URLSearchParams(body)
      const language = form.get('language') === 'en' ? 'en' : 'fr'
      if (form.get('action') === 'pay') {
        const url = await payPage(parts, key)
        if (url === 'gone' || url === 'trouble') {
          return reply.redirect(`/order/${token}?lang=${language}&said=${url}`, 303)
        }
        const title = orderTexts[language].bank.title
        const body = goingBody(url, language)
        return reply.headers(headers).send(text({ language, title, brandName, body }))
      }
      const arrived = form.get('action') === 'arrived'
      await inWork(async (work) => {
        if (!arrived) return cancelOrder(work, key, { by: 'customer', reason: 'customer' })
        const fulfilmentId = form.get('fulfilment') ?? ''
        const place = form.get('place')?.slice(0, 80)
        return arrive(work, { key, fulfilmentId, by: 'customer' }, place)
      })
      const said = arrived ? 'arrived' : 'cancelled'
      return reply.redirect(`/order/${token}?lang=${language}&said=${said}`, 303)
    },
  )
}

/** Where the card for a change is asked for, if it still waits for one and the provider answers. */
async function payPage(
  { inWork, cashier }: OrderParts,
  key: OrderKey,
): Promise<string | 'gone' | 'trouble'> {
  const begun = await inWork((work) => payForChange(work, key))
  if (!begun) return 'gone'
  const { nextUrl } = begun.nextUrl ? begun : await cashier.perform({ ...key, id: begun.id })
  return nextUrl ?? 'trouble'
}

/** Whoever comes back from the bank sees what became of it, as far as the provider can say by now. */
async function askAgain({ db, cashier }: OrderParts, key: OrderKey): Promise<void> {
  for (const { id, means, state } of await paymentsOf(db, key)) {
    const isOpen = state === 'pending' || state === 'unknown'
    if (means === 'card' && isOpen) await cashier.perform({ ...key, id })
  }
}
