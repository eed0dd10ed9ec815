import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { emptyDatabase, testDatabase } from '../../../test/database.ts'
import { type Db, openDatabase } from '../database.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'
import { listTables, quoted } from './tables.ts'

vi.setConfig({ testTimeout: 60_000 })
let folder: string
let original: { db: Db; url: string }
const now = new Date('2026-11-22T10:00:00Z')
const awkward = 'a\ttab, a\nnewline, a \\ backslash, \\N, \\., "quotes" and 🧵'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'filrouge-'))
  original = await testDatabase()
  await sql`
    insert into kernel.setting values ('awkward', ${JSON.stringify(awkward)}, '2026-03-29 01:59:59.123456+01');
  `.execute(original.db)
  await sql`insert into thread.source values (gen_random_uuid(), ${awkward}, 'web', 'key', now())`.execute(
    original.db,
  )
  await sql`insert into thread.source_count (source_id, accepted) select id, 9007199254740993 from thread.source`.execute(
    original.db,
  )
  await sql`insert into thread.inbox (events, body) select 1, ${awkward} || n from generate_series(1, 40000) n`.execute(
    original.db,
  )
  await sql`select graphile_worker.add_job('later', '{"letter": "a"}', run_at => '2027-01-01', job_key => 'once')`.execute(
    original.db,
  )
})

afterAll(async () => {
  await original.db.destroy()
  await rm(folder, { recursive: true })
})

/** What each table holds, as a number of rows and one hash over all that they say. */
async function everyTable(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(url)
  await client.connect()
  const found: Record<string, unknown> = {}
  for (const { name } of await listTables(client)) {
    const { rows } = await client.query(
      `select count(*), md5(string_agg(t::text, '|' order by t::text collate "C")) from ${quoted(name)} t`,
    )
    found[name] = rows[0]
  }
  await client.end()
  return found
}

async function taken(name: string): Promise<string> {
  const file = join(folder, name)
  await backup({ url: original.url, file, version: '1', now })
  return file
}

test('a restored copy equals the original, table by table', async () => {
  const file = await taken('whole')
  const url = await emptyDatabase()
  const summary = await restore({ url, file })

  const tables = await everyTable(url)
  expect(Object.keys(tables).length).toBeGreaterThan(20)
  expect(tables['thread.inbox']).toMatchObject({ count: 40_000 })
  expect(tables).toEqual(await everyTable(original.url))
  expect(summary).toMatchObject({ madeAt: now.toISOString(), jobs: 1 })
})

test('in a restored copy numbers are dealt on from where they were, and waiting jobs still wait', async () => {
  const file = await taken('works on')
  const url = await emptyDatabase()
  await restore({ url, file })
  const copy = openDatabase(url, () => {}, 1)

  const dealt = await sql<{
    position: number
  }>`insert into thread.inbox (events, body) values (1, '') returning position`.execute(copy)
  expect(dealt.rows[0]?.position).toBe(40_001)
  const jobs = await sql`select task_identifier, key, run_at from graphile_worker.jobs`.execute(
    copy,
  )
  expect(jobs.rows).toEqual([
    { task_identifier: 'later', key: 'once', run_at: new Date('2027-01-01T00:00:00Z') },
  ])
  await copy.destroy()
})

test('a backup is its owner’s alone, and never written over another', async () => {
  const file = await taken('private')

  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await expect(taken('private')).rejects.toThrow('exists already')
})

test('what is written while a backup is taken is not in it', async () => {
  const file = join(folder, 'moment')
  const progress = async (table: string) => {
    if (table !== 'kernel.setting') return
    await sql`insert into thread.seen values (gen_random_uuid(), now())`.execute(original.db)
  }
  await backup({ url: original.url, file, version: '1', now, progress })
  expect((await everyTable(original.url))['thread.seen']).toMatchObject({ count: 1 })
  const url = await emptyDatabase()
  await restore({ url, file })

  expect((await everyTable(url))['thread.seen']).toMatchObject({ count: 0 })
  await sql`delete from thread.seen`.execute(original.db)
})

test('a database that is not empty is refused', async () => {
  await expect(restore({ url: original.url, file: await taken('again') })).rejects.toThrow(
    'not empty',
  )
})

test('a file that broke off, was changed or is something else is refused, and leaves the database empty', async () => {
  const whole = await readFile(await taken('to spoil'))
  const tar = await promisify(gunzip)(whole)
  tar[tar.indexOf('a\\ttab')] = 'b'.charCodeAt(0)
  const spoilt = {
    'breaks off': whole.subarray(0, whole.length / 2),
    'is damaged': await promisify(gzip)(tar),
    'no backup': Buffer.from('something else'),
  }
  const url = await emptyDatabase()

  for (const [reason, bytes] of Object.entries(spoilt)) {
    const file = join(folder, reason)
    await writeFile(file, bytes)
    await expect(restore({ url, file }), reason).rejects.toThrow(reason)
    expect(await everyTable(url), reason).toEqual({})
  }
})
