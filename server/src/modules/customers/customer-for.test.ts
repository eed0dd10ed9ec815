import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { customerFor, findBy, threadIds } from './index.ts'

let line: Line
let other: Line
let site: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  other = await startLine({ url: line.url })
  site = await line.source('browser')
})
afterAll(async () => {
  await other.stop()
  await line.stop()
})

const visitor = (value: string) => ({ kind: 'anonymous_id', value, channel: 'web' as const })
const meet = (value: string, at: Line = line) =>
  at.inWork((work) => customerFor(work, visitor(value)))
const page = (anonymousId: string) => ({ type: 'page', name: 'Home', anonymousId })
const eventsOf = (id: string) =>
  line.db.selectFrom('thread.event').select('name').where('customer_id', '=', id).execute()

test('who was met at once is who the weaver recognises later', async () => {
  const { customerId, isNew } = await meet('met-first')
  expect(isNew).toBe(true)
  await line.send(site, [page('met-first')])
  await line.settle()
  expect(await findBy(line.db, 'anonymous_id', 'met-first')).toBe(customerId)
  const names = (await eventsOf(customerId)).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['Customer Recognised', 'Page Viewed']))
  expect(await meet('met-first')).toEqual({ customerId, originId: customerId, isNew: false })
})

test('twenty requests of one visitor, over two processes, meet one customer', async () => {
  const met = await Promise.all(
    Array.from({ length: 20 }, (_, one) => meet('twenty', one % 2 ? line : other)),
  )
  expect(new Set(met.map(({ customerId }) => customerId)).size).toBe(1)
  expect(met.filter(({ isNew }) => isNew)).toHaveLength(1)
})

test('a batch that was read before the customer was made is woven again, to them', async () => {
  const names = Array.from({ length: 8 }, () => randomUUID())
  for (const name of names) {
    await line.send(site, [page(name), page(`${name}-beside`)])
    // The weaver reads and writes while the customer is being made in a transaction of its own.
    const [met] = await Promise.all([
      other.inWork(async (work) => {
        const one = await customerFor(work, visitor(name))
        await new Promise((resolve) => setTimeout(resolve, 20))
        return one
      }),
      line.settle((loop) => loop.name === 'thread/weave'),
    ])
    await line.settle((loop) => loop.name === 'thread/weave')
    expect(await findBy(line.db, 'anonymous_id', name)).toBe(met.customerId)
    expect((await eventsOf(met.customerId)).map((event) => event.name)).toContain('Page Viewed')
    expect(await threadIds(line.db, met.customerId)).toEqual([met.customerId])
  }
  const parked = await line.db.selectFrom('thread.parked').selectAll().execute()
  expect(parked).toEqual([])
})

test('a value that names nobody makes nobody', async () => {
  await expect(meet('undefined')).rejects.toMatchObject({ code: 'customers/value-unusable' })
})
