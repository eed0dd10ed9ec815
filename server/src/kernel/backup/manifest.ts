import { z } from 'zod'

const Table = z.object({ name: z.string(), columns: z.array(z.string()) })
const Sequence = z.object({ name: z.string(), value: z.string(), called: z.boolean() })
/** A job that was to run or ran, as what it asks for. */
const StoredJob = z.object({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  runAt: z.string(),
  maxAttempts: z.int(),
  key: z.string().nullable(),
  priority: z.int(),
})
export type StoredJob = z.infer<typeof StoredJob>

/** The first part of a backup: what it is of. */
export const Manifest = z.object({
  format: z.literal('filrouge backup 1'),
  version: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(Table),
  sequences: z.array(Sequence),
  jobs: z.array(StoredJob),
})
export type Manifest = z.infer<typeof Manifest>

/** The last part: what each table held. A file without it broke off. */
export const Contents = z.record(z.string(), z.object({ rows: z.int(), sha256: z.string() }))
export type Contents = z.infer<typeof Contents>

export const manifestName = 'manifest.json'
export const contentsName = 'contents.json'
