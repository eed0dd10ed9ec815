import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi, type Source } from './parts/api.ts'
import { badLine, type Fate } from './parts/bad-line.ts'
import { type House, moveIn, type Running } from './parts/house.ts'

let house: House
let product: Running
let api: Api
let source: Source
let line: Awaited<ReturnType<typeof badLine>>

beforeAll(async () => {
  house = await moveIn()
  product = await house.start()
  api = await openApi(house, product)
  source = await api.source('Serveur de la boutique', 'server')
  line = await badLine(product)
})
afterAll(async () => {
  line?.close()
  await house?.leave()
})

/** Segment's library for servers as it is published, sending through the bad line. */
function library(flushAt = 20) {
  const analytics = new Analytics({
    writeKey: source.writeKey,
    host: line.url,
    flushAt,
    flushInterval: 50,
    maxRetries: 100,
  })
  const stored: string[] = []
  return {
    analytics,
    /** The events of which the library was told that they are stored. */
    stored,
    track(userId: string, number: number) {
      const event = { userId, event: 'Product Viewed', properties: { number } }
      return new Promise<void>((resolve) =>
        analytics.track(event, (failure, context) => {
          if (!failure) stored.push(String(context?.event.messageId))
          resolve()
        }),
      )
    },
  }
}

const numbersOf = async (userId: string) =>
  (await api.thread('user_id', userId)).map(({ properties }) => properties.number)

test('all five calls of the library arrive as what they are', async () => {
  const { analytics } = library()
  analytics.identify({
    userId: 'camille',
    traits: { email: 'camille@example.fr', firstName: 'Camille' },
  })
  analytics.track({
    userId: 'camille',
    event: 'Product Added',
    properties: { product_id: 'p1', name: 'Rouge Garance', price: 24.5, currency: 'EUR' },
  })
  analytics.page({ userId: 'camille', name: 'Panier', properties: { path: '/panier' } })
  analytics.group({ userId: 'camille', groupId: 'club-lyon', traits: { city: 'Lyon' } })
  analytics.track({ anonymousId: 'guest-of-camille', event: 'Product Viewed' })
  analytics.alias({ userId: 'camille', previousId: 'guest-of-camille' })
  await analytics.closeAndFlush()

  await expect.poll(async () => (await api.thread('user_id', 'camille')).length).toBe(6)
  const thread = await api.thread('user_id', 'camille')
  expect(thread.map(({ type }) => type).sort()).toEqual([
    'alias',
    'group',
    'identify',
    'page',
    'track',
    'track',
  ])
  expect(thread.find(({ type }) => type === 'page')).toMatchObject({
    name: 'Page Viewed',
    properties: { path: '/panier' },
  })
  expect(thread.find(({ name }) => name === 'Product Added')?.properties).toEqual({
    product_id: 'p1',
    name: 'Rouge Garance',
    price: 24.5,
    currency: 'EUR',
  })
  expect(await api.customer('email', 'camille@example.fr')).toMatchObject({
    name: 'Camille',
    traits: { firstName: 'Camille' },
  })
  expect((await api.customer('anonymous_id', 'guest-of-camille'))?.id).toBe(
    (await api.customer('user_id', 'camille'))?.id,
  )
})

test('through refusals and broken connections each event is stored once, whatever was sent twice', async () => {
  const hardships: Fate[] = [
    { status: 429, retryAfter: 1 },
    'reset after',
    { status: 503 },
    'reset before',
    'reset after',
    { status: 500 },
  ]
  line.met.length = 0
  line.fates.push(...hardships)
  const { analytics, stored, track } = library()
  const sent = Array.from({ length: 200 }, (_, number) => number)
  await Promise.all([...sent.map((number) => track('mathis', number)), analytics.flush()])

  expect(line.met).toEqual(expect.arrayContaining(hardships))
  expect(new Set(stored).size).toBe(200)
  await expect.poll(() => numbersOf('mathis')).toHaveLength(200)
  expect((await numbersOf('mathis')).sort((a, b) => Number(a) - Number(b))).toEqual(sent)
  const told = await api.get<{ id: string; duplicates: number }[]>('/api/sources')
  expect(told.find(({ id }) => id === source.id)?.duplicates).toBeGreaterThanOrEqual(20)
})

test('a server that is killed and started again in the middle loses and doubles nothing', async () => {
  const { analytics, stored, track } = library(10)
  const sent = Array.from({ length: 300 }, (_, number) => number)
  const early = sent.slice(0, 200).map((number) => track('louise', number))
  await expect.poll(() => stored.length, { interval: 2 }).toBeGreaterThan(0)
  await product.kill()
  const late = sent.slice(200).map((number) => track('louise', number))
  product = await house.start({ port: product.port })
  await Promise.all([...early, ...late, analytics.flush()])

  expect(new Set(stored).size).toBe(300)
  await expect.poll(() => numbersOf('louise')).toHaveLength(300)
  expect((await numbersOf('louise')).sort((a, b) => Number(a) - Number(b))).toEqual(sent)
})
