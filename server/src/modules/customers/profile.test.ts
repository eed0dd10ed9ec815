import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import type { WovenEvent } from '../thread/events.ts'
import { eventsOf } from '../thread/index.ts'
import type { CustomerPage } from './contract.ts'
import { stageOf } from './lifecycle.ts'
import { findBy, threadIds } from './people.ts'
import type { CustomerProfile, TraitHistory } from './profile-contract.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour

let line: Line
let site: Awaited<ReturnType<Line['source']>>
let till: Awaited<ReturnType<Line['source']>>
let headers: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date(noon) })
  site = await line.source('browser', 'Site')
  till = await line.source('till', 'Caisses')
  headers = await line.as('associate')
})
afterAll(() => line.stop())

const at = (daysAgo: number, hours = 0) =>
  new Date(noon - daysAgo * day + hours * hour).toISOString()
const read = async <Answer>(userId: string, part: string): Promise<Answer> => {
  const id = await findBy(line.db, 'user_id', userId)
  const answer = await line.app.http.inject({ url: `/api/customers/${id}/${part}`, headers })
  return answer.json()
}
const profile = (userId: string) => read<CustomerProfile>(userId, 'profile')
const tell = async (source: { authorization: string }, ...events: object[]) => {
  const answer = await line.send(source, events)
  expect(answer.statusCode).toBe(200)
  await line.settle()
}
const track = (userId: string, event: string, timestamp: string, properties: object = {}) => ({
  ...{ type: 'track', userId, event, timestamp, messageId: randomUUID() },
  properties,
})

describe('what a thread makes of somebody', () => {
  test('tells where they stand, where and when they come, and what draws them', async () => {
    await tell(
      site,
      track('u-ana', 'Product Viewed', at(3), { category: 'Visage' }),
      track('u-ana', 'Product Viewed', at(3), { category: 'Visage' }),
      track('u-ana', 'Product Viewed', at(3), { category: 'Livres' }),
    )
    const bought = { shop_name: 'Lille', currency: 'EUR' }
    await tell(
      till,
      track('u-ana', 'Order Completed', at(2), {
        ...{ ...bought, order_id: 'T-1', revenue: 48 },
        products: [{ category: 'Livres', quantity: 2 }],
      }),
      track('u-ana', 'Order Completed', at(1), { ...bought, order_id: 'T-2', revenue: 12 }),
      track('u-ana', 'Order Refunded', at(1, 1), { order_id: 'T-2', revenue: 12 }),
    )
    expect(await profile('u-ana')).toMatchObject({
      stage: 'new',
      stageFrom: { orders: 1, lastOrderAt: at(2) },
      spend: [{ currency: 'EUR', orders: 2, spent: 4800, averageBasket: 3000 }],
      favouriteShop: { name: 'Lille', orders: 2 },
      channels: [
        { channel: 'shop', acts: 3 },
        { channel: 'web', acts: 3 },
      ],
      interests: [
        { category: 'Livres', viewed: 1, bought: 2, returned: 0 },
        { category: 'Visage', viewed: 2, bought: 0, returned: 0 },
      ],
    })
    // In Paris it is one o'clock when it is noon in UTC.
    expect((await profile('u-ana')).hours[13]).toBe(5)
  })

  test('shows what waits in the cart, over all devices, and not what was bought or taken out', async () => {
    const serum = { product_id: 's1', name: 'Sérum', price: 24.9, quantity: 2 }
    const balm = { product_id: 'b1', name: 'Baume', price: 10 }
    await tell(
      site,
      track('u-cart', 'Product Added', at(2), { product_id: 'old', price: 1 }),
      track('u-cart', 'Order Completed', at(2, 1), {}),
      track('u-cart', 'Product Added', at(1), serum),
      track('u-cart', 'Product Added', at(1, 1), balm),
      track('u-cart', 'Product Removed', at(1, 2), balm),
      track('u-cart', 'Checkout Started', at(1, 3)),
    )
    expect((await profile('u-cart')).cart).toEqual({
      ...{ changedAt: at(1, 3), checkoutStarted: true, currency: 'EUR', total: 4980 },
      lines: [{ product: 'Sérum', quantity: 2 }],
    })
  })

  test('looks away from what is done on the web by who refuses to be measured', async () => {
    const refuse = { purpose: 'analytics', channel: 'web' }
    await tell(site, track('u-no', 'Consent Withdrawn', at(2), refuse))
    await tell(site, track('u-no', 'Product Viewed', at(1), { category: 'Visage' }))
    await tell(till, track('u-no', 'Order Completed', at(1), { order_id: 'T-9', revenue: 5 }))
    const value = await read<object>('u-no', 'value')
    expect(value).toMatchObject({ measured: false, visits: 0 })
    const { channels, interests, stage } = await profile('u-no')
    expect(interests).toEqual([])
    expect(channels.find(({ channel }) => channel === 'shop')?.acts).toBe(1)
    expect(channels.find(({ channel }) => channel === 'web')?.acts ?? 0).toBeLessThan(2)
    expect(stage).toBe('new')
  })
})

