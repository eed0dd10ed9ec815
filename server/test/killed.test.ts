import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopCluster } from '../src/kernel/embedded/cluster.ts'
import { postmasterOf } from '../src/kernel/embedded/postmaster.ts'

const main = join(import.meta.dirname, '../src/main.ts')
let dataDir: string
let port: number
const children = new Set<ChildProcess>()

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'filrouge-'))
  await chmod(dataDir, 0o755)
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  port = (probe.address() as AddressInfo).port
  probe.close()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await stopCluster(join(dataDir, 'postgres'))
  await rm(dataDir, { recursive: true })
})

/** The product as a person starts it, with the PostgreSQL that it brings along. */
function filrouge(...args: string[]) {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: '0',
    LOG_LEVEL: 'fatal',
  }
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.add(child)
  return child
}

async function started(): Promise<ChildProcess> {
  const server = filrouge('start')
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(ready, { timeout: 60_000 }).toBe(true)
  return server
}

async function writeKey(): Promise<string> {
  const child = filrouge('source', 'create', '--name', 'Shop', '--kind', 'server', '--json')
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  await once(child, 'close')
  return JSON.parse(said).writeKey
}

/** A client that sends batch after batch, and each again until it is acknowledged, as the libraries do. */
function client(name: string, key: string) {
  const acknowledged: string[] = []
  let going = true
  const send = (batch: object[]) =>
    fetch(`http://127.0.0.1:${port}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
      signal: AbortSignal.timeout(2000),
    }).then(
      ({ ok }) => ok,
      () => false,
    )
  const ended = (async () => {
    for (let number = 0; going; number++) {
      const ids = Array.from({ length: 20 }, (_, index) => `${name}-${number}-${index}`)
      const batch = ids.map((messageId) => ({
        type: 'track',
        event: 'Seen',
        userId: name,
        messageId,
      }))
      while (!(await send(batch))) await pause(50)
      acknowledged.push(...ids)
    }
  })()
  const stop = () => {
    going = false
    return ended
  }
  return { acknowledged, stop }
}

async function messageIds(): Promise<string[]> {
  const instance = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  const database = new pg.Client(
    `postgres://filrouge:${instance.password}@127.0.0.1:${instance.port}/filrouge`,
  )
  await database.connect()
  const { rows } = await database.query('select message_id from thread.event')
  await database.end()
  return rows.map(({ message_id }) => message_id)
}

test('killed under load, server and PostgreSQL lose nothing that was acknowledged and take nothing twice', async () => {
  let server = await started()
  const key = await writeKey()
  const clients = ['a', 'b', 'c', 'd'].map((name) => client(name, key))
  const count = () => clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  const moreCome = async () => {
    const before = count()
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThan(before + 500)
  }

  await moreCome()
  for (let round = 0; round < 2; round++) {
    process.kill((await postmasterOf(join(dataDir, 'postgres')))?.pid ?? 0, 'SIGKILL')
    await moreCome()
    server.kill('SIGKILL')
    server = await started()
    await moreCome()
  }
  await Promise.all(clients.map(({ stop }) => stop()))

  const acknowledged = clients.flatMap((one) => one.acknowledged).sort()
  await expect
    .poll(async () => (await messageIds()).length, { timeout: 30_000 })
    .toBe(acknowledged.length)
  expect((await messageIds()).sort()).toEqual(acknowledged)

  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([0, null])
}, 180_000)
