import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import type { Work } from '../../kernel/work.ts'
import { actorRef, audit } from '../team/index.ts'
import { ArriveInput, CountInput, NewPaperInput } from './deed-contract.ts'
import { checkKnown, skusIn } from './known.ts'
import { approve, beginStocktake, count } from './papers/stocktake.ts'
import { arrive, callOff, expectDelivery, transfer } from './papers/transit.ts'
import { paperDetail, papers } from './read/papers.ts'
import { reads, type StockRoutesOptions, tags, writes } from './routes-options.ts'
import { PaperDetail, PaperPage, PaperQuery } from './view-contract.ts'

const ById = z.object({ id: z.uuid() })
const answers = { 200: PaperDetail, 404: Problem, 409: Problem, 422: Problem }

/** Goods on their way and counts: transfers, deliveries, stocktakes. */
export const paperRoutes: FastifyPluginAsyncZod<StockRoutesOptions> = async (
  app,
  { db, inWork, names },
) => {
  app.get(
    '/api/stock/papers',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Transfers, deliveries and stocktakes, by filters' },
        querystring: PaperQuery,
        response: { 200: PaperPage },
      },
    },
    ({ query }) => papers(db, names, query),
  )

  app.get(
    '/api/stock/papers/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One transfer, delivery or stocktake', params: ById },
        response: { 200: PaperDetail, 404: Problem },
      },
    },
    ({ params }) => paperDetail(db, names, params.id),
  )

  app.post(
    '/api/stock/papers',
    {
      config: writes,
      schema: {
        tags,
        summary: 'Begin a transfer, a delivery or a stocktake',
        body: NewPaperInput,
        response: { 201: PaperDetail, 409: Problem, 422: Problem },
      },
    },
    async ({ actor, body }, reply) => {
      const { kind, from, dueAt, ...said } = body
      await checkKnown(db, names, skusIn(said.lines))
      const paper = { ...said, by: actorRef(actor), dueAt: dueAt ? new Date(dueAt) : undefined }
      const id = await inWork(async (work) => {
        const id = await (kind === 'transfer' && from
          ? transfer(work, { ...paper, from })
          : kind === 'delivery'
            ? expectDelivery(work, paper)
            : beginStocktake(work, paper))
        await audit(work, actor, `stock/${kind}-begun`, `stock-paper:${id}`)
        return id
      })
      return reply.code(201).send(await paperDetail(db, names, id))
    },
  )

  const deed = <Body extends z.ZodType>(
    verb: string,
    summary: string,
    body: Body,
    named: (said: z.output<Body>) => readonly { readonly sku: string }[],
    carryOut: (work: Work, id: string, said: z.output<Body>, by: string) => Promise<unknown>,
  ) =>
    app.post(
      `/api/stock/papers/:id/${verb}`,
      { config: writes, schema: { tags, summary, params: ById, body, response: answers } },
      async ({ actor, params, body: said }) => {
        await checkKnown(db, names, skusIn(named(said as z.output<Body>)))
        await inWork(async (work) => {
          await carryOut(work, params.id, said as z.output<Body>, actorRef(actor))
          await audit(work, actor, `stock/paper-${verb}`, `stock-paper:${params.id}`)
        })
        return paperDetail(db, names, params.id)
      },
    )

  deed(
    'arrive',
    'Book what has arrived of a transfer or a delivery',
    ArriveInput,
    ({ lines }) => lines,
    (work, id, { key, ...said }, by) =>
      arrive(work, { ...said, id, by, once: key && `arrive:${id}:${key}` }),
  )
  deed(
    'count',
    'Write down what a stocktake counted',
    CountInput,
    ({ counts }) => counts,
    (work, id, { counts }) => count(work, id, counts),
  )
  deed(
    'approve',
    'Approve a stocktake: the stock is what was counted',
    z.strictObject({}),
    () => [],
    (work, id, _, by) => approve(work, id, by),
  )
  deed(
    'call-off',
    'Call off a transfer, a delivery or a stocktake',
    z.strictObject({}),
    () => [],
    (work, id, _, by) => callOff(work, id, by),
  )
}
