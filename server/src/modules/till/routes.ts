import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { actorRef, audit } from '../team/index.ts'
import { archiveOf } from './archive.ts'
import { closingPage } from './closings.ts'
import {
  ArchiveQuery,
  ClosingPage,
  ClosingQuery,
  ReceiptDetail,
  ReceiptPage,
  ReceiptQuery,
  Till,
  TillInput,
  TillVerdict,
  VerdictQuery,
} from './contract.ts'
import { countPrint } from './print.ts'
import { receiptDetail, receiptPage } from './read.ts'
import { openTill, tills } from './tills.ts'
import { verifyTills } from './verify.ts'

interface TillRoutesOptions {
  db: Db
  inWork: InWork
}

const tags = ['till']
const reads = { access: 'till:read' }
const writes = { access: 'till:write' }
const ById = z.object({ id: z.uuid() })

/** What the tills of the shops have sealed: receipts, closings, and whether all of it stands. */
export const tillRoutes: FastifyPluginAsyncZod<TillRoutesOptions> = async (app, { db, inWork }) => {
  app.get(
    '/api/till/tills',
    {
      config: reads,
      schema: { tags, summary: 'The tills of all shops', response: { 200: z.array(Till) } },
    },
    () => tills(db),
  )

  app.post(
    '/api/till/tills',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Open a further till in a shop', body: TillInput },
        response: { 201: z.object({ id: z.uuid() }), 404: Problem, 409: Problem },
      },
    },
    async ({ body, actor }, reply) => {
      const id = await inWork(async (work) => {
        const opened = await openTill(work, body)
        await audit(work, actor, 'till/opened', `till:${opened}`)
        return opened
      })
      return reply.code(201).send({ id })
    },
  )

  app.get(
    '/api/till/receipts',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Receipts, the newest first, by search and filters' },
        ...{ querystring: ReceiptQuery, response: { 200: ReceiptPage, 404: Problem } },
      },
    },
    ({ query }) => receiptPage(db, query),
  )

  app.get(
    '/api/till/receipts/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'One receipt, with how often it was printed', params: ById },
        response: { 200: ReceiptDetail, 404: Problem },
      },
    },
    ({ params }) => receiptDetail(db, params.id),
  )

  app.post(
    '/api/till/receipts/:id/prints',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Count a print of a receipt: the original, or a duplicate' },
        ...{ params: ById, response: { 200: z.object({ copy: z.int() }), 404: Problem } },
      },
    },
    async ({ params, actor }) => ({
      copy: await inWork((work) => countPrint(work, params.id, actorRef(actor))),
    }),
  )

  app.get(
    '/api/till/closings',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Closings of days, months and years, the latest first' },
        ...{ querystring: ClosingQuery, response: { 200: ClosingPage, 404: Problem } },
      },
    },
    ({ query }) => closingPage(db, query),
  )

  app.get(
    '/api/till/verdict',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Whether all receipts and closings stand as they were sealed' },
        querystring: VerdictQuery,
        response: { 200: z.array(TillVerdict), 404: Problem },
      },
    },
    ({ query }) => verifyTills(db, query.till),
  )

  app.get(
    '/api/till/archive',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Everything a till sealed in a closed period, as one file' },
        querystring: ArchiveQuery,
        response: { 200: z.any(), 404: Problem, 409: Problem },
      },
    },
    async ({ query: { till, period }, actor }, reply) => {
      const { name, lines } = await archiveOf(db, till, period)
      await inWork((work) => audit(work, actor, 'till/archived', `till:${till}`, { till, period }))
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type('application/x-ndjson')
        .send(Readable.from(lines))
    },
  )
}
