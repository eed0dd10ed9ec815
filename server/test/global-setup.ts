import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { createCluster, startCluster, stopCluster, user } from '../src/kernel/embedded/cluster.ts'
import { placeOf } from '../src/kernel/embedded/place.ts'
import { postgresSettings } from '../src/kernel/embedded/tuning.ts'
import { migrateJobs } from '../src/kernel/jobs.ts'
import { migrate, sourceRoot } from '../src/kernel/migrate.ts'
import { refuseUnsaid } from './restamped.ts'

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
  await run(`${server}/${template}`, refuseUnsaid)
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

/** The PostgreSQL that the product brings along, as it starts it, but for what makes it durable. */
async function throwawayCluster() {
  const dataDir = await mkdtemp(join(tmpdir(), 'filrouge-test-'))
  await chmod(dataDir, 0o755) // root does not run PostgreSQL itself
  const { instance, cluster } = await placeOf(dataDir, pino({ level: 'silent' }))
  await createCluster(cluster, instance.password)
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings = { ...postgresSettings(), ...careless, max_connections: '200' }
  const { port } = await startCluster(cluster, await freePort(), settings)
  return {
    url: `postgres://${user}:${instance.password}@127.0.0.1:${port}`,
    stop: async () => {
      await stopCluster(cluster.directory)
      for (const place of [dataDir, cluster.directory]) {
        await rm(place, { recursive: true, force: true })
      }
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
