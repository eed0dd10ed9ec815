import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { writeKeyOf } from './collect.ts'
import { UnknownWriteKey } from './refusals.ts'
import type { Keyring } from './source.ts'

/** What the four client libraries send beside the body; `*` would not cover Authorization. */
const known = [
  'authorization',
  'content-type',
  'x-retry-count',
  'anonymousid',
  'sentat',
  'rsa-retry-attempt',
  'rsa-retry-reason',
  'rsa-since-first-attempt',
  'rsa-since-last-attempt',
]

/** Those, and whatever else a page means to send: none of it opens anything. */
function allowedHeaders(asked: string | undefined): string {
  const more = (asked ?? '').split(',').map((name) => name.trim().toLowerCase())
  return [...known, ...more.filter((name) => name && !known.includes(name))].join(', ')
}

/** Lets pages of any origin send and read these answers: write keys are no secrets. */
export async function allowOtherOrigins(request: FastifyRequest, reply: FastifyReply) {
  reply.headers({
    'access-control-allow-origin': request.headers.origin ?? '*',
    vary: 'origin',
    'access-control-expose-headers': 'retry-after',
  })
}

interface ClientOptions {
  keyring: Keyring
  baseUrl: string
}

/** What the browser libraries ask before they send anything; without an answer they stay silent. */
export const clientRoutes: FastifyPluginAsyncZod<ClientOptions> = async (
  app,
  { keyring, baseUrl },
) => {
  const config = { access: 'public' }

  for (const url of ['/v1/*', '/beacon/v1/*', '/sourceConfig', '/sourceConfig/']) {
    app.options(url, { config, schema: { hide: true } }, ({ headers }, reply) =>
      reply
        .headers({
          'access-control-allow-methods': 'GET, POST, OPTIONS',
          'access-control-allow-headers': allowedHeaders(headers['access-control-request-headers']),
          'access-control-max-age': '7200',
        })
        .code(204)
        .send(),
    )
  }

  app.get(
    '/v1/projects/:key/settings',
    {
      config,
      schema: {
        tags: ['thread'],
        summary: 'Settings for Segment’s browser library',
        params: z.object({ key: z.string() }),
        response: { 200: z.looseObject({}) },
      },
    },
    async (request, reply) => {
      if (!(await keyring.find(request.params.key))) throw new UnknownWriteKey({})
      reply.header('cache-control', 'public, max-age=60')
      return segmentSettings(request.params.key, new URL(baseUrl))
    },
  )

  for (const url of ['/sourceConfig', '/sourceConfig/']) {
    app.get(
      url,
      {
        config,
        schema: {
          tags: ['thread'],
          summary: 'Settings for RudderStack’s libraries',
          querystring: z.looseObject({}),
          response: { 200: z.looseObject({}) },
        },
      },
      async (request) => {
        const key = writeKeyOf(request.headers.authorization, undefined, request.query)
        const source = key === undefined ? undefined : await keyring.find(key)
        if (!source || key === undefined) throw new UnknownWriteKey({})
        return rudderConfig(source, key)
      },
    )
  }
}

function segmentSettings(key: string, base: URL) {
  const enabled = { enabled: true, integrations: {} }
  return {
    integrations: {
      'Segment.io': {
        apiKey: key,
        apiHost: `${base.host}/v1`,
        protocol: base.protocol.slice(0, -1),
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: {
      track: { __default: enabled },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    middlewareSettings: {},
    enabledMiddleware: {},
    remotePlugins: [],
    edgeFunction: {},
    metrics: { sampleRate: 0 },
    analyticsNextEnabled: true,
    legacyVideoPluginsEnabled: false,
  }
}

function rudderConfig(source: { id: string; name: string }, key: string) {
  const off = { enabled: false }
  return {
    source: {
      id: source.id,
      name: source.name,
      writeKey: key,
      enabled: true,
      workspaceId: 'filrouge',
      config: { statsCollection: { errors: off, metrics: off } },
      connections: [],
      destinations: [],
      dataplanes: {},
    },
    updatedAt: new Date(0).toISOString(),
  }
}
