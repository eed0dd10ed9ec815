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

/** How often we look whether PostgreSQL still runs. */
const watchMs = 500

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
  const { url, cluster, running } = await alone(dataDir, async () => {
    const opened = await open(dataDir, log)
    enter(dataDir, purpose, answersAt)
    return opened
  })
  const guard = watch(dataDir, cluster, running, log)
  const release = async () => {
    await guard.end()
    await alone(dataDir, async () => {
      if (leave(dataDir).length === 0) await stopCluster(cluster.directory)
    })
  }
  try {
    await checkDatabase(url, false)
    return { url, release }
  } catch (error) {
    await release()
    throw error
  }
}

async function open(dataDir: string, log: Logger) {
  const { instance, cluster } = await placeOf(dataDir, log)
  const made = await ensureCluster(cluster, instance.password)
  if (made === 'made') log.info({ directory: cluster.directory }, 'created the embedded PostgreSQL')
  const running = await ensureRunning(cluster, instance.port, true)
  if (running.port !== instance.port) await remember(dataDir, { ...instance, port: running.port })
  const server = serverUrl(instance, running)
  await ensureDatabase(server, user)
  return { url: `${server}/${user}`, cluster, running }
}

/** By its socket where it has one: what goes that way costs both sides half as much. */
function serverUrl({ password }: Instance, { port, socketFolder }: Postmaster): string {
  const host = socketFolder ? encodeURIComponent(socketFolder) : '127.0.0.1'
  return `postgres://${user}:${password}@${host}:${port}`
}

/** Starts PostgreSQL again when it has died; of several watchers the first to get the lock does. */
function watch(dataDir: string, cluster: Cluster, started: Postmaster, log: Logger) {
  let running = started
  let mending: Promise<void> | undefined
  const mend = async () => {
    try {
      running = await alone(dataDir, () => ensureRunning(cluster, started.port, false))
      log.warn('PostgreSQL had died and runs again')
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL has died and does not start')
    }
  }
  const timer = setInterval(() => {
    if (mending || isRunning(running)) return
    mending = mend().finally(() => {
      mending = undefined
    })
  }, watchMs)
  timer.unref()
  return {
    async end() {
      clearInterval(timer)
      await mending
    },
  }
}
