import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { openStore, type Store } from '../../../test/store.ts'
import { receive, reserve } from '../stock/index.ts'
import type { ShopAvailability } from './shop-availability-contract.ts'

let line: Line
let store: Store
let address: string

beforeAll(async () => {
  line = await startLine()
  store = await openStore(line, {
    goods: [
      { sku: 'candle', price: 900, stock: { depot: 5, lille: 1 } },
      { sku: 'matches', price: 100, stock: { depot: 8 } },
      {
        ...{ sku: 'evening', price: 950 },
        parts: [
          { sku: 'candle', quantity: 1 },
          { sku: 'matches', quantity: 2 },
        ],
      },
    ],
    places: [
      { code: 'depot', kind: 'warehouse' },
      { code: 'lille', services: ['collect'] },
    ],
  })
  address = await line.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  // A client keeps a connection in reserve, for which a server that closes would wait.
  line.app.http.server.closeAllConnections()
  await line.stop()
})

/** Follows as an open product page does: without a key or a session. */
async function follow(sku: string) {
  const stop = new AbortController()
  const url = `${address}/api/shop/availability/live?skus=${sku}`
  const answer = await fetch(url, { signal: stop.signal })
  const heard: ShopAvailability[] = []
  const reading = (async () => {
    let text = ''
    for await (const piece of answer.body ?? []) {
      text += Buffer.from(piece).toString()
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, data] = /event: availability\ndata: (.*)/.exec(text.slice(0, end)) ?? []
        if (data) heard.push(JSON.parse(data))
        text = text.slice(end + 2)
      }
    }
  })().catch(() => {})
  return {
    /** How many could be sent, and how many are in Lille. */
    last() {
      const now = heard.at(-1)
      const lille = now?.shops.find(({ code }) => code === 'lille')
      return [now?.delivered[0]?.available, lille?.articles[0]?.available]
    },
    async close() {
      stop.abort()
      await reading
    },
  }
}

const within = { timeout: 1000, interval: 20 }
const take = (sku: string, quantity: number) =>
  line.inWork((work) =>
    reserve(work, {
      ...{ id: work.newId(), kind: 'order', channel: 'web', expiresAt: null, ref: 'test' },
      lines: [{ sku, locationId: store.at('depot'), quantity }],
    }),
  )

test('an open product page shows what is sold and what arrives, within a second', async () => {
  const page = await follow('candle')
  await expect.poll(() => page.last(), { timeout: 5000 }).toEqual([5, 1])
  await take('candle', 2)
  await expect.poll(() => page.last(), within).toEqual([3, 1])
  await line.inWork((work) =>
    receive(work, { lines: [{ sku: 'candle', locationId: store.at('lille'), quantity: 4 }] }),
  )
  await expect.poll(() => page.last(), within).toEqual([3, 5])
  await page.close()
})

test('a bundle is there as often as all of its parts are, and changes with them', async () => {
  const page = await follow('evening')
  await expect.poll(() => page.last(), { timeout: 5000 }).toEqual([3, 0])
  await take('matches', 5)
  await expect.poll(() => page.last(), within).toEqual([1, 0])
  await page.close()
})

test('a page of what is nowhere is told so', async () => {
  const page = await follow('nothing-of-the-kind')
  await expect.poll(() => page.last(), { timeout: 5000 }).toEqual([0, 0])
  await page.close()
})
