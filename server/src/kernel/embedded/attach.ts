import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { isRunning } from '../process.ts'
import { checkDatabase } from '../server-check.ts'
import { type Cluster, stopCluster, user } from './cluster.ts'
import { ensureCluster, ensureDatabase, ensureRunning } from './ensure.ts'
import { alone, enter, leave } from './lock.ts'
import { type Instance, openDataDir, placeOf, remember } from './place.ts'
import type { Postmaster } from './postmaster.ts'

export interface PostgresAttachment {
  readonly url: string
  /** Leaves. The last of all processes to leave stops the embedded PostgreSQL. */
  release(): Promise<void>
}

type Wanted = Pick<Config, 'dataDir' | 'databaseUrl' | 'databaseUnsafe'>

/** How long after a start that failed the next is tried. */
const againMs = 500

/**
 * Attaches this process to the database of its configuration: the one it names, or the embedded one,
 * which is made, started or adopted as need be, shared by all processes of the data folder, and
 * watched by each of them.
 */
export async function attachPostgres(
  config: Wanted,
  log: Logger,
  purpose = 'server',
  answersAt?: string,
): Promise<PostgresAttachment> {
  if (config.databaseUrl) {
    await checkDatabase(config.databaseUrl, config.databaseUnsafe)
    return { url: config.databaseUrl, release: async () => {} }
  }
  const dataDir = await openDataDir(config.dataDir)
  const opened = await alone(dataDir, async () => {
    const found = await open(dataDir, log)
    enter(dataDir, purpose, answersAt)
    return found
  })
  const guard = watch(dataDir, opened, log)
  const release = async () => {
    await guard.end()
    await alone(dataDir, async () => {
      if (leave(dataDir).length === 0) await stopCluster(opened.cluster.directory)
    })
  }
  const url = `${opened.server}/${user}`
  try {
    await checkDatabase(url, false)
    return { url, release }
  } catch (error) {
    await release()
    throw error
  }
}

interface Opened {
  /** Its address, without a database. */
  readonly server: string
  readonly cluster: Cluster
  readonly running: Postmaster
}

async function open(dataDir: string, log: Logger): Promise<Opened> {
  const { instance, cluster } = await placeOf(dataDir, log)
  const made = await ensureCluster(cluster, instance.password)
  if (made === 'made') log.info({ directory: cluster.directory }, 'created the embedded PostgreSQL')
  const running = await ensureRunning(cluster, instance.port, true)
  if (running.port !== instance.port) await remember(dataDir, { ...instance, port: running.port })
  const server = serverUrl(instance, running)
  await ensureDatabase(server, user)
  return { server, cluster, running }
}

/** By its socket where it has one: what goes that way costs both sides half as much. */
function serverUrl({ password }: Instance, { port, socketFolder }: Postmaster): string {
  const host = socketFolder ? encodeURIComponent(socketFolder) : '127.0.0.1'
  return `postgres://${user}:${password}@${host}:${port}`
}

/**
 * Starts PostgreSQL again when it has died; of several watchers the first to get the lock does. A connection
 * that rests costs nothing and ends with PostgreSQL, however that ends.
 */
function watch(dataDir: string, { server, cluster, running: started }: Opened, log: Logger) {
  let running = started
  let leaving = false
  let client: pg.Client | undefined
  let mending: Promise<void> | undefined
  const hold = async () => {
    const next = new pg.Client({
      connectionString: `${server}/postgres`,
      application_name: 'filrouge watch',
    })
    next.on('error', () => {}) // its end follows
    await next.connect()
    client = next.once('end', () => {
      if (!leaving) mending = mend()
    })
  }
  const mend = async () => {
    for (; !leaving; await pause(againMs)) {
      try {
        if (!isRunning(running)) {
          running = await alone(dataDir, () => ensureRunning(cluster, started.port, false))
          log.warn('PostgreSQL had died and runs again')
        }
        return await hold()
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL does not start, or lets nobody in')
      }
    }
  }
  mending = mend()
  return {
    async end() {
      leaving = true
      await mending
      await client?.end()
    },
  }
}
