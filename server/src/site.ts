import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import swaggerUi from '@fastify/swagger-ui'
import type { HttpServer } from './kernel/http.ts'
import { defineRefusal } from './kernel/refusal.ts'

const NoSuchPage = defineRefusal<{ path: string }>('request/not-found', 404)
/** The console is built by `npm start`; a server that runs without it says so. */
const ConsoleNotBuilt = defineRefusal<Record<string, never>>('site/console-not-built', 503)

const consoleFiles = fileURLToPath(new URL('../../console/dist', import.meta.url))
const open = { access: 'public' }

/** The API by its rooms, each opened by who wants it. */
const apiPage = { uiConfig: { docExpansion: 'none', filter: true } } as const

/** The console's pages and the description of the API, on the same address as the API itself. */
export async function site(http: HttpServer, baseUrl: string): Promise<void> {
  const headers = pageHeaders(baseUrl)
  http.get('/api/openapi.json', { config: open, schema: { hide: true } }, () => http.swagger())
  await http.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...open }
    })
    await scope.register(swaggerUi, { routePrefix: '/api/docs', ...apiPage })
    await scope.register(fastifyStatic, {
      root: consoleFiles,
      serve: false,
      cacheControl: false,
    })
    // Every address that is not a file is a page of the console, which finds its way by itself.
    scope.get('/*', { schema: { hide: true } }, (request, reply) => {
      const path = new URL(request.url, 'http://console').pathname
      if (/^\/(api|v1|beacon)\//.test(path)) throw new NoSuchPage({ path })
      if (!existsSync(join(consoleFiles, 'index.html'))) throw new ConsoleNotBuilt({})
      const isAsset = path.startsWith('/assets/')
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (isAsset || /\.\w+$/.test(path)) return reply.sendFile(path)
      return reply.headers(headers).sendFile('index.html')
    })
  })
}

/**
 * A page of the console shows what customers sent: nothing in it may run or be framed elsewhere. Images
 * of mails lie at the address that mails name, whatever name of this machine the console was opened by.
 */
function pageHeaders(baseUrl: string): Record<string, string> {
  const { origin, protocol } = new URL(baseUrl)
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: https: ${origin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'geolocation=(), microphone=(), camera=(), payment=()',
    ...(protocol === 'https:' && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** What a reader of the API must know before a first call. */
export const aboutTheApi = `A key of the API (console: Team, API keys) goes with each call as \`Authorization: Bearer …\`; it can do what its rights say, and nothing else. A write key of a source only sends events, to \`/v1/*\`, by Segment's protocol.

A customer is found by whatever they are known by: \`/api/customers/by/{kind}/{value}\`, with \`email\`, \`phone\`, \`user_id\`, \`anonymous_id\`, \`loyalty_card\` or any other kind.

A refusal is JSON with a \`code\`. Times are ISO 8601 in UTC.`
