import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import type { LiveEvent } from '../contract.ts'
import type { Origin } from './contract.ts'
import { changesOf } from './origin.ts'
import { liveRest } from './rest.ts'

let line: Line
let developer: { authorization: string }
let site: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  developer = await line.as('developer')
  site = await line.source('browser', 'site')
})
afterAll(() => line.stop())

async function get<Answer>(url: string): Promise<Answer> {
  const response = await line.app.http.inject({ url, headers: developer })
  expect(response.statusCode).toBe(200)
  return response.json<Answer>()
}

async function liveEvent(messageId: string): Promise<LiveEvent | undefined> {
  const events = await get<LiveEvent[]>('/api/events')
  return events.find((event) => event.messageId === messageId)
}

test('beside a woven event stands what came, and what was made of it', async () => {
  line.now = new Date('2026-11-21T10:00:10.000Z')
  const event = {
    ...{ type: 'track', event: 'Looked', userId: 'u1', messageId: 'origin-1' },
    timestamp: '2026-11-21T09:00:00.000Z',
    integrations: { All: true },
    properties: { sku: 'a' },
    context: { locale: 'fr' },
  }
  const batch = { sentAt: '2026-11-21T09:00:04.000Z', context: { page: { path: '/x' } } }
  await line.send(site, [event], batch)
  await line.app.door.meter.flush()
  await line.settle()
  const woven = await liveEvent('origin-1')
  const origin = await get<Origin>(`/api/events/${woven?.position}/origin`)
  expect(origin.raw).toEqual(event)
  expect(origin.sentAt).toBe('2026-11-21T09:00:04.000Z')
  expect(origin.changes).toContainEqual({
    ...{ field: 'at', kind: 'changed', before: '2026-11-21T09:00:00.000Z' },
    after: '2026-11-21T10:00:06.000Z',
  })
  expect(origin.changes).toContainEqual({
    ...{ field: 'context.page', kind: 'added', after: { path: '/x' } },
  })
  expect(origin.changes).toContainEqual({
    ...{ field: 'integrations', kind: 'dropped', before: { All: true } },
  })
})

test('what was sent twice and what was refused is told, with the reason', async () => {
  const { shown } = await liveRest(line.db)
  const twice = { type: 'track', event: 'Twice', userId: 'u1', messageId: 'twice' }
  await line.send(site, [twice])
  await line.settle()
  await line.send(site, [twice, { type: 'track', userId: 'u1', messageId: 'nameless' }])
  await line.settle()
  const { rest, shown: next } = await liveRest(line.db, shown)
  const told = rest.toSorted((one, other) => (one.result < other.result ? -1 : 1))
  expect(told).toMatchObject([
    { result: 'duplicate', name: 'Twice', messageId: 'twice', type: 'track' },
    { result: 'refused', reason: 'event-missing', messageId: 'nameless', sourceName: 'site' },
  ])
  expect((await liveRest(line.db, next)).rest).toEqual([])
  const health = await get<{ points: { duplicates: number }[] }>(`/api/sources/${site.id}/health`)
  expect(health.points.at(-1)?.duplicates).toBe(1)
})

test('events of nobody are followed too', async () => {
  const till = await line.source('till', 'till')
  await line.send(till, [
    { type: 'track', event: 'Sold', anonymousId: 'till-1', messageId: 'of-nobody' },
  ])
  await line.settle()
  expect(await liveEvent('of-nobody')).toMatchObject({ customerName: null, sourceName: 'till' })
})

test('an event that came as it was woven was not changed', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const properties = fc.dictionary(name, fc.jsonValue())
  fc.assert(
    fc.property(properties, properties, (said, context) => {
      const at = new Date('2026-01-01T00:00:00Z')
      const raw = { type: 'track', timestamp: at.toISOString(), properties: said, context }
      expect(changesOf(raw, { at, context, properties: said })).toEqual([])
    }),
  )
})
