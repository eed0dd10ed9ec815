import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore } from '../../../test/store.ts'
import type { Cart, ShopperSession } from './contract.ts'

const shop = fileURLToPath(new URL('../../../test/shop-process.ts', import.meta.url))
const running: ChildProcess[] = []
let line: Line
let servers: string[]
let writeKey: string

beforeAll(async () => {
  line = await startLine()
  await openStore(line, { goods: [{ sku: 'serum', price: 2490, stock: { depot: 500 } }] })
  writeKey = (await line.source('browser')).writeKey
  servers = await Promise.all([startServer(), startServer()])
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await line.stop()
})

async function startServer(): Promise<string> {
  const child = spawn(process.execPath, [shop, line.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  const [port] = await once(child.stdout, 'data')
  return `http://127.0.0.1:${String(port).trim()}`
}

/** Follows the cart as an open page does. */
async function follow(server: string | undefined, token: string) {
  const stop = new AbortController()
  const response = await fetch(`${server}/api/shop/live?token=${token}`, { signal: stop.signal })
  expect(response.status).toBe(200)
  const carts: { cart: Cart; at: number }[] = []
  const reading = (async () => {
    let text = ''
    for await (const piece of response.body ?? []) {
      text += Buffer.from(piece).toString()
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, event, data] = /event: (\w+)\ndata: (.*)/.exec(text.slice(0, end)) ?? []
        if (event === 'cart') carts.push({ cart: JSON.parse(data ?? ''), at: performance.now() })
        text = text.slice(end + 2)
      }
    }
  })().catch(() => {})
  return {
    carts,
    async until(version: number): Promise<number> {
      return expect
        .poll(() => carts.find(({ cart }) => cart.version >= version), {
          ...{ timeout: 5000, interval: 5 },
        })
        .toBeDefined()
        .then(() => carts.find(({ cart }) => cart.version >= version)?.at ?? 0)
    },
    async close() {
      stop.abort()
      await reading
    },
  }
}

test('a change is on every open page within a second, whichever process serves it', async () => {
  const [one, two] = servers
  const opened = await fetch(`${one}/api/shop/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ writeKey }),
  })
  const { token } = (await opened.json()) as ShopperSession
  const pages = [await follow(one, token), await follow(two, token)]
  const late: number[] = []
  for (let turn = 0; turn < 10; turn++) {
    const answer = await fetch(`${turn % 2 ? one : two}/api/shop/cart/lines`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sku: 'serum', quantity: 1 }),
    })
    const done = performance.now()
    const cart = (await answer.json()) as Cart
    for (const page of pages) late.push((await page.until(cart.version)) - done)
  }
  expect(Math.max(...late)).toBeLessThan(1000)
  expect(pages.map(({ carts }) => carts.at(-1)?.cart.lines)).toMatchObject([
    [{ sku: 'serum', quantity: 10 }],
    [{ sku: 'serum', quantity: 10 }],
  ])
  for (const page of pages) await page.close()
})

test('many customers with three devices each, and a till beside: all see one cart, their own, within a second', async () => {
  const headers = await line.as('owner')
  const inject = (url: string, payload: object) =>
    line.app.http.inject({ method: 'POST', url, headers, payload })
  const limits = { callsPerMinute: 100_000, sessionsPerMinute: 100_000 }
  await line.app.http.inject({
    method: 'PUT',
    url: '/api/carts/settings',
    headers,
    payload: limits,
  })
  const add = (device: number, token: string) =>
    fetch(`${servers[device % 2]}/api/shop/cart/lines`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ sku: 'serum', quantity: 1 }),
    })
  const customers = await Promise.all(
    Array.from({ length: 4 }, async (_, one) => {
      const value = `many-${one}@example.com`
      const sessions = await Promise.all(
        [0, 1, 2].map(async () =>
          (await inject('/api/carts/sessions', { kind: 'email', value })).json(),
        ),
      )
      const tokens = sessions.map(({ token }) => token as string)
      const pages = await Promise.all(tokens.map((token, at) => follow(servers[at % 2], token)))
      const [first = ''] = tokens
      const share = await fetch(`${servers[0]}/api/shop/cart/share`, {
        method: 'POST',
        headers: { authorization: `Bearer ${first}`, 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'till' }),
      })
      const { code } = (await share.json()) as { code: string }
      const { customerId } = (await inject('/api/carts/open', { code })).json()
      return { tokens, pages, customerId, wanted: 6 + one }
    }),
  )
  // All at once: each device twice, and the till each customer's number of times more.
  const statuses = await Promise.all(
    customers.flatMap(({ tokens, customerId }, one) => [
      ...[...tokens, ...tokens].map(async (token, at) => (await add(at, token)).status),
      ...Array.from({ length: one }, async () => {
        const line = { sku: 'serum', quantity: 1 }
        return (await inject(`/api/carts/${customerId}/lines`, line)).statusCode
      }),
    ]),
  )
  const done = performance.now()
  expect(new Set(statuses)).toEqual(new Set([200]))
  const late: number[] = []
  for (const { pages, wanted } of customers) {
    for (const { carts } of pages) {
      const units = () => carts.at(-1)?.cart.lines.map(({ quantity }) => quantity)
      await expect.poll(units, { timeout: 5000, interval: 5 }).toEqual([wanted])
      late.push((carts.at(-1)?.at ?? 0) - done)
    }
  }
  expect(Math.max(...late)).toBeLessThan(1000)
  for (const { pages } of customers) for (const page of pages) await page.close()
})

test('a page that has no session follows nothing', async () => {
  expect((await fetch(`${servers[0]}/api/shop/live?token=shp_nobody`)).status).toBe(401)
})
