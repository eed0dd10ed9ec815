import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { codeOf } from '../faults.ts'
import { migrateJobs } from '../jobs.ts'
import { migrate, migrationFiles, sourceRoot } from '../migrate.ts'
import { fileTrouble, Trouble } from '../trouble.ts'
import { fill } from './fill.ts'
import { addPendingJobs } from './jobs.ts'
import { Manifest, manifestName } from './manifest.ts'
import { listTables, plainText, quoted } from './tables.ts'
import { type Part, readTar } from './tar.ts'

export interface RestoreSummary {
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  readonly jobs: number
}

interface RestoreOptions {
  readonly url: string
  readonly file: string
  readonly progress?: (table: string, rows: number) => void
}

/**
 * Makes an empty database equal to the one that a backup was taken of, and leaves it empty again if
 * that fails anywhere. What this version has added to the schema since is applied by the next start.
 */
export async function restore({ url, file, progress }: RestoreOptions): Promise<RestoreSummary> {
  const client = await connect(url)
  try {
    if ((await schemas(client)).length > 0) {
      throw new Trouble(
        'The database is not empty: restore into a new DATA_DIR or an empty database',
      )
    }
    return await pipeline(createReadStream(file), createGunzip(), (bytes) =>
      takeIn(client, url, readTar(bytes), progress ?? (() => {})),
    )
  } catch (error) {
    throw restoreTrouble(error, file)
  } finally {
    await client.end()
  }
}

async function takeIn(
  client: Client,
  url: string,
  parts: AsyncGenerator<Part>,
  progress: (table: string, rows: number) => void,
): Promise<RestoreSummary> {
  const manifest = await readManifest(parts)
  try {
    await migrate(client, sourceRoot, (name) => manifest.migrations.includes(name))
    await migrateJobs(url)
    await client.query('begin')
    // Migrations put rows of their own into some tables: the backup has them, as they were.
    for (const { name } of (await listTables(client)).reverse()) {
      await client.query(`delete from ${quoted(name)}`)
    }
    const rows = await fill(client, manifest, parts, progress)
    for (const { name, value, called } of manifest.sequences) {
      await client.query('select setval($1::regclass, $2, $3)', [quoted(name), value, called])
    }
    await addPendingJobs(client, manifest.jobs)
    await client.query('commit')
    await client.query('analyze')
    const { madeAt, jobs } = manifest
    return { madeAt, tables: manifest.tables.length, rows, jobs: jobs.length }
  } catch (error) {
    await client.end() // in the midst of a COPY there is no other way out
    await emptyAgain(url)
    throw error
  }
}

async function emptyAgain(url: string): Promise<void> {
  const client = await connect(url)
  try {
    for (const schema of await schemas(client)) {
      await client.query(`drop schema ${quoted(schema)} cascade`)
    }
  } finally {
    await client.end()
  }
}

async function connect(url: string): Promise<Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'filrouge restore' })
  client.on('error', () => {}) // the query that it interrupts fails and says so
  await client.connect()
  await client.query(plainText)
  return client
}

async function readManifest(parts: AsyncGenerator<Part>): Promise<Manifest> {
  const first = await parts.next()
  if (first.done || first.value.name !== manifestName)
    throw new Trouble('This file is no backup of Filrouge')
  const manifest = Manifest.parse(JSON.parse(first.value.body.toString()))
  const known = new Set((await migrationFiles(sourceRoot)).map((file) => basename(file)))
  const unknown = manifest.migrations.find((name) => !known.has(name))
  if (unknown) {
    throw new Trouble(
      `The backup was made by a newer Filrouge (${manifest.version}): restore it with that one`,
    )
  }
  return manifest
}

/** Every schema that is not PostgreSQL's own; in an empty database there is none. */
async function schemas(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`)
  return rows.map(({ name }) => name)
}

function restoreTrouble(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Trouble(`There is no file ${file}`)
  if (code === 'Z_BUF_ERROR') return new Trouble('The backup breaks off before its end')
  if (code.startsWith('Z_'))
    return new Trouble('This file is no backup of Filrouge, or it is damaged')
  return fileTrouble(error, file)
}
