import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import { newId } from '../../../kernel/id.ts'
import type { Seal } from '../../../kernel/seal.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit } from '../../team/index.ts'
import type { Door } from '../door/door.ts'
import {
  HookChange,
  type HookMapping,
  HookPreview,
  PreviewInput,
  SecretInput,
  SecretTold,
  Webhook,
} from './contract.ts'
import { type HookPayload, mapPayload } from './mapping.ts'
import { readPayload } from './read.ts'
import { NothingCame } from './refusals.ts'
import { changeWebhook, lastPayload, setSecret, webhook } from './store.ts'
import { takeHook } from './take.ts'

interface HookRoutesOptions {
  db: Db
  inWork: InWork
  seal: Seal
  door: Door
  clock: { now: () => Date }
  baseUrl: string
}

const tags = ['thread']
const writes = { access: 'sources:write' }
const params = z.object({ id: z.uuid() })
const maxPayload = 500 * 1024

/** Webhooks: what other programs send, and what it means. */
export const hookRoutes: FastifyPluginAsyncZod<HookRoutesOptions> = async (
  app,
  { db, inWork, seal, door, clock, baseUrl },
) => {
  const problems = { 404: Problem, 409: Problem }

  app.get(
    '/api/sources/:id/webhook',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'How a source reads webhooks, and what came last', params },
        response: { 200: Webhook, ...problems },
      },
    },
    ({ params: { id } }) => webhook(db, seal, id, baseUrl),
  )

  app.put(
    '/api/sources/:id/webhook',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change how a source reads webhooks', params, body: HookChange },
        response: { 200: Webhook, ...problems },
      },
    },
    ({ params: { id }, body, actor }) =>
      inWork(async (work) => {
        await changeWebhook(work, id, body)
        const changed = await webhook(work.tx, seal, id, baseUrl)
        await audit(work, actor, 'thread/webhook-changed', `source:${id}`)
        return changed
      }),
  )

  app.post(
    '/api/sources/:id/webhook/secret',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Set or make the secret that signs webhooks, told this once', params },
        body: SecretInput,
        response: { 200: SecretTold, ...problems },
      },
    },
    ({ params: { id }, body, actor }) =>
      inWork(async (work) => {
        const secret = await setSecret(work, seal, id, body.secret)
        await audit(work, actor, 'thread/webhook-secret-set', `source:${id}`)
        return { secret }
      }),
  )

  app.post(
    '/api/sources/:id/webhook/preview',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'The event that the last webhook would become', params },
        body: PreviewInput,
        response: { 200: HookPreview, ...problems },
      },
    },
    async ({ params: { id }, body }) => {
      const last = await lastPayload(db, id)
      if (!last) throw new NothingCame({})
      return preview(id, body.mapping, last.payload)
    },
  )

  function preview(id: string, mapping: HookMapping, payload: HookPayload): HookPreview {
    const arrival = {
      ...{ sourceId: id, kind: 'webhook' as const, receivedAt: clock.now().getTime(), newId },
    }
    const parcel = readPayload({ id }, mapping, payload, arrival)
    if (!parcel) return { message: null, skipped: true, refused: null }
    const [refused] = parcel.rejected
    const message = mapPayload(mapping, payload)
    return {
      message: message === 'skipped' ? null : message,
      skipped: false,
      refused: refused ? { reason: refused.reason, detail: refused.detail } : null,
    }
  }

  const doorRoutes: FastifyPluginAsyncZod = async (doors) => {
    doors.removeAllContentTypeParsers()
    doors.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxPayload }, (_, body, done) =>
      done(null, body),
    )
    doors.post(
      '/hooks/:id',
      {
        config: { access: 'public' },
        bodyLimit: maxPayload,
        schema: {
          ...{ tags, summary: 'Take a webhook of another system', params },
          response: {
            200: z.object({
              success: z.literal(true),
              result: z.enum(['taken', 'repeated', 'skipped', 'kept']),
            }),
            ...{ 400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem },
            ...{ 429: Problem, 503: Problem },
          },
        },
      },
      async ({ params: { id }, headers, body }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        const result = await takeHook({ db, inWork, seal, door }, { id, headers, body: bytes })
        return { success: true as const, result }
      },
    )
  }
  await app.register(doorRoutes)
}
