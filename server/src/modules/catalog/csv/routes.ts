import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../../kernel/http.ts'
import { audit } from '../../team/index.ts'
import { CsvUnreadable } from '../refusals.ts'
import type { CatalogRoutesOptions } from '../routes-options.ts'
import { addFile, csvFile, csvFiles, refusedLines, startFile, stopFile } from './book.ts'
import { CsvFile, CsvFileDetail, RefusedLines } from './contract.ts'
import { exportCsv } from './export.ts'

const tags = ['catalog']
const largest = 64 * 1024 * 1024
const reads = { access: 'catalog:read' }
const writes = { access: 'catalog:write' }
const params = z.object({ id: z.uuid() })

/** The catalogue as a file, and what a file says as the catalogue. */
export const csvRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/catalog/export.csv',
    { config: reads, schema: { tags, summary: 'The whole catalogue as CSV' } },
    (_, reply) =>
      reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="catalogue.csv"',
        })
        .send(Readable.from(exportCsv(db))),
  )

  app.get(
    '/api/catalog/files',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Catalogue files that were brought in, the newest first' },
        response: { 200: z.array(CsvFile) },
      },
    },
    () => csvFiles(db),
  )

  app.get(
    '/api/catalog/files/:id',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How far a catalogue file is, and what could not be taken', params },
        response: { 200: CsvFileDetail, 404: Problem },
      },
    },
    ({ params: { id } }) => csvFile(db, id),
  )

  app.get(
    '/api/catalog/files/:id/refused',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'All that was not taken, with its lines as they stand', params },
        response: { 200: RefusedLines, 404: Problem },
      },
    },
    ({ params: { id } }) => refusedLines(db, id),
  )

  app.post(
    '/api/catalog/files/:id/start',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Bring a tried file in, or go on where it stopped', params },
        response: { 202: CsvFile, 404: Problem, 409: Problem },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      const file = await inWork(async (work) => {
        const started = await startFile(work, id)
        const { name, products, position } = started
        await audit(work, actor, 'catalog/imported', `csv-file:${id}`, { name, products, position })
        return started
      })
      return reply.code(202).send(file)
    },
  )

  app.post(
    '/api/catalog/files/:id/stop',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Stop a file behind the product in hand', params },
        response: { 200: CsvFile, 404: Problem, 409: Problem },
      },
    },
    ({ params: { id }, actor }) =>
      inWork(async (work) => {
        const stopped = await stopFile(work, id)
        const { name, position } = stopped
        if (!stopped.trial)
          await audit(work, actor, 'catalog/import-stopped', `csv-file:${id}`, { name, position })
        return stopped
      }),
  )

  const doorOfFiles: FastifyPluginAsyncZod = async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    door.post(
      '/api/catalog/files',
      {
        config: writes,
        bodyLimit: largest,
        schema: {
          tags,
          summary: 'Send a catalogue as CSV: it is tried, and changes nothing until it is started',
          querystring: z.object({ name: z.string().trim().min(1).max(200) }),
          response: { 201: CsvFileDetail, 413: Problem, 422: Problem },
        },
      },
      async ({ body, query: { name } }, reply) => {
        const sent: unknown = body
        if (!Buffer.isBuffer(sent) || sent.length === 0)
          throw new CsvUnreadable({ line: 0, reason: 'empty' })
        const id = await addFile({ db, inWork }, name, sent)
        return reply.code(201).send(await csvFile(db, id))
      },
    )
  }
  await app.register(doorOfFiles)
}
