import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import { figures, insightConsumers, insightHooks } from './index.ts'

/** The roll-ups, however the history came about, are what counting the woven thread again gives. */

let db: Db
let inWork: InWork
let line: ReturnType<typeof wovenLine>
beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => new Date('2026-11-21T10:00:00Z') })
  line = wovenLine(opened, inWork, { hooks: [...insightHooks], consumers: [...insightConsumers] })
})
afterAll(() => db.destroy())

const minute = 60_000
const happening = fc.record({
  minute: fc.nat({ max: 400 }),
  device: fc.option(fc.constantFrom('phone', 'laptop', 'tablet'), { nil: undefined }),
  user: fc.option(fc.constantFrom('ana', 'bob'), { nil: undefined, freq: 2 }),
  channel: fc.constantFrom('web' as const, 'app' as const, 'shop' as const),
  name: fc.constantFrom('Page Viewed', 'Page Viewed', 'Order Completed', 'Order Refunded'),
  order: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  amount: fc.option(fc.integer({ min: -500, max: 9999 }), { nil: undefined }),
  units: fc.nat({ max: 3 }),
  /** The thread is read as far as it is woven after this one. */
  thenRead: fc.boolean(),
})
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** Somebody who looks round for hours: visits that are long, and many. */
const looking = fc.record({ minute: fc.nat({ max: 600 }), thenRead: fc.boolean() }).map(
  (look): Happening => ({
    ...look,
    ...{ device: 'phone', user: undefined, channel: 'web', name: 'Page Viewed' },
    ...{ order: undefined, amount: undefined, units: 0 },
  }),
)

test('late events and merges leave the figures as if all had come in order', async () => {
  const history = fc.array(happening, { minLength: 1, maxLength: 25 })
  await fc.assert(fc.asyncProperty(history, isCountedTrue), { numRuns: 30 })
}, 60_000)

test('visits are the same in whatever order their events come', async () => {
  const history = fc.array(looking, { minLength: 15, maxLength: 45 })
  await fc.assert(fc.asyncProperty(history, isCountedTrue), { numRuns: 8 })
}, 60_000)

let runs = 0

async function isCountedTrue(history: readonly Happening[]): Promise<void> {
  // Each history gets a day and people of its own.
  const day = Date.UTC(2020, 0, 1) + runs++ * 2 * 24 * 60 * minute
  for (const event of history) await (event.thenRead ? line.send : line.put)(told(event, day))
  await line.rest()
  const from = new Date(day).toISOString().slice(0, 10)
  const counted = await figures(db, { from, to: from, timeZone: 'UTC', currency: 'EUR' })
  expect(new Map(counted.map(({ channel, ...sums }) => [channel, sums]))).toEqual(
    await countedAgain(day),
  )
}

function told(event: Happening, day: number) {
  const { device, user } = event
  const run = runs
  return {
    ...(event.name === 'Page Viewed' && { type: 'page' as const }),
    name: event.name,
    at: day + event.minute * minute,
    channel: event.channel,
    messageId: randomUUID(),
    ...(device && { anonymousId: `${device}-${run}` }),
    ...(user && { userId: `${user}-${run}` }),
    properties: {
      ...(event.order !== undefined && { order_id: `${event.order}-${run}` }),
      ...(event.amount !== undefined && { revenue: event.amount / 100 }),
      products: Array.from({ length: event.units }, () => ({ product_id: 'x' })),
    },
  }
}

interface Raw {
  id: string
  source_id: string | null
  person: string
  channel: string
  name: string
  at: number
  properties: { order_id?: string; revenue?: number; products: unknown[] }
}

/** The formulas again, plainly, over everything that was woven for a day. */
async function countedAgain(day: number) {
  const events = await wovenOn(day)
  const result = new Map<string, ReturnType<typeof nothingCounted>>()
  const of = (channel: string) => {
    const sums = result.get(channel) ?? nothingCounted()
    result.set(channel, sums)
    return sums
  }
  for (const visit of visitsIn(events)) {
    if (!visit.some(({ name }) => name === 'Page Viewed')) continue
    const sums = of(visit[0]?.channel ?? '')
    sums.visits++
    if (visit.some(({ name }) => name === 'Order Completed')) sums.converted++
  }
  const orders = ordersIn(events)
  const returns = returnsIn(events, orders)
  for (const sale of [...orders, ...returns]) addSale(of(sale.channel), sale)
  const met = new Set(['nobody'])
  // Of two orders of one instant the one that sorts first by its name is the first.
  const inOrder = orders.toSorted((a, b) => a.at - b.at || (nameOf(a) < nameOf(b) ? -1 : 1))
  for (const { person, channel } of inOrder) {
    if (!met.has(person)) of(channel).newCustomers++
    met.add(person)
  }
  return result
}

