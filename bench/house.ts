import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Config, readConfig } from '../server/src/kernel/config.ts'
import { type House, openHouse } from '../server/src/kernel/house.ts'
import { openLog } from '../server/src/kernel/log.ts'

export interface BenchHouse extends House {
  readonly config: Config
  /** Environment of a process that is to work on the same database. */
  readonly environment: Record<string, string>
}

/** Runs a task on an empty embedded PostgreSQL of its own, whose durability is real, then removes it. */
export async function inEmptyHouse<Result>(
  task: (house: BenchHouse) => Promise<Result>,
): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'filrouge-bench-'))
  await chmod(dataDir, 0o755) // PostgreSQL's own user must be able to enter
  const log = openLog('warn', 2)
  const config = readConfig({ DATA_DIR: dataDir, DEMO: '0', ...process.env, PORT: '3999' })
  const house = await openHouse({ config, log, purpose: 'bench' })
  try {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await sql<Record<string, string>>`show ${sql.raw(setting)}`.execute(house.db)
      if (rows[0]?.[setting] !== 'on') throw new Error(`${setting} is off: figures would be false`)
    }
    const environment = { DATABASE_URL: house.databaseUrl, DATA_DIR: dataDir, DEMO: '0' }
    return await task({ ...house, config, environment })
  } finally {
    await house.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

export const progress = (line: string): void => console.error(line)

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The nearest-rank percentile of unsorted values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
