import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Db, openDatabase, prepared, type Tx, together } from './database.ts'
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

test('a work that only asks at last leaves in one packet, its beginning and its commit included', async () => {
  await startWork(db)(async ({ tx, atLast }) => {
    atLast(() => ask(tx, 1))
    atLast(() => ask(tx, 2))
  })
  expect(packets).toBe(1)
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

test('what is prepared answers alike each time, also to who was passed over at first', async () => {
  const born = new Date('2026-11-30T10:00:00Z')
  const kept = (on: Db, what: number) =>
    sql<{ what: number; born: Date; none: null; list: number[] }>`${prepared}
      select ${what}::int as what, ${born}::timestamptz as born, null as none, '[1]'::json as list`.execute(
      on,
    )
  const works = startWork(db)(({ tx }) => all([sql`select 1 / 0`.execute(tx), kept(tx, 1)]))
  await expect(works).rejects.toMatchObject({ code: '22012' })
  for (const what of [1, 2, 3]) {
    const [{ rows }, other] = await together(db, (one) => all([kept(one, what), kept(one, 7)]))
    expect(rows).toEqual([{ what, born, none: null, list: [1] }])
    expect(other.rows[0]?.what).toBe(7)
  }
})

test('a value that cannot be sent undoes the work, and the connection goes on', async () => {
  const endless: { self?: unknown } = {}
  endless.self = endless
  const keep = (tx: Db, name: string, value: unknown) =>
    sql`insert into kernel.setting (name, value, changed_at) values (${name}, ${value}, now())`.execute(
      tx,
    )
  const works = startWork(db)(({ tx }) =>
    all([keep(tx, 'first', 1), keep(tx, 'second', endless), keep(tx, 'third', 3)]),
  )
  await expect(works).rejects.toThrow('circular')
  const { rows } =
    await sql`select name from kernel.setting where name in ('first', 'third')`.execute(db)
  expect(rows).toEqual([])
})

test('of statements that write, each says how many rows it changed', async () => {
  const changed = await startWork(db)(async ({ tx }) => {
    const put = tx
      .insertInto('kernel.setting')
      .values({ name: 'many', value: '1', changed_at: new Date() })
      .modifyEnd(prepared)
    const gone = tx.deleteFrom('kernel.setting').where('name', '=', 'many').modifyEnd(prepared)
    const [one] = await all([put.executeTakeFirst()])
    const [two] = await all([gone.executeTakeFirst()])
    const [three] = await all([gone.executeTakeFirst()])
    return [one.numInsertedOrUpdatedRows, two.numDeletedRows, three.numDeletedRows]
  })
  expect(changed).toEqual([1n, 1n, 0n])
})