function addSale(sums: ReturnType<typeof nothingCounted>, { name, properties }: Raw): void {
  const amount = Math.round((properties.revenue ?? 0) * 100)
  if (properties.revenue === undefined) sums.unpriced++
  if (name === 'Order Completed') {
    sums.orders++
    sums.units += properties.products.length
    sums.revenue += amount
    sums.revenueSquares += amount ** 2
  } else {
    sums.returns++
    sums.returned += amount
    sums.returnedSquares += amount ** 2
  }
}

const nothingCounted = () => ({
  ...{ visits: 0, converted: 0, newCustomers: 0, orders: 0, unpriced: 0, units: 0 },
  ...{ revenue: 0, revenueSquares: 0, returns: 0, returned: 0, returnedSquares: 0 },
})

async function wovenOn(day: number): Promise<Raw[]> {
  const columns = ['id', 'source_id', 'channel', 'name', 'at', 'properties'] as const
  const until = new Date(day + 24 * 60 * minute)
  const within = (table: 'thread.event' | 'thread.unidentified') =>
    db.selectFrom(table).select(columns).where('at', '>=', new Date(day)).where('at', '<', until)
  const known = await within('thread.event')
    .select('thread.event.customer_id as customer')
    .execute()
  const finals = await finalIds(
    db,
    known.map(({ customer }) => customer),
  )
  const unknown = await within('thread.unidentified').execute()
  const rows = [
    ...known.map((row) => ({ ...row, person: finals.get(row.customer) ?? '' })),
    ...unknown.map((row) => ({ ...row, person: 'nobody' })),
  ]
  return rows
    .map(({ at, ...row }) => ({ ...row, at: at.getTime() }) as unknown as Raw)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

function visitsIn(events: readonly Raw[]): Raw[][] {
  const visits: Raw[][] = []
  const last = new Map<string, Raw[]>()
  for (const event of events) {
    if (event.person === 'nobody' || event.channel === 'shop') continue
    const key = `${event.person} ${event.channel}`
    const visit = last.get(key)
    const silent = event.at - (visit?.at(-1)?.at ?? 0) >= 30 * minute
    if (visit && !silent) visit.push(event)
    else {
      last.set(key, [event])
      visits.push(last.get(key) ?? [])
    }
  }
  return visits
}

/** Who gives back neither an amount nor a product gives back the whole order, and once. */
function returnsIn(events: readonly Raw[], orders: readonly Raw[]): Raw[] {
  const met = new Set<string>()
  return events.flatMap((event) => {
    const { name, person, properties } = event
    const { order_id, revenue, products } = properties
    if (name !== 'Order Refunded') return []
    if (!order_id || revenue !== undefined || products.length > 0) return [event]
    const key = `${person} ${order_id}`
    if (met.has(key)) return []
    met.add(key)
    const order = orders.find(
      (one) => one.person === person && one.properties.order_id === order_id,
    )
    return [order ? { ...event, properties: { ...properties, ...revenueOf(order) } } : event]
  })
}

const nameOf = ({ id, source_id, properties: { order_id } }: Raw) =>
  order_id ? `${source_id ?? 'own'} ${order_id}` : id

const revenueOf = ({ properties: { revenue } }: Raw) => (revenue === undefined ? {} : { revenue })

/** The first report of each order, in order; an order without a number is one by itself. */
function ordersIn(events: readonly Raw[]): Raw[] {
  const met = new Set<string>()
  return events.filter(({ id, name, person, properties }) => {
    if (name !== 'Order Completed') return false
    const key = `${person} ${properties.order_id ?? id}`
    if (met.has(key)) return false
    met.add(key)
    return true
  })
}
