import pg from 'pg'
import { codeOf } from './faults.ts'
import { Trouble } from './trouble.ts'

/**
 * Refuses a database that the product could not keep its promises on: too old, not UTF-8, or one
 * that may forget what it has acknowledged.
 */
export async function checkDatabase(url: string, unsafe: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // the query that it interrupts fails and says so
  try {
    await client.connect()
    const { rows } = await client.query<Record<'name' | 'setting', string>>(
      `select name, setting from pg_settings where name in
        ('server_version_num', 'server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit')`,
    )
    const complaint = complaintAbout(
      new Map(rows.map(({ name, setting }) => [name, setting])),
      unsafe,
    )
    if (complaint) throw new Trouble(`${placeName(url)}: ${complaint}`)
  } catch (error) {
    throw connectionTrouble(error, placeName(url))
  } finally {
    await client.end().catch(() => {}) // it may never have been connected
  }
}

function complaintAbout(settings: Map<string, string>, unsafe: boolean): string | undefined {
  const version = Number(settings.get('server_version_num'))
  if (version < 150_000)
    return `PostgreSQL 15 or later is needed, this is ${Math.floor(version / 10_000)}`
  if (settings.get('server_encoding') !== 'UTF8') return 'the database must have the encoding UTF8'
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].find(
    (name) => settings.get(name) === 'off',
  )
  if (off && !unsafe) {
    return `${off} is off, so it may lose what it has acknowledged: turn it on (or set DATABASE_UNSAFE=1 for a throw-away database)`
  }
  return undefined
}

function connectionTrouble(error: unknown, place: string): unknown {
  const code = codeOf(error)
  if (code === '28P01' || code === '28000')
    return new Trouble(`${place} refuses this user or password`)
  if (code === '3D000') return new Trouble(`${place} does not exist: create it first`)
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(code)) {
    return new Trouble(`${place} does not answer (${code})`)
  }
  return error
}

/** The database's address without its password. */
function placeName(url: string): string {
  const { host, pathname } = new URL(url)
  return `The database ${pathname.slice(1)} at ${decodeURIComponent(host)}`
}
