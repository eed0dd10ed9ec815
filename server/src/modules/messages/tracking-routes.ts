import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import type { Links } from '../consent/index.ts'
import { clicked, opened, openedByNobody } from './track.ts'

interface TrackingOptions {
  inWork: InWork
  links: Links
}

/** A transparent picture of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const tags = ['messages']
const config = { access: 'public' }
/** A token holds the address that a click leads to: too long for a named part of a path. */
const Rest = z.object({ '*': z.string().max(8000) })
const Token = z.object({ token: z.string() })

/** Where the links and pictures of our mails lead. */
export const trackingRoutes: FastifyPluginAsyncZod<TrackingOptions> = async (
  app,
  { inWork, links },
) => {
  app.get(
    '/c/*',
    {
      config,
      schema: {
        ...{ tags, summary: 'Note the click on a link of a mail, and lead on', params: Rest },
        response: { 302: z.undefined(), 404: Problem },
      },
    },
    async (request, reply) => {
      const link = links.read('c', request.params['*'])
      await noted(request, () =>
        inWork((work) =>
          clicked(work, link, {
            userAgent: request.headers['user-agent'],
            prefetch: isPrefetch(request),
          }),
        ),
      )
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
      return reply.redirect(link.about, 302)
    },
  )

  app.get(
    '/o/:token',
    {
      config,
      schema: {
        ...{ tags, summary: 'Note that a mail was opened; answers a pixel', params: Token },
        response: { 200: z.any(), 404: Problem },
      },
    },
    async (request, reply) => {
      const link = links.read('o', request.params.token)
      await noted(request, () => inWork((work) => opened(work, link)))
      return sendPixel(reply)
    },
  )

  app.get(
    '/o/anonymous/:version',
    {
      config,
      schema: {
        tags,
        summary: 'Count an opening without knowing whose; answers a pixel',
        params: z.object({ version: z.string().regex(/^[0-9a-f-]{36}\.\d{1,6}$/) }),
        response: { 200: z.any() },
      },
    },
    async (request, reply) => {
      const [templateId = '', version] = request.params.version.split('.')
      await noted(request, () =>
        inWork((work) => openedByNobody(work, templateId, Number(version))),
      )
      return sendPixel(reply)
    },
  )
}

/** Somebody waits behind a link: they get on, also when the click cannot be written down. */
async function noted(request: FastifyRequest, note: () => Promise<void>): Promise<void> {
  if (request.method === 'HEAD') return
  try {
    await note()
  } catch (error) {
    request.log.error({ err: error }, 'a click or an open was lost')
  }
}

const isPrefetch = ({ headers }: FastifyRequest) =>
  /prefetch|preview/i.test(String(headers['sec-purpose'] ?? headers.purpose ?? ''))

const sendPixel = (reply: FastifyReply) =>
  reply.header('content-type', 'image/gif').header('cache-control', 'no-store').send(pixel)
