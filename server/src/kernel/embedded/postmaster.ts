import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../faults.ts'
import { isRunning, markOf, type ProcessMark } from '../process.ts'

/** A PostgreSQL that runs on a data folder. */
export interface Postmaster extends ProcessMark {
  readonly port: number
  /** Where its socket lies; undefined when it answers on its port only. */
  readonly socketFolder: string | undefined
  readonly ready: boolean
}

const pidFile = (directory: string) => join(directory, 'postmaster.pid')

/** The PostgreSQL that runs on this folder, whoever started it. A file left by a dead one is no PostgreSQL. */
export async function postmasterOf(directory: string): Promise<Postmaster | undefined> {
  const lines = (await readIfThere(pidFile(directory))).split('\n')
  const pid = Number(lines[0])
  if (!pid) return undefined
  const mark = markOf(pid)
  if (!isRunning(mark) || !(await livesIn(pid, directory))) return undefined
  return {
    ...mark,
    port: Number(lines[3]),
    socketFolder: lines[4]?.trim() || undefined,
    ready: lines[7]?.trim() === 'ready',
  }
}

/**
 * The number in a left-over file may by now be another program's, which PostgreSQL takes for itself
 * running: after a restart of a container this is the rule. Its working folder tells.
 */
async function livesIn(pid: number, directory: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  return (await workingFolder(pid)) === (await realpath(directory))
}

async function workingFolder(pid: number | string): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`)
  } catch {
    return undefined // gone meanwhile, or another user's and so not ours
  }
}

/**
 * Takes away what a dead PostgreSQL left, when `postmasterOf` found none: its file, and its socket with the
 * lock, which the next would else respect as long as a process of that number, a zombie even, is there.
 */
export async function removeLeftFiles(directory: string): Promise<void> {
  const sockets = (await readdir(directory)).filter((name) => name.startsWith('.s.PGSQL.'))
  for (const path of [pidFile(directory), ...sockets.map((name) => join(directory, name))])
    await rm(path, { force: true })
}

/** Ends the servants of a PostgreSQL whose head was killed: while one works on, no other may start. */
export async function endOrphans(directory: string): Promise<void> {
  if (process.platform !== 'linux') return
  const home = await realpath(directory)
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if ((await workingFolder(pid)) === home) process.kill(Number(pid), 'SIGQUIT')
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  }
}
