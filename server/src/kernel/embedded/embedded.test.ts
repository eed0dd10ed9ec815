import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Trouble } from '../trouble.ts'
import { attachPostgres } from './attach.ts'
import { stopCluster } from './cluster.ts'
import { attached } from './lock.ts'
import { type Postmaster, postmasterOf } from './postmaster.ts'

/** One data folder with a space in its path; making a cluster for each test would take most of the time. */
vi.setConfig({ testTimeout: 60_000 })
let dataDir: string
const log = pino({ level: 'silent' })
const attach = (purpose?: string) =>
  attachPostgres({ dataDir, databaseUrl: undefined, databaseUnsafe: false }, log, purpose)
const running = () => postmasterOf(join(dataDir, 'postgres'))

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'filrouge-')), 'my data')
  await chmod(join(dataDir, '..'), 0o755)
  const first = await attach()
  await first.release()
}, 120_000)

afterAll(async () => {
  await stopCluster(join(dataDir, 'postgres'))
  await rm(join(dataDir, '..'), { recursive: true, force: true })
})

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** Another process of ours that attaches, says so, and stays until it is killed or told to leave. */
async function anotherProcess(): Promise<ChildProcess> {
  const code = `
    import { attachPostgres } from ${JSON.stringify(join(import.meta.dirname, 'attach.ts'))}
    import { pino } from 'pino'
    const config = { dataDir: ${JSON.stringify(dataDir)}, databaseUrl: undefined, databaseUnsafe: false }
    const attachment = await attachPostgres(config, pino({ level: 'silent' }), 'another')
    process.send('attached')
    process.on('message', async () => { await attachment.release(); process.disconnect() })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}

test('the last to leave stops PostgreSQL, whoever started it', async () => {
  const other = await anotherProcess()
  const here = await attach()
  expect(attached(dataDir).map(({ purpose }) => purpose)).toEqual(['another', 'server'])

  other.send('leave')
  await once(other, 'exit')
  expect(await ask(here.url, 'select 1')).toBe(1)
  expect(await ask(here.url, 'select inet_client_addr()'), 'it comes by the socket').toBeNull()

  await here.release()
  expect(await running()).toBeUndefined()
})

test('two processes that attach at the same moment share one PostgreSQL', async () => {
  const [one, two] = await Promise.all([anotherProcess(), anotherProcess()])
  expect(attached(dataDir)).toHaveLength(2)
  const postmaster = await running()

  one.kill('SIGKILL')
  await once(one, 'exit')
  expect(await running()).toEqual(postmaster)

  two.send('leave')
  await once(two, 'exit')
  expect(await running()).toBeUndefined()
})

test('the PostgreSQL of a process that was killed is adopted', async () => {
  const killed = await anotherProcess()
  const orphan = (await running()) as Postmaster
  killed.kill('SIGKILL')
  await once(killed, 'exit')

  const heir = await attach()
  expect(await running()).toEqual(orphan)
  expect(await ask(heir.url, 'select 1')).toBe(1)

  await heir.release()
  expect(await running()).toBeUndefined()
})

test('a PostgreSQL that is killed is started again, at the same address', async () => {
  const here = await attach()
  await ask(here.url, 'create table kept as select 7 as n')
  const before = (await running()) as Postmaster

  process.kill(before.pid, 'SIGKILL')

  await expect
    .poll(() => ask(here.url, 'select n from kept').catch(() => undefined), { timeout: 30_000 })
    .toBe(7)
  expect((await running())?.pid).not.toBe(before.pid)
  await here.release()
})

test('a port that another program has taken makes PostgreSQL move, and is remembered', async () => {
  const { port } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  const squatter = createServer().listen(port, '127.0.0.1')
  await once(squatter, 'listening')

  const here = await attach()
  const moved = Number(new URL(here.url).port)
  expect(moved).toBeGreaterThan(port)
  expect(await ask(here.url, 'select 1')).toBe(1)
  await here.release()
  squatter.close()

  const again = await attach()
  expect(Number(new URL(again.url).port)).toBe(moved)
  await again.release()
})

test('what has been acknowledged survives a power cut, and the password is its owner’s', async () => {
  const here = await attach()
  const safe = `select bool_and(setting = 'on') from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`
  expect(await ask(here.url, safe)).toBe(true)
  expect(
    await ask(
      here.url,
      `select count(*)::int from pg_settings where name = 'data_checksums' and setting = 'on'`,
    ),
  ).toBe(1)
  await here.release()

  expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600)
  const wrong = here.url.replace(/:[^:@]+@/, ':guess@')
  await expect(ask(wrong, 'select 1')).rejects.toThrow()
})

test('a lost password is said in one line', async () => {
  const config = {
    dataDir: join(dataDir, '..', 'copy'),
    databaseUrl: undefined,
    databaseUnsafe: false,
  }
  const first = await attachPostgres(config, log)
  await first.release()
  await rm(join(config.dataDir, 'postgres.json'))

  await expect(attachPostgres(config, log)).rejects.toThrow(
    expect.objectContaining({
      constructor: Trouble,
      message: expect.stringMatching(/^[^\n]+postgres.json with its password is missing$/),
    }),
  )
})
