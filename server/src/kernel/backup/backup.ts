import { createHash } from 'node:crypto'
import { access, open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { fileTrouble, Trouble } from '../trouble.ts'
import { pendingJobs } from './jobs.ts'
import { type Contents, contentsName, type Manifest, manifestName } from './manifest.ts'
import {
  columnList,
  listSequences,
  listTables,
  plainText,
  quoted,
  type StoredTable,
} from './tables.ts'
import { tarEnd, tarPart } from './tar.ts'

export interface BackupSummary {
  readonly file: string
  readonly tables: number
  readonly rows: number
  readonly jobs: number
  readonly bytes: number
}

interface BackupOptions {
  readonly url: string
  readonly file: string
  readonly version: string
  readonly now: Date
  /** Told each table when it is done. */
  readonly progress?: (table: string, rows: number) => void | Promise<void>
}

/**
 * Writes all tables, as they were at one moment, into one file, while the product works on. It has
 * the name FILE only once it is whole; it holds personal data, so only its owner may read it.
 */
export async function backup({ url, file, ...options }: BackupOptions): Promise<BackupSummary> {
  if (await exists(file)) throw new Trouble(`${file} exists already`)
  const client = new pg.Client({ connectionString: url, application_name: 'filrouge backup' })
  client.on('error', () => {}) // the query that it interrupts fails and says so
  await client.connect()
  const draft = `${file}.part`
  try {
    await client.query(`${plainText}; begin isolation level repeatable read, read only`)
    const manifest = await describe(client, options)
    const contents: Contents = {}
    const output = await open(draft, 'w', 0o600)
    const parts = Readable.from(write(client, manifest, contents, options))
    await pipeline(parts, createGzip({ level: 5 }), output.createWriteStream({ flush: true }))
    await rename(draft, file)
    const rows = Object.values(contents).reduce((sum, table) => sum + table.rows, 0)
    const { size: bytes } = await stat(file)
    return { file, tables: manifest.tables.length, rows, jobs: manifest.jobs.length, bytes }
  } catch (error) {
    await rm(draft, { force: true })
    throw fileTrouble(error, file)
  } finally {
    await client.end()
  }
}

async function describe(
  client: Client,
  { version, now }: Pick<BackupOptions, 'version' | 'now'>,
): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>(
    'select name from kernel.migration order by name',
  )
  const server = await client.query<{ server_version: string }>('show server_version')
  return {
    format: 'filrouge backup 1',
    version,
    madeAt: now.toISOString(),
    postgres: server.rows[0]?.server_version ?? '',
    migrations: migrations.rows.map(({ name }) => name),
    tables: await listTables(client),
    // Sequences know no snapshot: they are read after it and so are never behind it.
    sequences: await listSequences(client),
    jobs: await pendingJobs(client),
  }
}

async function* write(
  client: Client,
  manifest: Manifest,
  contents: Contents,
  { now, progress }: Pick<BackupOptions, 'now' | 'progress'>,
): AsyncGenerator<Buffer> {
  const json = (value: object) => Buffer.from(JSON.stringify(value, null, 1))
  yield tarPart({ name: manifestName, body: json(manifest) }, now)
  for (const table of manifest.tables) {
    const hash = createHash('sha256')
    let rows = 0
    let number = 0
    for await (const body of megabytes(copyOut(client, table))) {
      hash.update(body)
      rows += countLines(body)
      yield tarPart({ name: `${table.name}/${String(++number).padStart(6, '0')}.copy`, body }, now)
    }
    contents[table.name] = { rows, sha256: hash.digest('hex') }
    await progress?.(table.name, rows)
  }
  yield tarPart({ name: contentsName, body: json(contents) }, now)
  yield tarEnd
}

/** In COPY's text format a newline ends a row; those within values are written `\n`. */
const newline = 10

function countLines(body: Buffer): number {
  let lines = 0
  for (let at = body.indexOf(newline); at >= 0; at = body.indexOf(newline, at + 1)) lines++
  return lines
}

function copyOut(client: Client, table: StoredTable): AsyncIterable<Buffer> {
  return client.query(
    copyTo(`copy (select ${columnList(table)} from ${quoted(table.name)}) to stdout`),
  )
}

async function* megabytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    gathered.push(chunk)
    size += chunk.length
    if (size < 1_048_576) continue
    yield Buffer.concat(gathered)
    gathered = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(gathered)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
