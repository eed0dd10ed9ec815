import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi, type Source } from './parts/api.ts'
import { badLine, type Fate } from './parts/bad-line.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { libraries } from './parts/node-libraries.ts'

let house: House
let product: Running
let api: Api
let line: Awaited<ReturnType<typeof badLine>>

beforeAll(async () => {
  house = await moveIn()
  product = await house.start()
  api = await openApi(house, product)
  line = await badLine(product)
})
afterAll(async () => {
  line?.close()
  await house?.leave()
})

describe.each(Object.entries(libraries))(
  '%s’s library for servers, as it is published',
  (maker, open) => {
    let source: Source
    beforeAll(async () => {
      source = await api.source(`${maker} on a server`, 'server')
    })

    /** It sends through the bad line; `stored` are the events that it was told are stored. */
    function library(flushAt = 20) {
      const { send, flush } = open({ writeKey: source.writeKey, url: line.url, flushAt })
      const stored = new Set<number>()
      return {
        send,
        flush,
        stored,
        async track(userId: string, number: number) {
          const event = { userId, event: 'Product Viewed', properties: { number } }
          if (await send('track', event)) stored.add(number)
        },
      }
    }

    const named = (name: string) => `${name} by ${maker}`
    const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)
    const numbersOf = async (userId: string) =>
      (await api.thread('user_id', userId))
        .map(({ properties }) => Number(properties.number))
        .sort((a, b) => a - b)

    test('all six calls arrive as what they are', async () => {
      const { send, flush } = library()
      const userId = named('camille')
      const email = `camille@${maker.toLowerCase()}.example.fr`
      const added = {
        ...{ product_id: 'p1', name: 'Rouge Garance', price: 24.5, currency: 'EUR' },
      }
      const all = [
        send('identify', { userId, traits: { email, firstName: 'Camille' } }),
        send('track', { userId, event: 'Product Added', properties: added }),
        send('page', { userId, name: 'Panier', properties: { path: '/panier' } }),
        send('screen', { userId, name: 'Panier' }),
        send('group', { userId, groupId: 'club-lyon', traits: { city: 'Lyon' } }),
        send('track', { anonymousId: named('guest'), event: 'Product Viewed' }),
        send('alias', { userId, previousId: named('guest') }),
      ]
      await flush()
      expect(await Promise.all(all)).toEqual(all.map(() => true))

      await expect.poll(async () => (await api.thread('user_id', userId)).length).toBe(7)
      const thread = await api.thread('user_id', userId)
      expect(thread.map(({ type }) => type).sort()).toEqual([
        ...['alias', 'group', 'identify', 'page', 'screen', 'track', 'track'],
      ])
      const said = (type: string) => thread.find((one) => one.type === type)?.properties
      expect(said('page')).toEqual({ name: 'Panier', path: '/panier' })
      expect(said('screen')).toEqual({ name: 'Panier' })
      expect(said('group')).toEqual({ city: 'Lyon' })
      expect(thread.find(({ name }) => name === 'Product Added')?.properties).toEqual(added)
      const customer = await api.customer('email', email)
      expect(customer).toMatchObject({ name: 'Camille', traits: { firstName: 'Camille' } })
      expect((await api.customer('anonymous_id', named('guest')))?.id).toBe(customer?.id)
    })

    test('through refusals and broken connections each event is stored once, whatever was sent twice', async () => {
      const hardships: Fate[] = [
        { status: 429, retryAfter: 1 },
        'reset after',
        { status: 503, retryAfter: 1 },
        'reset before',
        'reset after',
        { status: 500 },
      ]
      const { stored, track, flush } = library()
      const sent = numbers(200)
      const [first, ...others] = sent.map((number) => () => track(named('mathis'), number))
      await first?.()
      line.met.length = 0
      line.fates.push(...hardships)
      await Promise.all([...others.map((send) => send()), flush()])

      expect(line.met).toEqual(expect.arrayContaining(hardships))
      expect(stored.size).toBe(200)
      await expect.poll(() => numbersOf(named('mathis'))).toHaveLength(200)
      expect(await numbersOf(named('mathis'))).toEqual(sent)
      const told = await api.get<{ id: string; duplicates: number }[]>('/api/sources')
      expect(told.find(({ id }) => id === source.id)?.duplicates).toBeGreaterThanOrEqual(20)
    })

    test('a server that is killed and started again in the middle loses and doubles nothing', async () => {
      const { stored, track, flush } = library(10)
      const sent = numbers(300)
      const early = sent.slice(0, 200).map((number) => track(named('louise'), number))
      await expect.poll(() => stored.size, { interval: 2 }).toBeGreaterThan(0)
      await product.kill()
      const late = sent.slice(200).map((number) => track(named('louise'), number))
      product = await house.start({ port: product.port })
      await Promise.all([...early, ...late, flush()])

      expect(stored.size).toBe(300)
      await expect.poll(() => numbersOf(named('louise'))).toHaveLength(300)
      expect(await numbersOf(named('louise'))).toEqual(sent)
    })

    test('a PostgreSQL that is killed costs a library as it comes nothing that it was told is stored', async () => {
      const settings = { writeKey: source.writeKey, url: product.url, flushAt: 10, asItComes: true }
      const { send, flush } = open(settings)
      const told = new Set<number>()
      const track = async (number: number) => {
        const event = { userId: named('noor'), event: 'Product Viewed', properties: { number } }
        if (await send('track', event)) told.add(number)
      }
      const early = numbers(100).map(track)
      await expect.poll(() => told.size, { interval: 2 }).toBeGreaterThan(0)
      process.kill((await house.postmaster()) ?? 0, 'SIGKILL')
      const late = numbers(100).map((number) => track(100 + number))
      await Promise.all([...early, ...late, flush()])

      await expect.poll(() => numbersOf(named('noor'))).toEqual(expect.arrayContaining([...told]))
      const there = await numbersOf(named('noor'))
      expect(there).toHaveLength(new Set(there).size)
    })
  },
)
