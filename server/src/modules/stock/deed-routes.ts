import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, actorRef, audit } from '../team/index.ts'
import { AdjustInput, AsideInput, LevelRules, PlaceSafety, ReceiveInput } from './deed-contract.ts'
import { adjust, putBack, receive, setAside, setOnHand } from './goods.ts'
import { checkKnown, skusIn } from './known.ts'
import { type StockRoutesOptions, tags, writes } from './routes-options.ts'
import { setLevelRules, setPlaceSafety } from './rules.ts'

const done = { 204: z.undefined(), 409: Problem, 422: Problem }

/** What people do with stock by hand; each with its reason and its line in the audit. */
export const deedRoutes: FastifyPluginAsyncZod<StockRoutesOptions> = async (
  app,
  { db, inWork, names },
) => {
  const audited = (
    actor: Actor,
    action: string,
    object: string,
    details: object,
    deed: (work: Work) => Promise<unknown>,
  ) =>
    inWork(async (work) => {
      await deed(work)
      await audit(work, actor, `stock/${action}`, object, details)
    })

  app.post(
    '/api/stock/adjust',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Correct the stock of an article in a place', body: AdjustInput },
        response: done,
      },
    },
    async ({ actor, body }, reply) => {
      const { sku, locationId, by, to, reason, note } = body
      await checkKnown(db, names, [sku])
      const about = { reason, note, by: actorRef(actor) }
      await audited(actor, 'adjusted', `item:${sku}`, { locationId, by, to, reason }, (work) =>
        to === undefined
          ? adjust(work, { ...about, lines: [{ sku, locationId, by: by ?? 0 }] })
          : setOnHand(work, { ...about, lines: [{ sku, locationId, quantity: to }] }),
      )
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/stock/receive',
    {
      config: writes,
      schema: { tags, summary: 'Receive articles in a place', body: ReceiveInput, response: done },
    },
    async ({ actor, body: { locationId, lines, note, key } }, reply) => {
      const details = { lines: lines.length }
      await checkKnown(db, names, skusIn(lines))
      await audited(actor, 'received', `location:${locationId}`, details, (work) =>
        receive(work, {
          lines: lines.map((line) => ({ ...line, locationId })),
          ...{ note, by: actorRef(actor), once: key && `receive:${key}` },
        }),
      )
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/stock/aside',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Set articles aside, put them back, or throw them away' },
        body: AsideInput,
        response: done,
      },
    },
    async ({ actor, body }, reply) => {
      const { sku, locationId, quantity, as, what, note } = body
      const line = { sku, locationId, quantity }
      const about = { as, line, note, by: actorRef(actor) }
      const details = { locationId, quantity, as, what }
      await audited(actor, 'set-aside', `item:${sku}`, details, (work) =>
        what === 'set-aside'
          ? setAside(work, about)
          : putBack(work, { ...about, away: what === 'throw-away', reason: as }),
      )
      return reply.code(204).send()
    },
  )

  app.put(
    '/api/stock/rules',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change what is kept back of an article, and when it runs low' },
        body: LevelRules,
        response: done,
      },
    },
    async ({ actor, body }, reply) => {
      await checkKnown(db, names, [body.sku])
      await audited(actor, 'rules-changed', `item:${body.sku}`, body, (work) =>
        setLevelRules(work, body),
      )
      return reply.code(204).send()
    },
  )

  app.put(
    '/api/stock/safety',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Change what a place keeps back from a channel', body: PlaceSafety },
        response: done,
      },
    },
    async ({ actor, body }, reply) => {
      await audited(actor, 'safety-changed', `location:${body.locationId}`, body, (work) =>
        setPlaceSafety(work, body),
      )
      return reply.code(204).send()
    },
  )
}
