import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'

/** The folder below which every module keeps its migrations. */
export const sourceRoot = fileURLToPath(new URL('..', import.meta.url))

/**
 * Applies every module's pending .sql files in the order of their names, each in its own transaction.
 * A restore wants those alone that its backup had.
 */
export async function migrate(
  client: Client,
  root: string,
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  await client.query(`
    select pg_advisory_lock(hashtext('migrate'));
    create schema if not exists kernel;
    create table if not exists kernel.migration (
      name text primary key,
      applied_at timestamptz not null default now()
    )`)
  try {
    const { rows } = await client.query<{ name: string }>('select name from kernel.migration')
    const applied = new Set(rows.map((row) => row.name))
    const files = (await migrationFiles(root)).filter((file) => wanted(basename(file)))
    const pending = files.filter((file) => !applied.has(basename(file)))
    for (const file of pending) await apply(client, file)
    return pending.map((file) => basename(file))
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('migrate'))`)
  }
}

export async function migrationFiles(root: string): Promise<string[]> {
  const files = await readdir(root, { recursive: true })
  return files
    .filter((file) => /migrations[/\\][^/\\]+\.sql$/.test(file))
    .sort((a, b) => basename(a).localeCompare(basename(b)))
    .map((file) => join(root, file))
}

async function apply(client: Client, file: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(await readFile(file, 'utf8'))
    await client.query('insert into kernel.migration (name) values ($1)', [basename(file)])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${basename(file)} failed`, { cause: error })
  }
}
