import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { codeOf } from '../faults.ts'
import { Trouble } from '../trouble.ts'

const exec = promisify(execFile)

/** As whom PostgreSQL runs. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as the owner of its data, or, where
 * there is no data yet, as the user `postgres`, who is created if need be. Undefined: as ourselves.
 */
export async function serverAccount(directory: string): Promise<Account | undefined> {
  const owner = await ownerOf(directory)
  const me = process.getuid?.()
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new Trouble(
        `${directory} belongs to user ${await nameOf(owner.uid)}: start as that user or as root`,
      )
    }
    return undefined
  }
  if (owner && owner.uid !== 0) return owner
  return (await postgresUser()) ?? createPostgresUser()
}

async function ownerOf(path: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function postgresUser(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      exec('id', ['-u', 'postgres']),
      exec('id', ['-g', 'postgres']),
    ])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined // `id` ends with 1 where there is no such user
  }
}

async function createPostgresUser(): Promise<Account> {
  try {
    await exec('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  } catch (cause) {
    throw new Trouble(
      'PostgreSQL does not run as root, and no user `postgres` could be created: create it (useradd --system --user-group postgres), start as another user, or set DATABASE_URL',
      { cause },
    )
  }
  const created = await postgresUser()
  if (!created) throw new Trouble('The user `postgres` was created but cannot be found')
  return created
}

async function nameOf(uid: number): Promise<string> {
  const name = await exec('id', ['-nu', String(uid)]).catch(() => undefined)
  return name?.stdout.trim() ?? String(uid)
}

/** The outermost folder on the way to `path` that the account may not enter, if there is one. */
export async function closedFolder(path: string, account: Account): Promise<string | undefined> {
  const above = dirname(path)
  const further = above === path ? undefined : await closedFolder(above, account)
  if (further) return further
  const { uid, gid, mode } = await stat(above)
  const mayEnter =
    uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001
  return mayEnter ? undefined : above
}
