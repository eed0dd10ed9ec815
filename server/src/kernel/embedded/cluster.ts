import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from '../faults.ts'
import { fileTrouble, Trouble } from '../trouble.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type Postmaster, postmasterOf } from './postmaster.ts'
import { postgresSettings } from './tuning.ts'
import { startTrouble } from './words.ts'

/** Where one PostgreSQL lives and by whom it is run. */
export interface Cluster {
  readonly binaries: Binaries
  /** PostgreSQL's own data folder. */
  readonly directory: string
  readonly account: Account | undefined
  readonly logFile: string
}

export const user = 'filrouge'
const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }

/** Makes the data folder under another name first, so that a killed start leaves none that is half made. */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const draft = `${cluster.directory}.new`
  await rm(draft, { recursive: true, force: true })
  const secrets = await mkdtemp(join(dirname(draft), 'secret-'))
  try {
    await mkdir(draft, { mode: 0o700 })
    const passwordFile = join(secrets, 'password')
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    if (cluster.account) {
      const { uid, gid } = cluster.account
      for (const path of [draft, secrets, passwordFile]) await chown(path, uid, gid)
    }
    await initdb(cluster, draft, passwordFile)
    await rename(draft, cluster.directory)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw fileTrouble(error, draft)
  } finally {
    await rm(secrets, { recursive: true, force: true })
  }
}

async function initdb(cluster: Cluster, directory: string, passwordFile: string): Promise<void> {
  const child = launch(cluster, 'initdb', [
    `--pgdata=${directory}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorted by code point, the same on every machine: a new glibc cannot spoil an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ])
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw startTrouble(output, directory)
}

/**
 * Starts PostgreSQL apart from us: it outlives its starter for whoever else is attached, and the
 * terminal's Ctrl-C, which would stop it under our feet, does not reach it.
 */
export async function startCluster(
  cluster: Cluster,
  port: number,
  wanted: Readonly<Record<string, string>> = postgresSettings(),
): Promise<Postmaster> {
  const log = await openServerLog(cluster.logFile)
  try {
    const { size: before } = await log.stat()
    const all = { unix_socket_directories: socketFolder(cluster.directory), ...wanted }
    const settings = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = launch(
      cluster,
      'postgres',
      ['-D', cluster.directory, '-p', String(port), ...settings],
      log.fd,
    )
    const failed = new Promise<'failed'>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', () => resolve('failed'))
    })
    const outcome = await Promise.race([failed, ready(cluster.directory, child)])
    if (outcome !== 'failed') return outcome
    const said = await log.read(Buffer.alloc(16_384), 0, 16_384, before)
    throw startTrouble(said.buffer.toString('utf8', 0, said.bytesRead), cluster.directory)
  } finally {
    await log.close()
  }
}

/**
 * The socket lies in the data folder, which is closed to others. None where its path would be longer
 * than the operating system takes (107 bytes), or would be read as several.
 */
function socketFolder(directory: string): string {
  const path = join(directory, '.s.PGSQL.65535')
  const fits = Buffer.byteLength(path) <= 107 && !/[",]/.test(path)
  return process.platform !== 'win32' && fits ? directory : ''
}

function launch(cluster: Cluster, program: string, args: string[], log?: number): ChildProcess {
  const child = spawn(join(cluster.binaries.folder, 'bin', program), args, {
    ...cluster.account,
    cwd: '/',
    env: environment,
    ...(log === undefined ? {} : { detached: true }),
    stdio: log === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', log, log],
  })
  if (log !== undefined) child.unref()
  return child
}

async function openServerLog(path: string) {
  const tenMegabytes = 10_485_760
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  )
  if (size > tenMegabytes) await rename(path, `${path}.1`)
  try {
    return await open(path, 'a+', 0o600)
  } catch (error) {
    throw fileTrouble(error, path)
  }
}

/** Crash recovery may take minutes; whoever waits sees the process end if it fails. */
async function ready(directory: string, child: ChildProcess): Promise<Postmaster | 'failed'> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = await postmasterOf(directory)
    if (found?.pid === child.pid && found?.ready) return found
    await pause(15)
  }
  return 'failed'
}

/** Ends it cleanly; one that does not end in half a minute is ended at once and recovers later. */
export async function stopCluster(directory: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    const running = await postmasterOf(directory)
    if (!running) return
    kill(running.pid, signal)
    for (let waited = 0; waited < patience; waited += 15) {
      if (!(await postmasterOf(directory))) return
      await pause(15)
    }
  }
  throw new Trouble(`PostgreSQL in ${directory} does not stop`)
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** PostgreSQL wants its folder closed to others; copying a folder often opens it. */
export async function closeToOthers(directory: string): Promise<void> {
  const { mode } = await stat(directory)
  if (mode & 0o077) await chmod(directory, 0o700)
}
