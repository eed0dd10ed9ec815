import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { TestShopper } from '../../../test/shopper.ts'
import { openStore } from '../../../test/store.ts'

let line: Line
let writeKey: string
beforeAll(async () => {
  line = await startLine()
  await openStore(line, { goods: [{ sku: 'serum', price: 2490, stock: { depot: 50 } }] })
  writeKey = (await line.source('browser')).writeKey
})
afterAll(() => line.stop())

const heard = async () => {
  await line.settle()
  const rows = await line.db.selectFrom('thread.event').select('name').execute()
  return rows.map(({ name }) => name)
}

test('who refuses to be measured has a cart that tells the thread nothing, until they agree', async () => {
  const shopper = await TestShopper.enter(line, writeKey, { measured: false })
  await shopper.add('serum', 2)
  await shopper.ask('PUT', '/api/shop/wishes/serum')
  const { body } = await shopper.ask<{ lines: unknown[] }>('GET', '/api/shop/cart')
  expect(body.lines).toHaveLength(1)
  expect(await heard()).toEqual(['Customer Recognised'])

  const changed = await shopper.ask('PATCH', '/api/shop/session', { measured: true })
  expect(changed.status).toBe(204)
  await shopper.add('serum')
  expect(await heard()).toEqual(['Customer Recognised', 'Product Added'])
})
