import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import { type Actor, audit } from '../../team/index.ts'
import { Because, NewRequest, PrivacyRequest, Verification } from '../contract.ts'
import { ask, extend, refuse } from './ask.ts'
import { requestOf, requestShown, requests } from './request.ts'
import type { RequestParts } from './run.ts'
import { sendCode, tryCode, vouch } from './verify.ts'

export interface RequestRoutesOptions extends RequestParts {
  readonly db: Db
  readonly clock: { now(): Date }
}

const tags = ['consent']
const config = { access: 'privacy:write' }
const Id = z.object({ id: z.uuid() })
const answers = { 200: PrivacyRequest, 404: Problem, 409: Problem, 422: Problem }

/** The data officer's desk: what people ask by law, and how long there is to answer. */
export const requestRoutes: FastifyPluginAsyncZod<RequestRoutesOptions> = async (app, options) => {
  const { db, inWork, post, links, baseUrl, clock }: RequestRoutesOptions = options
  const shown = () => ({ links, baseUrl, now: clock.now() })
  const one = async (id: string) => requestShown(await requestOf(db, id), shown())
  const by = (actor: Actor) => `${actor.kind}:${actor.id}`

  app.get(
    '/api/privacy/requests',
    {
      config,
      schema: {
        ...{ tags, summary: 'Requests for access or erasure' },
        response: { 200: z.array(PrivacyRequest) },
      },
    },
    () => requests(db, shown()),
  )

  app.get(
    '/api/privacy/requests/:id',
    {
      config,
      schema: { tags, summary: 'One request for access or erasure', params: Id, response: answers },
    },
    ({ params }) => one(params.id),
  )

  app.post(
    '/api/privacy/requests',
    {
      config,
      schema: {
        ...{ tags, summary: 'Open a request for access or erasure', body: NewRequest },
        response: { ...answers, 201: PrivacyRequest },
      },
    },
    async ({ actor, body }, reply) => {
      const row = await inWork(async (work) => {
        const asked = await ask(work, body, by(actor))
        const details = { kind: body.kind, by: body.by, bar: asked.bar }
        await audit(work, actor, 'consent/request-opened', `request:${asked.id}`, details)
        return asked
      })
      return reply.code(201).send(requestShown(row, shown()))
    },
  )

  app.post(
    '/api/privacy/requests/:id/code',
    {
      config,
      schema: { tags, summary: 'Mail a code that proves who asks', params: Id, response: answers },
    },
    async ({ actor, params: { id } }) => {
      await post.ready()
      await inWork(async (work) => {
        await sendCode(work, post, id)
        await audit(work, actor, 'consent/request-code-sent', `request:${id}`)
      })
      return one(id)
    },
  )

  app.post(
    '/api/privacy/requests/:id/verify',
    {
      config,
      schema: {
        ...{ tags, summary: 'Prove who asks, by the code or by one’s word', params: Id },
        body: Verification,
        response: answers,
      },
    },
    async ({ actor, params: { id }, body }) => {
      const wrong = await inWork(async (work) => {
        const how = 'code' in body ? 'code' : 'vouched'
        const failed =
          'code' in body
            ? await tryCode(work, id, body.code, by(actor))
            : await vouch(work, id, body.vouched, by(actor))
        if (failed) return failed
        await audit(work, actor, 'consent/request-verified', `request:${id}`, { how })
        return undefined
      })
      if (wrong) throw wrong
      return one(id)
    },
  )

  for (const [verb, decide, action, summary] of [
    ['extend', extend, 'consent/request-extended', 'Take longer for a request, and say why'],
    ['refuse', refuse, 'consent/request-refused', 'Refuse a request, and say why'],
  ] as const) {
    app.post(
      `/api/privacy/requests/:id/${verb}`,
      { config, schema: { tags, summary, params: Id, body: Because, response: answers } },
      async ({ actor, params: { id }, body }) => {
        await inWork(async (work) => {
          await decide(work, id, body.reason)
          await audit(work, actor, action, `request:${id}`)
        })
        return one(id)
      },
    )
  }
}
