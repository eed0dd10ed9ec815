import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import { newId } from '../../../kernel/id.ts'
import type { InWork } from '../../../kernel/work.ts'
import { audit } from '../../team/index.ts'
import type { Gate } from '../door/gate.ts'
import { imports } from './book.ts'
import {
  Import,
  ImportFile,
  ImportFileDetail,
  ImportMapping,
  ImportStart,
  Trial,
} from './contract.ts'
import { ImportFiles } from './files.ts'
import { FileNotFound, NothingUploaded } from './refusals.ts'
import { Uploads } from './uploads.ts'

interface ImportRoutesOptions {
  db: Db
  inWork: InWork
  gate: Pick<Gate, 'inspector'>
  dataDir: string
  log: Pick<Logger, 'error'>
  /** In bytes. */
  largestFile?: number
}

const tags = ['thread']
const writes = { access: 'import:write' }
const params = z.object({ id: z.uuid() })
const usualLargest = 4 * 1024 ** 3

export const importRoutes: FastifyPluginAsyncZod<ImportRoutesOptions> = async (
  app,
  { db, inWork, gate, dataDir, log, largestFile = usualLargest },
) => {
  const files = new ImportFiles(dataDir, largestFile)
  const uploads = new Uploads({ db, inWork, gate, files, log })
  app.addHook('onClose', () => uploads.idle())

  app.get(
    '/api/imports',
    {
      config: { access: 'sources:read' },
      schema: {
        ...{ tags, summary: 'All imports, the latest first' },
        response: { 200: z.object({ imports: z.array(Import) }) },
      },
    },
    async () => ({ imports: await imports(db) }),
  )

  app.get(
    '/api/imports/files',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Files of history, the newest first' },
        response: { 200: z.array(ImportFile) },
      },
    },
    () => uploads.list(),
  )

  app.get(
    '/api/imports/files/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'One file: what its columns mean, and how far it is', params },
        response: { 200: ImportFileDetail, 404: Problem },
      },
    },
    async ({ params: { id } }) => {
      const file = await uploads.one(id)
      return { ...file, ...(await files.beginning(id, file.name)) }
    },
  )

  app.post(
    '/api/imports/files/:id/preview',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'What the first lines of a file become by a mapping', params },
        body: z.strictObject({ mapping: ImportMapping }),
        response: { 200: Trial, 404: Problem },
      },
    },
    ({ params: { id }, body: { mapping } }) => uploads.preview(id, mapping),
  )

  app.post(
    '/api/imports/files/:id/start',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Read a file in, with its columns mapped', params, body: ImportStart },
        response: { 202: ImportFile, 404: Problem, 409: Problem },
      },
    },
    async ({ params: { id }, body, actor }, reply) => {
      await uploads.start(id, body)
      if (!body.dryRun) {
        await inWork((work) =>
          audit(work, actor, 'thread/import-started', `import-file:${id}`, {
            ...{ source: body.source, basis: body.basis },
          }),
        )
      }
      return reply.code(202).send(await uploads.one(id))
    },
  )

  app.delete(
    '/api/imports/files/:id',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'Delete a file that is not being read', params },
        response: { 204: z.undefined(), 404: Problem, 409: Problem },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      await inWork(async (work) => {
        await uploads.remove(work, id)
        await audit(work, actor, 'thread/import-file-deleted', `import-file:${id}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/imports/files/:id/errors',
    {
      config: writes,
      schema: {
        ...{ tags, summary: 'The lines that were refused, as CSV', params },
        response: { 404: Problem },
      },
    },
    async ({ params: { id } }, reply) => {
      const { name, errors } = await uploads.one(id)
      if (!errors) throw new FileNotFound({ id })
      reply.header('content-type', 'text/csv; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="errors.csv"')
      return reply.send(createReadStream(files.errors(id, name)) as never)
    },
  )

  const doorOfFiles: FastifyPluginAsyncZod = async (door) => {
    door.removeAllContentTypeParsers()
    // The body stays a stream: it goes to the disk as it comes.
    door.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    door.post(
      '/api/imports/files',
      {
        config: writes,
        bodyLimit: largestFile,
        schema: {
          tags,
          summary: 'Send a file of history, CSV or NDJSON, gzipped or not',
          querystring: z.object({ name: z.string().trim().min(1).max(200) }),
          response: { 201: ImportFileDetail, 400: Problem, 413: Problem },
        },
      },
      async ({ body, query: { name }, actor }, reply) => {
        if (!isStream(body)) throw new NothingUploaded({})
        const id = newId()
        const bytes = await files.take(id, name, body)
        await inWork(async (work) => {
          await uploads.add(work, id, name, bytes, `${actor.kind}:${actor.id}`)
          await audit(work, actor, 'thread/import-file-uploaded', `import-file:${id}`, { bytes })
        })
        const file = await uploads.one(id)
        return reply.code(201).send({ ...file, ...(await files.beginning(id, name)) })
      },
    )
  }
  await app.register(doorOfFiles)
}

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body
