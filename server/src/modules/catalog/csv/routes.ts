import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../../kernel/http.ts'
import { audit } from '../../team/index.ts'
import { CsvUnreadable } from '../refusals.ts'
import type { CatalogRoutesOptions } from '../routes-options.ts'
import { CsvReport } from './contract.ts'
import { exportCsv } from './export.ts'
import { importCsv } from './import.ts'

const tags = ['catalog']
const largest = 64 * 1024 * 1024

/** The catalogue as a file, and what a file says as the catalogue. */
export const csvRoutes: FastifyPluginAsyncZod<CatalogRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/catalog/export.csv',
    { config: { access: 'catalog:read' }, schema: { tags, summary: 'The whole catalogue as CSV' } },
    (_, reply) =>
      reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="catalogue.csv"',
        })
        .send(Readable.from(exportCsv(db))),
  )

  const doorOfFiles: FastifyPluginAsyncZod = async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    door.post(
      '/api/catalog/import',
      {
        config: { access: 'catalog:write' },
        bodyLimit: largest,
        schema: {
          tags,
          summary: 'Read a catalogue from CSV, or only say what that would change',
          querystring: z.object({ dryRun: z.enum(['true', 'false']).default('true') }),
          response: { 200: CsvReport, 413: Problem, 422: Problem },
        },
      },
      async (request) => {
        const body: unknown = request.body
        if (!Buffer.isBuffer(body) || body.length === 0)
          throw new CsvUnreadable({ line: 0, reason: 'empty' })
        const dryRun = request.query.dryRun === 'true'
        const report = await importCsv({ db, inWork }, body, { dryRun })
        const { products, added, changed, refused } = report
        const details = { products, added, changed, refused }
        if (!dryRun)
          await inWork((work) =>
            audit(work, request.actor, 'catalog/imported', 'products', details),
          )
        return report
      },
    )
  }
  await app.register(doorOfFiles)
}
