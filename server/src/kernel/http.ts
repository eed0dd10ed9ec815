import { randomUUID } from 'node:crypto'
import fastifySwagger from '@fastify/swagger'
import fastify, {
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteOptions,
} from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { z } from 'zod'
import { codeOf, isInfrastructureFault } from './faults.ts'
import { timeRequests } from './metrics.ts'
import { Refusal } from './refusal.ts'

/** The body of every answer that is not a success. */
export const Problem = z.object({
  code: z.string(),
  details: z.looseObject({}).optional(),
  requestId: z.string().optional(),
})

/** Checks that the caller may use a route of this access, or throws a Refusal. */
export type AccessCheck = (request: FastifyRequest, access: string) => Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call: `public`, `session` (any person of the team), or the name of a right. */
    access?: string
  }
  interface FastifyInstance {
    /** Every route there is, for whoever must look at all of them. */
    stated: readonly RouteOptions[]
  }
}

interface HttpOptions {
  title: string
  /** What a reader of the API must know before a first call. */
  description?: string
  log: Logger
  checkAccess: AccessCheck
  /** Whose word for where a request comes from is taken; nobody's, if absent. */
  trustedProxies?: readonly string[] | undefined
}

/**
 * A server that validates with zod, describes itself with OpenAPI and answers refusals as problems.
 * A route that does not say who may call it fails at start, when it is added.
 */
export async function httpServer(options: HttpOptions) {
  const { title, description, log, checkAccess, trustedProxies } = options
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 1_048_576,
    // A signed link is longer than the hundred letters that a part of an address may have by default.
    routerOptions: { maxParamLength: 400 },
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies?.length ? [...trustedProxies] : false,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  timeRequests(app)
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ code: 'request/not-found', requestId: request.id }),
  )
  const routes: RouteOptions[] = []
  app.decorate('stated', routes)
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  // Looked at once all is there: routes of other people's plugins get theirs from the scope around them.
  app.addHook('onReady', async () => {
    const silent = routes.find((route) => !route.config?.access)
    if (silent) throw new Error(`${silent.method} ${silent.url} does not say who may call it`)
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    // What the API says is for who asked, and not for a cache on the way, unless a route says so.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    const access = request.routeOptions.config.access
    if (access && access !== 'public') await checkAccess(request, access)
  })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version: '1', ...(description && { description }) },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  return app
}

export type HttpServer = Awaited<ReturnType<typeof httpServer>>

/** PostgreSQL's answers to a NUL character in text and in JSON. */
const unstorableText = new Set(['22021', '22P05'])

function answerProblem(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const answer = (status: number, code: string, details?: object) =>
    reply.code(status).send({ code, ...(details && { details }), requestId: request.id })
  if (error instanceof Refusal) {
    if ('retryAfter' in error.details) reply.header('retry-after', String(error.details.retryAfter))
    return answer(error.status, error.code, error.details)
  }
  if (error.validation) return answer(400, 'request/invalid', { issues: error.validation })
  if (error.statusCode && error.statusCode < 500) {
    return answer(error.statusCode, 'request/refused', { reason: error.code })
  }
  if (unstorableText.has(codeOf(error))) return answer(400, 'request/unstorable-text')
  if (isInfrastructureFault(error)) {
    // One line each, without its stack: while the database is away every request ends here.
    request.log.warn({ code: codeOf(error), reason: error.message }, 'the database is away')
    reply.header('retry-after', '2')
    return answer(503, 'server/unavailable')
  }
  request.log.error(error)
  return answer(500, 'internal')
}
