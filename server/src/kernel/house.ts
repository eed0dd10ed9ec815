import pg from 'pg'
import type { Logger } from 'pino'
import { bornAsDemo, type ProductClock, productClock } from './clock.ts'
import type { Config } from './config.ts'
import { type Db, openDatabase } from './database.ts'
import { attachPostgres } from './embedded/attach.ts'
import { codeOf } from './faults.ts'
import { migrateJobs } from './jobs.ts'
import { migrate, sourceRoot } from './migrate.ts'
import { listenForSignals, type Signals } from './signals.ts'
import { type InWork, startWork } from './work.ts'

/** What every process stands on: the database, migrated, and what reaches others through it. */
export interface House {
  readonly databaseUrl: string
  readonly db: Db
  readonly inWork: InWork
  readonly signals: Signals
  readonly clock: ProductClock
  /** The migrations that this process applied; all of them on a new database. */
  readonly migrated: readonly string[]
  close(): Promise<void>
}

interface HouseOptions {
  readonly config: Config
  readonly log: Logger
  /** What the process is for, as others see it who share the data folder. */
  readonly purpose: string
  readonly answersAt?: string
  /** False for a restore, which decides itself what its database begins with. */
  readonly migrates?: boolean
}

/** Opens the house, in the order in which `close` leaves it: the database first in and last out. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { config, log, purpose, answersAt } = options
  const postgres = await attachPostgres(config, log, purpose, answersAt)
  try {
    const migrated =
      options.migrates === false ? [] : await migrateDatabase(postgres.url, config.demo)
    let closing = false
    const db = openDatabase(postgres.url, (error) => {
      // PostgreSQL may stop before it has read our farewell; that is no loss.
      if (!closing) log.warn({ code: codeOf(error) }, 'a database connection was lost')
    })
    const signals = await listenForSignals(postgres.url)
    const clock = await productClock(db, signals)
    return {
      databaseUrl: postgres.url,
      db,
      inWork: startWork(db, { clock: clock.now }),
      signals,
      clock,
      migrated,
      async close() {
        closing = true
        clock.stop()
        await signals.close()
        await db.destroy()
        await postgres.release()
      },
    }
  } catch (error) {
    await postgres.release()
    throw error
  }
}

/** Brings the database up to date, and settles at its birth, once for all, whether it is a demo. */
async function migrateDatabase(url: string, demo: boolean): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query that it interrupts fails and says so
  await client.connect()
  try {
    const { rows } = await client.query(`select to_regclass('kernel.migration') is null as new`)
    const migrated = await migrate(client, sourceRoot)
    if (migrated.length > 0) await migrateJobs(url)
    if (rows[0].new && demo) await markAsDemo(url)
    return migrated
  } finally {
    await client.end()
  }
}

async function markAsDemo(url: string): Promise<void> {
  const db = openDatabase(url, () => {}, 1)
  await bornAsDemo(db)
  await db.destroy()
}
