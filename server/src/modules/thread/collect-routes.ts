import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { newId } from '../../kernel/id.ts'
import { boundIntake } from '../../kernel/intake.ts'
import { isTooHeavy, maxBody, maxEvents, readBody, writeKeyOf } from './collect.ts'
import type { Gate } from './door/gate.ts'
import type { Inbox } from './inbox.ts'
import { isObject } from './json.ts'
import { eventsOf, readParcel } from './parcel.ts'
import { NotReadable, Overloaded, UnknownWriteKey } from './refusals.ts'
import type { Keyring, KnownSource } from './source.ts'

interface CollectOptions {
  inbox: Inbox
  keyring: Keyring
  gate: Gate
  clock: () => Date
}

/** Paths of the Segment HTTP API, in its long and short forms, and the type of event each brings. */
const paths: Record<string, string | undefined> = {
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
  '/v1/batch': undefined,
  '/v1/b': undefined,
  '/v1/import': undefined,
  '/beacon/v1/batch': undefined,
}

const Accepted = z.object({ success: z.literal(true) })

/** The doors of the Segment HTTP API. They answer once the events are durable. */
export const collectRoutes: FastifyPluginAsyncZod<CollectOptions> = async (
  app,
  { inbox, keyring, gate, clock },
) => {
  boundIntake(app, () => new Overloaded({ retryAfter: 2 }))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBody }, (_, body, done) =>
    done(null, body),
  )

  for (const [url, type] of Object.entries(paths)) {
    const schema = {
      tags: ['thread'],
      summary: type ? `Send one ${type} event` : 'Send many events at once',
      response: {
        200: Accepted,
        400: Problem,
        401: Problem,
        403: Problem,
        429: Problem,
        503: Problem,
      },
    }
    app.post(url, { config: { access: 'public' }, schema, bodyLimit: maxBody }, async (request) => {
      const { headers } = request
      const { json: body, bytes } = await readBody(request.body, headers['content-encoding'])
      const source = await sourceOf(request, body)
      const raws = rawsOf(body, type)
      const passage = await gate.enter(source, headers.origin, raws.length)
      const parcel = readParcel(raws, type, {
        ...passage,
        receivedAt: clock().getTime(),
        connection: { address: request.ip, userAgent: headers['user-agent'] },
        newId,
        ...(isObject(body) && type === undefined && batchPart(body)),
      })
      if (type === undefined && isTooHeavy(bytes, parcel.setAside, headers)) {
        throw new NotReadable({ reason: 'too-large' })
      }
      await inbox.append(parcel)
      gate.passed(source, parcel.events.length, parcel.rejected)
      const [alone] = parcel.rejected
      // A whole request of one refused event may be told so; in a batch a 4xx would cost the others.
      if (type !== undefined && alone?.reason === 'too-large') {
        throw new NotReadable({ reason: alone.reason })
      }
      return { success: true as const }
    })
  }

  async function sourceOf(request: FastifyRequest, body: unknown): Promise<KnownSource> {
    const key = writeKeyOf(request.headers.authorization, body, request.query)
    const source = key === undefined ? undefined : await keyring.find(key)
    if (!source) throw new UnknownWriteKey({})
    return source
  }
}

function rawsOf(body: unknown, type: string | undefined): readonly unknown[] {
  if (type !== undefined) return [body]
  const events = eventsOf(body)
  if (!events) throw new NotReadable({ reason: 'batch' })
  if (events.length > maxEvents) throw new NotReadable({ reason: 'too-many-events' })
  return events
}

function batchPart(body: Record<string, unknown>) {
  return { sentAt: body.sentAt, ...(isObject(body.context) && { context: body.context }) }
}
