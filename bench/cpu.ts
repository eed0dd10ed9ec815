import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../server/src/kernel/database.ts'

const ticksPerSecond = 100

/** User and system time of a process so far, from Linux's own account. */
export async function cpuSeconds(pid: number): Promise<number> {
  const { ticks } = await processOf(pid)
  return ticks / ticksPerSecond
}

/** The same of a whole PostgreSQL: its parent process, which remembers those that ended, and all below it. */
export async function postgresSeconds(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  const { parent } = await processOf(rows[0]?.pid ?? 0)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(pids.map((pid) => processOf(pid).catch(() => undefined)))
  const below = all.filter((one) => one?.parent === parent)
  const own = await processOf(parent)
  const ticks = below.reduce((sum, one) => sum + (one?.ticks ?? 0), own.ticks + own.ended)
  return ticks / ticksPerSecond
}

async function processOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const number = (place: number) => Number(fields[place])
  return {
    parent: number(1),
    ticks: number(11) + number(12),
    ended: number(13) + number(14),
  }
}
