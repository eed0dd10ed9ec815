import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import type { Source } from '../contract.ts'
import type { SourceHealth } from './contract.ts'
import { PaceKeeper } from './pace-keeper.ts'

let line: Line
let developer: { authorization: string }
beforeAll(async () => {
  line = await startLine()
  developer = await line.as('developer')
})
afterAll(() => line.stop())

const seen = (event: string, more: object = {}) => ({
  ...{ type: 'track', event, anonymousId: 'a', messageId: `${event} ${Math.random()}` },
  ...more,
})

async function ask<Answer>(method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object) {
  const response = await line.app.http.inject({
    ...{ method, url, headers: developer },
    ...(payload && { payload }),
  })
  expect(response.statusCode).toBe(200)
  return response.json<Answer>()
}

const change = (id: string, payload: object) => ask<Source>('PATCH', `/api/sources/${id}`, payload)

function send(writeKey: string, events: readonly object[], headers: Record<string, string> = {}) {
  return line.app.http.inject({
    ...{ method: 'POST', url: '/v1/batch', headers },
    payload: JSON.stringify({ writeKey, batch: events }),
  })
}

async function health(id: string, by = 'minute') {
  await line.app.door.meter.flush()
  return ask<SourceHealth>('GET', `/api/sources/${id}/health?by=${by}`)
}

/** A change reaches the door through a signal of PostgreSQL: at once, but not in the same instant. */
const soon = { timeout: 15_000, interval: 20 }

describe('a source', () => {
  test('that was switched off is refused, until it is switched on again', async () => {
    const { id, writeKey } = await line.source('server', 'switched')
    await send(writeKey, [seen('before')])
    await change(id, { enabled: false })
    await expect
      .poll(async () => (await send(writeKey, [seen('off')])).json().code, soon)
      .toBe('thread/source-off')
    await change(id, { enabled: true })
    await expect.poll(async () => (await send(writeKey, [seen('on')])).statusCode, soon).toBe(200)
  })

  test('takes events of the pages it belongs into, and of no others', async () => {
    const { id, writeKey } = await line.source('browser', 'one site')
    await change(id, { origins: ['https://Shop.example '] })
    const from = async (origin?: string) => {
      const answer = await send(writeKey, [seen('page')], origin ? { origin } : {})
      return answer.statusCode
    }
    await expect.poll(() => from('https://thief.example'), soon).toBe(403)
    expect(await from('https://shop.example')).toBe(200)
    expect(await from('https://shop.example.thief.example')).toBe(403)
    expect(await from()).toBe(403)
    const { reasons } = await health(id)
    expect(reasons.map(({ reason }) => reason)).toEqual(['origin'])
  })

  test('whose devices many people use makes nobody of their ids', async () => {
    const { id, writeKey } = await line.source('app', 'tablet in the shop')
    await change(id, { shared: true })
    await expect
      .poll(async () => {
        const messageId = `shared ${Math.random()}`
        await send(writeKey, [{ ...seen('looked'), messageId, anonymousId: 'tablet-7' }])
        await line.settle()
        const rows = await line.db
          .selectFrom('thread.unidentified')
          .select('id')
          .where('message_id', '=', messageId)
          .execute()
        return rows.length
      }, soon)
      .toBe(1)
  })

  test('that sends too fast is asked to come back, and nothing of what it then sent is stored', async () => {
    const { id, writeKey } = await line.source('server', 'hasty')
    await change(id, { ratePerMinute: 60 })
    const batch = () => Array.from({ length: 50 }, () => seen('flood'))
    await expect.poll(async () => (await send(writeKey, batch())).statusCode, soon).toBe(429)
    const refused = await send(writeKey, batch())
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.json()).toMatchObject({ code: 'thread/too-fast' })
    const { reasons } = await health(id)
    expect(reasons[0]?.reason).toBe('too-fast')
  })

  test('gets a new key while the old one works for as long as was said', async () => {
    const old = await line.source('server', 'rotating')
    const kept = await ask<Source>('POST', `/api/sources/${old.id}/key`, { keepHours: 24 })
    expect(kept.writeKey).not.toBe(old.writeKey)
    expect(kept.previousKeyUntil).not.toBeNull()
    expect((await send(kept.writeKey, [seen('new key')])).statusCode).toBe(200)
    expect((await send(old.writeKey, [seen('old key')])).statusCode).toBe(200)

    const gone = await ask<Source>('POST', `/api/sources/${old.id}/key`, { keepHours: 0 })
    expect(gone.previousKeyUntil).toBeNull()
    await expect
      .poll(async () => (await send(kept.writeKey, [seen('gone key')])).statusCode, soon)
      .toBe(401)
    expect((await send(gone.writeKey, [seen('last key')])).statusCode).toBe(200)
  })

  test('shows minute by minute and hour by hour what became of its events', async () => {
    const { id, writeKey } = await line.source('server', 'watched')
    line.now = new Date('2026-11-21T12:00:30Z')
    await send(writeKey, [seen('a'), seen('b'), { type: 'track', anonymousId: 'x' }])
    line.now = new Date('2026-11-21T12:02:10Z')
    await send(writeKey, [seen('c')])
    const { points, reasons } = await health(id)
    expect(points).toHaveLength(60)
    expect(points.slice(-3)).toEqual([
      { at: '2026-11-21T12:00:00.000Z', taken: 2, duplicates: 0, refused: 1, unplanned: 0 },
      { at: '2026-11-21T12:01:00.000Z', taken: 0, duplicates: 0, refused: 0, unplanned: 0 },
      { at: '2026-11-21T12:02:00.000Z', taken: 1, duplicates: 0, refused: 0, unplanned: 0 },
    ])
    expect(reasons).toEqual([{ reason: 'event-missing', events: 1 }])
    const hours = await health(id, 'hour')
    expect(hours.points.at(-1)).toMatchObject({ at: '2026-11-21T12:00:00.000Z', taken: 3 })
    expect(hours.points).toHaveLength(48)
  })

  test('is changed by those who may, and each change stands in the audit', async () => {
    const { id } = await line.source('server', 'audited')
    const refused = await line.app.http.inject({
      ...{ method: 'PATCH', url: `/api/sources/${id}`, payload: { enabled: false } },
      headers: await line.as('analyst'),
    })
    expect(refused.statusCode).toBe(403)
    await change(id, { name: 'audited well', shared: true })
    const lines = await line.db
      .selectFrom('team.audit')
      .select(['action', 'details'])
      .where('object', '=', `source:${id}`)
      .execute()
    expect(lines).toEqual([
      { action: 'thread/source-changed', details: { name: 'audited well', shared: true } },
    ])
  })
})

test('over any time a source sends no more than its rate, one burst and one batch', () => {
  const requests = fc.array(
    fc.record({ wait: fc.nat(20_000), events: fc.integer({ min: 1, max: 2500 }) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), requests, (perMinute, list) => {
      let now = 0
      const keeper = new PaceKeeper(() => now)
      let passed = 0
      let largest = 0
      for (const { wait, events } of list) {
        now += wait
        const back = keeper.pay('one', perMinute, events)
        if (back !== undefined) {
          expect(back).toBeGreaterThan(0)
          continue
        }
        passed += events
        largest = Math.max(largest, events)
      }
      const allowed = (perMinute / 60) * (now / 1000 + 10) + 1 + largest
      expect(passed).toBeLessThanOrEqual(allowed + 1e-6)
    }),
  )
})
