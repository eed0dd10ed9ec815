import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore } from '../../../test/store.ts'
import type { Cart } from './contract.ts'

let line: Line
let site: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  await openStore(line, { goods: [{ sku: 'serum', price: 2490, stock: { depot: 50 } }] })
  site = await line.source('browser')
})
afterAll(() => line.stop())

/** Somebody says at a browser what their address is, as at the checkout. */
async function introduce(anonymousId: string, messageId: string): Promise<void> {
  const traits = { email: 'sophie@exemple.test' }
  await line.send(site, [{ type: 'identify', anonymousId, messageId, traits }])
  await line.settle()
}

test('who names a known address keeps seeing what they put in, though that customer had the same', async () => {
  const before = await TestShopper.enter(line, site.writeKey, { anonymousId: 'browser-one' })
  await before.add('serum')
  await introduce('browser-one', 'm1')
  const now = await TestShopper.enter(line, site.writeKey, { anonymousId: 'browser-two' })
  await now.add('serum', 2)
  await introduce('browser-two', 'm2')
  const { body } = await now.ask<Cart>('GET', '/api/shop/cart')
  expect(body.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([['serum', 2]])
})
