import { createHash, randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  mkdir,
  readFile,
  realpath,
  rename,
  stat,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { codeOf } from '../faults.ts'
import { fileTrouble, Trouble } from '../trouble.ts'
import { type Account, closedFolder, serverAccount } from './account.ts'
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'

/** What a data folder remembers of its PostgreSQL, readable by its owner alone. */
export interface Instance {
  readonly password: string
  readonly port: number
  /** Only where PostgreSQL may not enter the data folder: where it lives instead. */
  readonly directory?: string
}

const firstPort = 15_432
const openPlace = '/var/lib/filrouge'
const file = (dataDir: string) => join(dataDir, 'postgres.json')

/**
 * The data folder, made if need be, without links in its path. Root, whose PostgreSQL is another
 * user's, lets others pass through it: what it holds is closed to them by itself.
 */
export async function openDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true })
    const { mode } = await stat(dataDir)
    const passable = mode | 0o011
    if (process.getuid?.() === 0 && mode !== passable) await chmod(dataDir, passable & 0o7777)
    return await realpath(dataDir)
  } catch (error) {
    throw fileTrouble(error, dataDir)
  }
}

/** Where this data folder's PostgreSQL lives and who runs it; decided at the first start. */
export async function placeOf(
  dataDir: string,
  log: Logger,
): Promise<{ instance: Instance; cluster: Cluster }> {
  const known = await readInstance(dataDir)
  const home = known?.directory ?? join(dataDir, 'postgres')
  if (!known && (await exists(home))) {
    throw new Trouble(`${home} holds a database, but ${file(dataDir)} with its password is missing`)
  }
  const account = await serverAccount(home)
  const binaries = await reachable(await findBinaries(), account)
  const instance = known ?? (await firstInstance(dataDir, home, account, log))
  const directory = instance.directory ?? home
  return {
    instance,
    cluster: { binaries, directory, account, logFile: join(dataDir, 'postgres.log') },
  }
}

async function reachable(binaries: Binaries, account: Account | undefined): Promise<Binaries> {
  const closed =
    account && (await closedFolder(await realpath(join(binaries.folder, 'bin/postgres')), account))
  if (!closed) return binaries
  await makeOpenPlace(closed)
  return copyBinaries(binaries, openPlace)
}

async function firstInstance(
  dataDir: string,
  home: string,
  account: Account | undefined,
  log: Logger,
): Promise<Instance> {
  const instance = { password: randomBytes(24).toString('base64url'), port: firstPort }
  const closed = account && (await closedFolder(home, account))
  if (!closed) return remember(dataDir, instance)
  await makeOpenPlace(closed)
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const directory = join(openPlace, `data-${name}`)
  log.warn(`The database lives in ${directory}, as PostgreSQL's user may not enter ${closed}`)
  return remember(dataDir, { ...instance, directory })
}

async function makeOpenPlace(closed: string): Promise<void> {
  try {
    await mkdir(openPlace, { recursive: true })
    await chmod(openPlace, 0o755)
  } catch (cause) {
    throw new Trouble(
      `PostgreSQL does not run as root and its user may not enter ${closed}: move Filrouge to a place that others may enter, or start as another user`,
      { cause },
    )
  }
}

async function readInstance(dataDir: string): Promise<Instance | undefined> {
  try {
    return JSON.parse(await readFile(file(dataDir), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw fileTrouble(error, file(dataDir))
  }
}

export async function remember(dataDir: string, instance: Instance): Promise<Instance> {
  const draft = `${file(dataDir)}.new`
  try {
    await writeFile(draft, JSON.stringify(instance), { mode: 0o600, flush: true })
    const { uid, gid } = await stat(dataDir) // root may have started it for another user
    await chown(draft, uid, gid)
    await rename(draft, file(dataDir))
    return instance
  } catch (error) {
    throw fileTrouble(error, file(dataDir))
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
