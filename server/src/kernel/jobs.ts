import { Logger as QueueLogger, run, runMigrations, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { type Db, idleTimeoutMillis } from './database.ts'

/**
 * Something to be done once in the background, or on a schedule. It may run twice (a worker died
 * after the work and before saying so), so `run` must tolerate that.
 */
export interface Job<Payload = unknown> {
  readonly name: string
  readonly payload: z.ZodType<Payload>
  /** Five fields in UTC; absent for a job that only others add. Scheduled runs get the payload {}. */
  readonly cron?: string
  readonly run: (payload: Payload) => Promise<void>
}

/** Adds a job in the caller's transaction: it runs if, and only if, that commits. */
export async function addJob<Payload>(
  tx: Db,
  job: Pick<Job<Payload>, 'name' | 'payload'>,
  payload: Payload,
  { key, runAt }: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${job.name}, ${JSON.stringify(payload)}::json, run_at => ${runAt ?? null}, job_key => ${key ?? null})`.execute(
    tx,
  )
}

/** The queue's own tables; its library migrates them. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url })
}

/** The name of the connections of whoever runs jobs; one of them listens all the time. */
const lives = 'filrouge jobs'

/**
 * Jobs that were in hand when their process was killed: the library would leave them to it for four hours. Where another
 * process lives they may be in its hands.
 */
const freeAbandoned = `
  select graphile_worker.force_unlock_workers(
    array(select distinct locked_by from graphile_worker.jobs where locked_by is not null)
  ) where not exists (
    select from pg_stat_activity
    where datname = current_database() and application_name = $1 and pid <> pg_backend_pid())`

/** Runs jobs until stopped; those in hand may end first. */
// biome-ignore lint/suspicious/noExplicitAny: each job checks its own payload
export async function runJobs(url: string, jobs: readonly Job<any>[], log: Logger) {
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [job.name, (payload: unknown) => job.run(job.payload.parse(payload))]),
  )
  // A pool of our own: the queue's would sign in anew for each look.
  const pgPool = new pg.Pool({ connectionString: url, idleTimeoutMillis, application_name: lives })
  pgPool.on('error', (error) => log.warn({ err: error }, 'a connection of the queue ended'))
  pgPool.on('connect', (client) => client.on('error', () => {}))
  await pgPool.query(freeAbandoned, [lives])
  const runner = await run({
    pgPool,
    concurrency: 4,
    noHandleSignals: true,
    taskList,
    crontab: jobs
      .filter((job) => job.cron)
      .map((job) => `${job.cron} ${job.name} {}`)
      .join('\n'),
    // A job that is added wakes a worker; only one that is tried again waits to be looked for.
    preset: {
      worker: { completeJobBatchDelay: 0, localQueue: { size: 50 }, pollInterval: 60_000 },
    },
    logger: new QueueLogger(() => (level, message) => {
      if (level === 'error') log.error({ queue: true }, message)
      else if (level === 'warning') log.warn({ queue: true }, message)
    }),
  })
  return {
    async stop() {
      await runner.stop()
      await pgPool.end()
    },
  }
}
