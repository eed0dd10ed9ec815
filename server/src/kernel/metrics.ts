import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

type Http = FastifyInstance<Server, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>

/** Figures of one gauge, by the value of its label. */
export type Readings = Readonly<Record<string, number>>

/** What this process measures of itself, in the words of Prometheus. */
const registry = new Registry()

const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the first byte of a request to the last of its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
})

/** Times every request of a server. Only routes that are added later are timed, so this comes first. */
export function timeRequests(http: Http): void {
  http.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    const { statusCode: status, elapsedTime } = reply
    const route = routeOptions.url ?? 'unknown'
    requests.observe({ method, route, status }, elapsedTime / 1000)
    log.debug({ method, route, status, ms: elapsedTime }, 'answered')
  })
}

/** Figures that are looked up when Prometheus asks. When that fails it is told, rather than old ones. */
export function gauge(
  name: string,
  help: string,
  label: string,
  read: () => Promise<Readings>,
): void {
  registry.removeSingleMetric(name)
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset()
      for (const [value, figure] of Object.entries(await read())) {
        this.set({ [label]: value }, figure)
      }
    },
  })
}

/**
 * Answers at /metrics. Who comes through a proxy comes from outside, and is told nothing: the figures
 * are for the operator's own network.
 */
export function metricsRoutes(http: Http): void {
  // A delay of the event loop is sampled; every 10 ms, the default, would wake an idle process.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 })
  const options = { config: { access: 'public' }, schema: { hide: true } }
  http.get('/metrics', options, async (request, reply) => {
    if (request.headers['x-forwarded-for'] || request.headers.forwarded) {
      return reply.callNotFound()
    }
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
