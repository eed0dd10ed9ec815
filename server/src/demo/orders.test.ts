import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startLine } from '../../test/line.ts'
import { beginDemo } from './begin.ts'
import { keepStory, storyOf } from './story.ts'

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('a new demo has orders to prepare, placed and paid by the doors that everybody has', async () => {
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const line = await startLine({ demo: true, baseUrl, now: new Date() })
  await line.app.http.listen({ port })
  await line.inWork((work) => beginDemo(work, { baseUrl, customers: 40 }))
  await line.settle(({ name }) => name === 'demo/tell')
  const story = await storyOf(line.db)
  if (!story) throw new Error('no story')
  const only = (...names: string[]) =>
    line.settle(({ name }) => names.some((one) => name.startsWith(one)))
  await only('demo/orders')
  const orders = () => line.db.selectFrom('orders.order').select('state').execute()
  expect(await orders()).toEqual([])

  await only('demo/goods', 'demo/stock', 'demo/orders', 'payments/')
  const states = (await orders()).map(({ state }) => state).sort()
  expect(states.filter((state) => state === 'confirmed').length).toBeGreaterThan(7)
  expect(new Set(states)).toEqual(new Set(['confirmed', 'refused']))

  // Started again, it has been that day already.
  const before = states.length
  await keepStory(line.db, story, line.now)
  await only('demo/orders')
  expect(await orders()).toHaveLength(before)
  await line.stop()
}, 120_000)
