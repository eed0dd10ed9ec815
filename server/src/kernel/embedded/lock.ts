import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from '../faults.ts'
import { isRunning, markOf, type ProcessMark } from '../process.ts'
import { fileTrouble, Trouble } from '../trouble.ts'

/**
 * Runs a task while no other process does so for this data folder. The lock is the operating
 * system's, held through SQLite, so a process that is killed gives it back: there is no stale lock
 * to recognise, and no race between two who think they recognise one.
 */
export async function alone<Result>(dataDir: string, task: () => Promise<Result>): Promise<Result> {
  const lock = openLock(join(dataDir, 'lock'))
  try {
    while (!tryLock(lock)) await pause(50)
    return await task()
  } finally {
    lock.close()
  }
}

/** SQLite's numbers for: another holds it, it may not be written, it cannot be opened, no space. */
const sqlite = { busy: 5, readOnly: 8, cannotOpen: 14, full: 13 }

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw lockTrouble(error, path)
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    if (sqliteCode(error) === sqlite.busy) return false
    throw lockTrouble(error, lock.location() ?? 'the lock')
  }
}

function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
  return code === undefined ? undefined : code & 0xff // the rest says which kind of busy it is
}

function lockTrouble(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  if (code === sqlite.full) return new Trouble(`No space left on the disk of ${path}`)
  if (code === sqlite.readOnly || code === sqlite.cannotOpen) {
    return fileTrouble(Object.assign(new Error('', { cause: error }), { code: 'EACCES' }), path)
  }
  return error
}

/** One process that uses the embedded PostgreSQL. */
export interface Attached extends ProcessMark {
  /** What it is for, such as `server` or the name of a command. */
  readonly purpose: string
  /** Where it answers, if it does. */
  readonly url?: string
}

const register = (dataDir: string) => join(dataDir, 'attached.json')

/** The processes that use this data folder now; those that died without leaving do not count. */
export function attached(dataDir: string): Attached[] {
  try {
    const entries: Attached[] = JSON.parse(readFileSync(register(dataDir), 'utf8'))
    return entries.filter(isRunning)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Called within `alone` only, as is `leave`. */
export function enter(dataDir: string, purpose: string, url?: string): void {
  const others = attached(dataDir).filter(({ pid }) => pid !== process.pid)
  write(dataDir, [...others, { ...markOf(process.pid), purpose, ...(url && { url }) }])
}

/** Says who is left. */
export function leave(dataDir: string): Attached[] {
  const others = attached(dataDir).filter(({ pid }) => pid !== process.pid)
  write(dataDir, others)
  return others
}

function write(dataDir: string, entries: Attached[]): void {
  const draft = `${register(dataDir)}.new`
  writeFileSync(draft, JSON.stringify(entries))
  renameSync(draft, register(dataDir))
}
