import type { FastifyReply, FastifyRequest } from 'fastify'
import { maxBody } from './collect.ts'
import { Overloaded } from './refusals.ts'

/** What may be on its way in at once, in bytes: it lies in memory until it is parsed. */
const mostUnderWay = 256 * 1024 * 1024

/**
 * Asks clients to come back before what they send is read, when too much is being read already. What
 * does not say how long it is may be as long as anything.
 */
export function intake() {
  let underWay = 0
  return async ({ method, headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (method !== 'POST') return
    const bytes = Math.min(Number(headers['content-length'] ?? maxBody) || 0, maxBody)
    if (underWay + bytes > mostUnderWay) throw new Overloaded({ retryAfter: 2 })
    underWay += bytes
    reply.raw.once('close', () => {
      underWay -= bytes
    })
  }
}
