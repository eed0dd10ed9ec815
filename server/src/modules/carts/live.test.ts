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

test('a page that has no session follows nothing', async () => {
  expect((await fetch(`${servers[0]}/api/shop/live?token=shp_nobody`)).status).toBe(401)
})
