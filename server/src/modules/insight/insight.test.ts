import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import type { CustomerValue, Home, Series } from './contract.ts'

const now = new Date('2026-11-21T10:00:00Z')
let line: Line
let owner: { authorization: string }
let web: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine({ now })
  owner = await line.as('owner')
  web = await line.source('browser')
})
afterAll(() => line.stop())

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await line.app.http.inject({ url: path, headers: owner })
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

/** Sends events of `who` at these times of a day and lets them through. */
async function happen(who: string, ...events: [at: string, event: string, properties?: object][]) {
  await line.send(
    web,
    events.map(([at, event, properties = {}]) => ({
      ...(event === 'page' ? { type: 'page' } : { type: 'track', event }),
      anonymousId: who,
      timestamp: at,
      properties,
    })),
  )
  await line.settle()
}

const figuresOf = async (day: string, channel = 'web') => {
  const home = await ask<Home>(`/api/insight/home?from=${day}&to=${day}`)
  return home.channels.find((one) => one.channel === channel)?.figures
}

describe('visits', () => {
  test('half an hour of silence ends a visit', async () => {
    await happen('v1', ['2026-11-03T09:00:00Z', 'page'], ['2026-11-03T09:29:59Z', 'page'])
    expect((await figuresOf('2026-11-03'))?.visits).toMatchObject({ value: 1, n: 1 })
    await happen('v1', ['2026-11-03T10:00:00Z', 'page'])
    expect((await figuresOf('2026-11-03'))?.visits.value).toBe(2)
  })

  test('an event that comes late joins the two visits it lies between', async () => {
    await happen('v2', ['2026-11-04T09:00:00Z', 'page'], ['2026-11-04T09:50:00Z', 'page'])
    expect((await figuresOf('2026-11-04'))?.visits.value).toBe(2)
    await happen('v2', ['2026-11-04T09:25:00Z', 'page'])
    expect((await figuresOf('2026-11-04'))?.visits.value).toBe(1)
  })

  test('a visitor who signs in is one visitor', async () => {
    await happen('phone', ['2026-11-05T09:00:00Z', 'page'])
    await line.send(web, [
      { type: 'page', userId: 'ines', anonymousId: 'desk', timestamp: '2026-11-05T09:05:00Z' },
    ])
    await line.settle()
    expect((await figuresOf('2026-11-05'))?.visits.value).toBe(2)
    await line.send(web, [
      { type: 'page', userId: 'ines', anonymousId: 'phone', timestamp: '2026-11-05T09:10:00Z' },
    ])
    await line.settle()
    expect((await figuresOf('2026-11-05'))?.visits.value).toBe(1)
  })

  test('a program that says so is no visitor, a person’s browser is one', async () => {
    const page = (userAgent: string, anonymousId: string) => ({
      ...{ type: 'page', anonymousId, timestamp: '2026-11-02T09:00:00Z', context: { userAgent } },
    })
    await line.send(web, [
      page('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'crawler'),
      page('Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36', 'windowless'),
      page('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'person'),
    ])
    await line.settle()
    expect((await figuresOf('2026-11-02'))?.visits.value).toBe(1)
  })

  test('conversion is the share of visits in which something was ordered', async () => {
    const order = { order_id: 'c-1', revenue: 20 }
    await happen(
      'v3',
      ['2026-11-06T09:00:00Z', 'page'],
      ['2026-11-06T09:01:00Z', 'Order Completed', order],
    )
    await happen('v4', ['2026-11-06T09:00:00Z', 'page'])
    expect((await figuresOf('2026-11-06'))?.conversion).toMatchObject({ value: 0.5, n: 2 })
  })
})

describe('sales', () => {
  test('revenue is without VAT and delivery, by whatever the order says of it', async () => {
    await happen(
      'b1',
      ['2026-11-07T09:00:00Z', 'Order Completed', { order_id: 'r-1', revenue: 10.05, total: 99 }],
      ['2026-11-07T09:00:00Z', 'Order Completed', { order_id: 'r-2', subtotal: '20.10', total: 9 }],
      ['2026-11-07T09:00:00Z', 'Order Completed', { total: 36, tax: 5, shipping: 1 }],
      [
        '2026-11-07T09:00:00Z',
        'Order Completed',
        { products: [{ price: 5, quantity: 2 }, { price: 0.1 }], discount: 0.1 },
      ],
      ['2026-11-07T09:00:00Z', 'Order Completed', { order_id: 'r-5', revenue: 'a lot' }],
    )
    const figures = await figuresOf('2026-11-07')
    expect(figures).toMatchObject({
      revenue: { value: 1005 + 2010 + 3000 + 1000 },
      orders: { value: 5 },
      unpriced: 1,
      averageBasket: { value: 1403, n: 5 },
      newCustomers: { value: 1 },
    })
  })

  test('an order that is told twice counts once', async () => {
    const order = { order_id: 't-1', revenue: 10 }
    await happen('b2', ['2026-11-08T09:00:00Z', 'Order Completed', order])
    await happen('b2', ['2026-11-08T11:00:00Z', 'Order Completed', order])
    expect(await figuresOf('2026-11-08')).toMatchObject({
      orders: { value: 1 },
      revenue: { value: 1000 },
    })
  })

  test('a return is deducted on its own day', async () => {
    await happen('b3', ['2026-11-09T09:00:00Z', 'Order Completed', { revenue: 50 }])
    await happen('b3', ['2026-11-10T09:00:00Z', 'Order Refunded', { revenue: 20 }])
    expect((await figuresOf('2026-11-09'))?.revenue.value).toBe(5000)
    expect(await figuresOf('2026-11-10')).toMatchObject({
      revenue: { value: -2000 },
      returned: { value: 2000, n: 1 },
      orders: { value: 0 },
    })
  })

  test('amounts that no order can have are no amounts, and stop nothing', async () => {
    await happen(
      'b4',
      ['2026-11-11T09:00:00Z', 'Order Completed', { revenue: 1e300, currency: '€', products: 7 }],
      ['2026-11-11T09:00:00Z', 'Order Completed', { products: [{ price: 1e9, quantity: 1e9 }] }],
      ['2026-11-11T09:00:00Z', 'Order Completed', { products: [null, { quantity: 'x' }] }],
      ['2026-11-11T09:00:00Z', 'Order Completed', { revenue: 3 }],
    )
    expect(await figuresOf('2026-11-11')).toMatchObject({
      orders: { value: 4 },
      unpriced: 3,
      revenue: { value: 300 },
    })
  })
})

describe('the home page', () => {
  test('sets a period beside as many days before it', async () => {
    await happen('h1', ['2026-10-08T09:00:00Z', 'Order Completed', { revenue: 40 }])
    for (const day of ['10', '11']) {
      await happen('h1', [`2026-10-${day}T09:00:00Z`, 'Order Completed', { revenue: 30 }])
    }
    const home = await ask<Home>('/api/insight/home?from=2026-10-10&to=2026-10-12')
    expect(home).toMatchObject({ beforeFrom: '2026-10-07', beforeTo: '2026-10-09' })
    expect(home.total.revenue).toMatchObject({
      formula: 'revenue.less-returns',
      value: 6000,
      n: 2,
      before: 4000,
      nBefore: 1,
      change: 0.5,
      low: null,
    })
  })

  test('gives a change its interval when there is enough to say one', async () => {
    const visits = (day: string, count: number) =>
      line.send(
        web,
        Array.from({ length: count }, (_, index) => ({
          type: 'page',
          anonymousId: `i-${day}-${index}`,
          timestamp: `${day}T09:00:00Z`,
        })),
      )
    await visits('2026-09-01', 50)
    await visits('2026-09-02', 100)
    await line.settle()
    const { visits: figure } = (await figuresOf('2026-09-02')) ?? {}
    expect(figure?.change).toBe(1)
    // exp(ln 2 ± 1.96 √(1/100 + 1/50)) − 1
    expect(figure?.low).toBeCloseTo(0.424, 3)
    expect(figure?.high).toBeCloseTo(1.8084, 3)
  })

  test('cuts days where the brand lives, or where it is asked to', async () => {
    await happen('z1', ['2026-06-30T22:30:00Z', 'Order Completed', { revenue: 7 }])
    const points = async (zone: string) =>
      (await ask<Series>(`/api/insight/daily?from=2026-06-30&to=2026-07-01${zone}`)).points
    expect(await points('')).toMatchObject([{ day: '2026-07-01', channel: 'web', revenue: 700 }])
    expect(await points('&timeZone=Europe/London')).toMatchObject([{ day: '2026-06-30' }])
  })

  test('asked for a zone that does not exist or a period that ends before it begins, says no', async () => {
    for (const query of [
      'from=2026-01-01&to=2026-01-02&timeZone=Paris',
      'from=2026-02-01&to=2026-01-01',
    ]) {
      const response = await line.app.http.inject({
        url: `/api/insight/home?${query}`,
        headers: owner,
      })
      expect(response.json().code).toBe('request/invalid')
    }
  })
})

test('a customer page shows what the person has brought, whatever device they used', async () => {
  await happen('w1', ['2026-08-01T09:00:00Z', 'Order Completed', { revenue: 10, products: [{}] }])
  await happen('w2', ['2026-08-02T09:00:00Z', 'Order Completed', { revenue: 15 }])
  for (const anonymousId of ['w1', 'w2']) {
    await line.send(web, [{ type: 'identify', anonymousId, userId: 'wanda' }])
  }
  await line.settle()
  await happen('w2', ['2026-08-03T09:00:00Z', 'Order Refunded', { revenue: 4 }])
  const { id } = await line.db
    .selectFrom('customers.identity')
    .select('customer_id as id')
    .where('value', '=', 'wanda')
    .executeTakeFirstOrThrow()
  expect(await ask<CustomerValue>(`/api/customers/${id}/value`)).toMatchObject({
    values: [{ currency: 'EUR', orders: 2, units: 1, revenue: 2500, returns: 1, returned: 400 }],
    firstOrderAt: '2026-08-01T09:00:00.000Z',
    lastOrderAt: '2026-08-02T09:00:00.000Z',
  })
  // Two first orders of one person make one new customer.
  const august = await ask<Home>('/api/insight/home?from=2026-08-01&to=2026-08-31')
  expect(august.total.newCustomers.value).toBe(1)
})
