import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { runLoop } from '../../../kernel/loops.ts'
import { announce } from '../../../kernel/news/announce.ts'
import { newsLoop } from '../../../kernel/news/read.ts'
import type { Consumer } from '../events.ts'
import { consumerLoop } from '../index.ts'
import type { Readers } from './contract.ts'
import { noteReaders } from './history.ts'
import { replayParked } from './replay.ts'

let line: Line
let developer: { authorization: string }
let site: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  developer = await line.as('developer')
  site = await line.source('server', 'site')
})
afterAll(() => line.stop())

const silent = pino({ level: 'silent' })
const call = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
  line.app.http.inject({ method, url, headers: developer, ...(payload && { payload }) })

const readers = async () => (await call('GET', '/api/thread/readers')).json<Readers>()
const readerNamed = async (name: string) =>
  (await readers()).readers.find((reader) => reader.name === name)

const send = (event: string) =>
  line.send(site, [{ type: 'track', event, userId: 'u1', messageId: `m ${event}` }])

let mended = false
const handled: string[] = []
const picky: Consumer = {
  name: 'test/picky',
  names: async () => ['poison', 'good'],
  handle: async (_, events) => {
    for (const { name } of events) {
      if (name === 'poison' && !mended) throw new Error('cannot read poison')
    }
    handled.push(...events.map(({ name, receivedAt }) => `${name} ${receivedAt instanceof Date}`))
  },
}

test('a reader’s poison is set aside, tried again in vain, then taken once it is mended', async () => {
  const loop = consumerLoop(line.inWork, picky, silent)
  const drain = async () => {
    for (let busy = true; busy; ) busy = Boolean(await loop.run())
  }
  await send('poison')
  await send('good')
  await line.settle()
  await drain()
  expect(handled).toEqual(['good true'])
  const parked = (await call('GET', '/api/parked')).json<{ id: string; consumer: string }[]>()
  expect(parked.map(({ consumer }) => consumer)).toEqual(['test/picky'])

  const replay = () => call('POST', `/api/parked/${parked[0]?.id}/replay`)
  expect((await replay()).statusCode).toBe(204)
  await drain()
  expect((await call('GET', '/api/parked')).json()).toMatchObject([{ error: 'cannot read poison' }])

  mended = true
  await replay()
  await drain()
  expect(handled).toEqual(['good true', 'poison true'])
  expect((await call('GET', '/api/parked')).json()).toEqual([])
  expect((await replay()).statusCode).toBe(404)
})

test('more than a portion that is to be tried again is taken to the end without another event', async () => {
  const many = 130
  for (let at = 0; at < many; at++) {
    await line.inWork(({ tx, now, newId }) =>
      tx
        .insertInto('thread.parked')
        .values({
          ...{ id: newId(), consumer: picky.name, position: 0, error: 'mended since' },
          ...{ body: JSON.stringify({ name: 'good', at: now, receivedAt: now }), parked_at: now },
        })
        .execute(),
    )
  }
  const before = handled.length
  const { signals, db } = line
  const loop = runLoop(consumerLoop(line.inWork, picky, silent), {
    ...{ db, signals, log: silent, now: () => line.now },
  })
  const parked = await line.db.selectFrom('thread.parked').select('id').execute()
  await line.inWork(async (work) => {
    for (const { id } of parked) await replayParked(work, id)
  })
  await expect.poll(() => handled.length - before, { timeout: 10_000 }).toBe(many)
  await loop.stop()
})

test('backlog, lag and rate of each reader are told', async () => {
  await line.inWork(noteReaders)
  const before = (await readerNamed('weave'))?.position ?? 0
  await send('first of three')
  line.advance(60_000)
  await send('second of three')
  await send('third of three')
  expect(await readerNamed('weave')).toMatchObject({ behind: 3, lagSeconds: 60 })
  await line.settle((loop) => loop.name === 'thread/weave')
  expect((await readerNamed('test/picky'))?.lagSeconds).toBe(60)
  await line.inWork(noteReaders)
  const weave = await readerNamed('weave')
  expect(weave).toMatchObject({ position: before + 3, behind: 0, lagSeconds: 0 })
  expect(weave?.points.at(-1)).toMatchObject({ read: 3, behind: 0 })
})

test('what goes beyond its threshold is an alert, until it is below again', async () => {
  await line.settle()
  const limits = { behind: 2, lagSeconds: 3600, parked: 1, refusedPerHour: 2 }
  expect((await call('PUT', '/api/thread/alerts', limits)).json()).toEqual(limits)
  await send('one')
  expect((await readers()).alerts.filter(({ reader }) => reader === 'weave')).toEqual([])
  await send('two')
  expect((await readers()).alerts).toContainEqual(
    expect.objectContaining({ kind: 'behind', reader: 'weave', value: 2, threshold: 2 }),
  )
  await line.settle()
  await line.send(site, [{ type: 'track' }, { type: 'track' }])
  await line.app.door.meter.flush()
  const { alerts } = await readers()
  expect(alerts.filter(({ reader }) => reader !== 'test/picky')).toEqual([
    { kind: 'refusedPerHour', value: 2, threshold: 2 },
  ])
  const may = await line.app.http.inject({
    ...{ method: 'PUT', url: '/api/thread/alerts', payload: limits },
    headers: await line.as('analyst'),
  })
  expect(may.statusCode).toBe(403)
})

test('what a reader of news could not take lies with the rest, and is tried again from there', async () => {
  const heard: string[] = []
  let swallows = false
  const reader = {
    ...{ name: 'test/taster', hears: ['Dish Served'] },
    async handle(_: unknown, news: readonly { properties: { dish?: unknown } }[]) {
      if (!swallows) throw new Error('too hot')
      heard.push(...news.map(({ properties }) => String(properties.dish)))
    },
  }
  const loop = newsLoop(line.inWork, reader, silent)
  const drain = async () => {
    for (let busy = true; busy; ) busy = Boolean(await loop.run())
  }
  await line.inWork((work) => announce(work, { name: 'Dish Served', properties: { dish: 'soup' } }))
  await drain()
  const lying = async () =>
    (await call('GET', '/api/parked')).json<{ id: string; consumer: string }[]>()
  const [parked] = await lying()
  expect(parked).toMatchObject({ consumer: 'news/test/taster', error: 'too hot' })
  swallows = true
  expect((await call('POST', `/api/parked/${parked?.id}/replay`)).statusCode).toBe(204)
  await drain()
  expect([heard, await lying()]).toEqual([['soup'], []])
})