test('two who are parted again each have their own habits, sayings and words to be found by', async () => {
  const analyst = await line.as('analyst')
  await tell(
    site,
    { ...track('', 'Product Viewed', at(4), { category: 'Corps' }), anonymousId: 'sisters' },
    { type: 'identify', userId: 'u-lea', traits: { firstName: 'Léa', lastName: 'Vauquelin' } },
    track('u-lea', 'Product Viewed', at(3), { category: 'Visage' }),
  )
  await tell(site, { ...track('u-lea', 'Signed In', at(2)), anonymousId: 'sisters' })
  const lea = (await findBy(line.db, 'user_id', 'u-lea')) ?? ''
  const interests = async (id: string) => {
    const url = `/api/customers/${id}/profile`
    const answer = await line.app.http.inject({ url, headers })
    return (answer.json() as CustomerProfile).interests.map(({ category }) => category).sort()
  }
  const found = async () => {
    const answer = await line.app.http.inject({ url: '/api/customers?search=vauquelin', headers })
    return (answer.json() as CustomerPage).customers.map(({ id }) => id)
  }
  expect(await interests(lea)).toEqual(['Corps', 'Visage'])
  expect(await found()).toEqual([lea])
  const merges = await line.app.http.inject({
    url: `/api/identity/merges?customerId=${lea}`,
    headers: analyst,
  })
  await line.app.http.inject({
    method: 'POST',
    url: `/api/identity/merges/${merges.json().merges[0].id}/undo`,
    headers: analyst,
    payload: { reason: 'two sisters, one tablet' },
  })
  await line.settle()
  const [one, other] = await Promise.all([
    findBy(line.db, 'user_id', 'u-lea'),
    findBy(line.db, 'anonymous_id', 'sisters'),
  ])
  expect(one).not.toBe(other)
  expect(await found()).toEqual([one])
  expect(await interests(other ?? '')).toEqual(['Corps'])
  expect(await interests(one ?? '')).toEqual(['Visage'])
})

describe('what was said of somebody', () => {
  test('is kept with its source, and the newest by its own time holds, whenever it came', async () => {
    const said = (traits: object, timestamp: string) => ({
      ...{ type: 'identify', userId: 'u-moved', timestamp, messageId: randomUUID() },
      traits,
    })
    await tell(site, said({ city: 'Lyon', size: 'M' }, at(1)))
    await tell(till, said({ city: 'Lille', size: 'S' }, at(5)))
    await tell(site, said({ size: null }, at(0, -1)))
    const histories = await read<TraitHistory[]>('u-moved', 'traits')
    const of = (name: string) => histories.find((one) => one.name === name)
    expect(of('city')).toMatchObject({
      ...{ value: 'Lyon', at: at(1) },
      said: [
        { value: 'Lyon', at: at(1), sourceName: 'Site', channel: 'web' },
        { value: 'Lille', at: at(5), sourceName: 'Caisses', channel: 'shop' },
      ],
    })
    expect(of('size')).not.toHaveProperty('value')
    expect(of('size')?.said.map(({ value }) => value)).toEqual([null, 'M', 'S'])
  })
})

describe('the stage', () => {
  const orders = (...daysAgo: number[]) => daysAgo.map((days) => new Date(noon - days * day))
  test.each([
    ['prospect', []],
    ['new', [90]],
    ['active', [91]],
    ['active', [10, 400]],
    ['loyal', [10, 100, 300]],
    ['active', [10, 100, 366]],
    ['at_risk', [181, 182, 183]],
    ['at_risk', [365]],
    ['lost', [366, 367]],
  ] as const)('is %s with orders %j days ago', (stage, daysAgo) => {
    expect(stageOf(orders(...daysAgo), new Date(noon))).toBe(stage)
  })
})

