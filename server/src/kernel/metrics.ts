import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import type { HttpServer } from './http.ts'

/** What this process measures of itself, in the words of Prometheus. */
export class Metrics {
  readonly registry = new Registry()
  readonly #requests: Histogram<'method' | 'route' | 'status'>

  constructor() {
    // A delay of the event loop is sampled; every 10 ms, the default, would wake an idle process.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 })
    this.#requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [this.registry],
    })
  }

  /** A figure that is asked for when Prometheus asks: `read` may ask the database. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => gauge.set(await read()),
    })
  }

  observe(method: string, route: string, status: number, milliseconds: number): void {
    this.#requests.observe({ method, route, status }, milliseconds / 1000)
  }
}

/**
 * Times every request and answers at /metrics. Who comes through a proxy comes from outside, and is
 * told nothing: the figures are for the operator's own network.
 */
export function metricsRoutes(http: HttpServer, metrics: Metrics): void {
  http.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    const { statusCode, elapsedTime } = reply
    metrics.observe(method, routeOptions.url ?? 'unknown', statusCode, elapsedTime)
    log.debug({ method, route: routeOptions.url, status: statusCode, ms: elapsedTime }, 'answered')
  })
  http.get(
    '/metrics',
    { config: { access: 'public' }, schema: { hide: true, response: { 200: z.string() } } },
    async (request, reply) => {
      if (request.headers['x-forwarded-for'] || request.headers.forwarded)
        return reply.callNotFound()
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    },
  )
}
