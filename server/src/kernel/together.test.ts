import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Db, openDatabase, type Tx, together } from './database.ts'
import { all, startWork } from './work.ts'

/** Between us and PostgreSQL: it counts how often something comes from our side. */
let db: Db
let direct: Db
let packets = 0
const line = createServer((near) => {
  const { hostname, port, searchParams } = new URL(url)
  const folder = searchParams.get('host') ?? decodeURIComponent(hostname)
  const far = folder.startsWith('/')
    ? connect(`${folder}/.s.PGSQL.${port}`)
    : connect(Number(port), folder)
  near.on('data', (bytes) => {
    packets++
    far.write(bytes)
  })
  far.pipe(near)
  near.on('error', () => {}).on('close', () => far.destroy())
  far.on('error', () => {})
})
let url: string

beforeAll(async () => {
  ;({ db: direct, url } = await testDatabase())
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  const by = new URL(url)
  const { port } = line.address() as AddressInfo
  db = openDatabase(
    `postgres://${by.username}:${by.password}@127.0.0.1:${port}${by.pathname}`,
    () => {},
    1,
  )
  await sql`select 1`.execute(db)
})
afterAll(async () => {
  await db.destroy()
  await direct.destroy()
  line.close()
})
beforeEach(() => {
  packets = 0
})

const ask = (on: Db, what: number) => sql<{ said: number }>`select ${what}::int as said`.execute(on)

test('what a work asks without waiting leaves in one packet, with its beginning', async () => {
  const said = await startWork(db)(({ tx }) => all([ask(tx, 1), ask(tx, 2), ask(tx, 3)]))
  expect(said.map(({ rows }) => rows[0]?.said)).toEqual([1, 2, 3])
  // All of it, and the commit.
  expect(packets).toBe(2)
})

test('questions outside of any work leave in one packet, on one connection', async () => {
  const said = await together(db, (one) => all([ask(one, 1), ask(one, 2)]))
  expect(said.map(({ rows }) => rows[0]?.said)).toEqual([1, 2])
  expect(packets).toBe(1)
})

test('of what was asked together the first fault is told, and nothing of the work stays', async () => {
  const works = startWork(db)(({ tx }) =>
    all([
      sql`insert into kernel.setting (name, value, changed_at) values ('kept', '1', now())`.execute(
        tx,
      ),
      sql`select 1 / 0`.execute(tx),
      ask(tx, 3),
    ]),
  )
  await expect(works).rejects.toMatchObject({ code: '22012' })
  const { rows } = await sql`select from kernel.setting where name = 'kept'`.execute(direct)
  expect(rows).toEqual([])
})

test('a work that has ended asks nothing any more on what is somebody else’s connection by now', async () => {
  let kept: Tx | undefined
  await startWork(db)(async ({ tx }) => {
    kept = tx
  })
  await expect(ask(kept as Tx, 1)).rejects.toThrow('somebody else’s')
})
