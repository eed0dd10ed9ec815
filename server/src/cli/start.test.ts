import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'

const main = join(import.meta.dirname, '../main.ts')
let databaseUrl: string
let dataDir: string
const started: ChildProcess[] = []
vi.setConfig({ testTimeout: 120_000 }) // processes take their time to start where others run as well

beforeAll(async () => {
  const { db, url } = await testDatabase()
  await db.destroy()
  databaseUrl = url
  dataDir = await mkdtemp(join(tmpdir(), 'filrouge-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(dataDir, { recursive: true }))

/** The product's own command line, on the test's database. */
function filrouge(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      DATABASE_UNSAFE: '1',
      DATA_DIR: dataDir,
      DEMO: '0',
      ...env,
    },
  })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return { child, ended }
}

/** What a command says last, to a script. */
async function said(args: string[]) {
  const ended = await filrouge(args).ended
  expect(ended.code).toBe(0)
  return JSON.parse(ended.said.trim().split('\n').at(-1) ?? '')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

async function running(env: Record<string, string> = {}) {
  const port = await freePort()
  const { child, ended } = filrouge(['start'], { PORT: String(port), ...env })
  const url = `http://127.0.0.1:${port}`
  const status = (path: string) =>
    fetch(url + path).then(
      (answer) => answer.status,
      () => undefined,
    )
  await expect.poll(() => status('/readyz'), { timeout: 60_000 }).toBe(200)
  return { child, ended, url, port, status }
}

test('a server tells its health and, to its own network, its figures', async () => {
  const server = await running()
  expect(await server.status('/healthz')).toBe(200)
  expect(await server.status('/api/sources')).toBe(401)
  const metrics = await fetch(`${server.url}/metrics`).then((answer) => answer.text())
  expect(metrics).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/sources",status="401"\} 1/,
  )
  expect(metrics).toContain('nodejs_heap_size_used_bytes')
  expect(metrics).toContain('filrouge_consumer_behind_events{consumer="weave"} 0')

  const headers = { 'x-forwarded-for': '192.0.2.1' }
  expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(404)
})

test('a worker and an api share one database, and stop when asked although a page follows live', async () => {
  const [api, worker] = await Promise.all([running({ ROLE: 'api' }), running({ ROLE: 'worker' })])
  expect(await api.status('/api/openapi.json')).toBe(200)
  expect(await worker.status('/api/openapi.json')).toBe(404)
  const { key } = await said(['key', 'create', '--role', 'developer', '--json'])
  const audit = await said(['audit', 'verify', '--json'])
  expect(audit.intact).toBeGreaterThan(0)
  expect(audit).not.toHaveProperty('firstAltered')
  const headers = { authorization: `Bearer ${key}` }
  const live = await fetch(`${api.url}/api/events/live`, { headers })
  expect(live.headers.get('content-type')).toContain('text/event-stream')

  for (const { child } of [api, worker]) child.kill('SIGTERM')
  expect(await api.ended).toMatchObject({ code: 0, said: expect.stringContaining('/owner/') })
  expect((await worker.ended).code).toBe(0)
})

test('a taken port is said in one line before anything is started', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo

  const { code, said } = await filrouge(['start'], { PORT: String(port) }).ended
  squatter.close()
  expect({ code, said }).toEqual({
    code: 1,
    said: `Port ${port} is taken by another program: choose one, as in PORT=${port + 1} npm start\n`,
  })
})

test('a command ends with one line of JSON for a script, and with 2 when it was not understood', async () => {
  const made = await said(['source', 'create', '--name', 'Shop', '--kind', 'browser', '--json'])
  expect(made).toMatchObject({ name: 'Shop', writeKey: expect.any(String) })

  const twice = await filrouge(['source', 'create', '--name', 'Shop', '--kind', 'browser']).ended
  expect(twice).toEqual({ code: 1, said: 'thread/source-name-taken {"name":"Shop"}\n' })

  const wrong = await filrouge(['source', 'create', '--nome', 'Shop']).ended
  expect(wrong.code).toBe(2)
  expect(wrong.said).toMatch(/^Unknown option '--nome'\n/)
  expect((await filrouge(['dance']).ended).code).toBe(2)
})

test('a database that may lose what it acknowledged is refused in one line', async () => {
  const { code, said } = await filrouge(['migrate'], { DATABASE_UNSAFE: '0' }).ended
  expect(code).toBe(1)
  expect(said).toMatch(
    /^The database .* fsync is off, so it may lose what it has acknowledged.*\n$/,
  )
})