const happening = fc.record({
  minute: fc.nat({ max: 40 * 24 * 60 }),
  device: fc.constantFrom('phone', 'laptop'),
  user: fc.option(fc.constantFrom('ana', 'bob'), { nil: undefined, freq: 2 }),
  name: fc.constantFrom('Product Viewed', 'Product Added', 'Order Completed', 'Order Refunded'),
  category: fc.constantFrom('Visage', 'Livres', undefined),
  order: fc.nat({ max: 3 }),
  amount: fc.integer({ min: 1, max: 9999 }),
  atTill: fc.boolean(),
  thenRead: fc.boolean(),
})
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never
let runs = 0

test('late events, returns and merges leave a profile as a recount of its thread gives it', async () => {
  const history = fc.array(happening, { minLength: 1, maxLength: 15 })
  await fc.assert(fc.asyncProperty(history, isAsRecounted), { numRuns: 10 })
}, 60_000)

async function isAsRecounted(history: readonly Happening[]): Promise<void> {
  const run = runs++
  for (const one of history) {
    const { device, user, category, order, amount } = one
    await line.send(one.atTill ? till : site, [
      {
        ...track('', one.name, new Date(noon - one.minute * 60_000).toISOString(), {
          ...{ order_id: `${order}-${run}`, revenue: amount / 100, product_id: 'p' },
          ...(category && { category, products: [{ category, quantity: 2 }] }),
        }),
        userId: user && `${user}-${run}`,
        ...(one.atTill && user ? {} : { anonymousId: `${device}-${run}` }),
      },
    ])
    if (one.thenRead) await line.settle()
  }
  await line.settle()
  for (const userId of ['ana', 'bob'].map((name) => `${name}-${run}`)) {
    const id = await findBy(line.db, 'user_id', userId)
    if (!id) continue
    const { spend, channels, hours, interests, stageFrom } = await profile(userId)
    const { currencies, ...again } = await recounted(id)
    expect({
      orders: stageFrom.orders,
      channels: Object.fromEntries(channels.map(({ channel, acts }) => [channel, acts])),
      hours: hours.reduce((sum, count) => sum + count, 0),
      interests: Object.fromEntries(interests.map(({ category, ...counts }) => [category, counts])),
    }).toEqual(again)
    expect(Object.fromEntries(spend.map(({ currency, spent }) => [currency, spent]))).toEqual(
      currencies,
    )
  }
}

/** The same, plainly, from everything on the person's thread. */
async function recounted(id: string) {
  const events = (await eventsOf(line.db, await threadIds(line.db, id))).filter(
    ({ type }) => type === 'track',
  )
  const channels: Record<string, number> = {}
  for (const { channel } of events) channels[channel] = (channels[channel] ?? 0) + 1
  const returns = events.filter(({ name }) => name === 'Order Refunded')
  const orders = firstReports(events.filter(({ name }) => name === 'Order Completed'))
  const sum = (all: readonly WovenEvent[]) =>
    all.reduce((total, { properties }) => total + Math.round(Number(properties.revenue) * 100), 0)
  const kept = orders.filter((order) => {
    const same = returns.filter((one) => one.properties.order_id === order.properties.order_id)
    return sum(same) < sum([order])
  })
  const interests: Record<string, { viewed: number; bought: number; returned: number }> = {}
  const add = (all: readonly WovenEvent[], what: 'viewed' | 'bought' | 'returned', by: number) => {
    for (const { properties } of all) {
      if (!properties.category) continue
      const category = String(properties.category)
      interests[category] ??= { viewed: 0, bought: 0, returned: 0 }
      interests[category][what] += by
    }
  }
  const looked = events.filter(({ name }) => name.startsWith('Product'))
  add(looked, 'viewed', 1)
  add(orders, 'bought', 2)
  add(returns, 'returned', 2)
  const sold = orders.length + returns.length > 0
  return {
    ...{ orders: kept.length, channels, hours: events.length, interests },
    currencies: sold ? { EUR: sum(orders) - sum(returns) } : {},
  }
}

/** The first report of an order by one source is the one that counts. */
function firstReports(orders: readonly WovenEvent[]): WovenEvent[] {
  const met = new Set<string>()
  return orders.filter(({ sourceId, properties }) => {
    const key = `${sourceId} ${properties.order_id}`
    return !met.has(key) && met.add(key)
  })
}
