import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'

let line: Line
let site: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  site = await line.source('server')
})
afterAll(() => line.stop())

const event = (name: string, bytes = 0, more: object = {}) => ({
  ...{ type: 'track', event: name, userId: 'u', messageId: `${name} ${Math.random()}` },
  properties: { text: 'x'.repeat(bytes) },
  ...more,
})
const many = (name: string, count: number, bytes: number) =>
  Array.from({ length: count }, () => event(name, bytes))

function post(url: string, body: object | string, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const payload = headers['content-encoding'] === 'gzip' ? gzipSync(text) : text
  return line.app.http.inject({
    ...{ method: 'POST', url, payload },
    headers: { authorization: site.authorization, ...headers },
  })
}

const refusedOnes = () =>
  line.db.selectFrom('thread.quarantine').select(['reason', 'raw']).orderBy('id').execute()

async function takenOf(name: string) {
  await line.settle()
  const rows = await line.db
    .selectFrom('thread.event')
    .select('id')
    .where('name', '=', name)
    .execute()
  return rows.length
}

describe('an event over 32 KB', () => {
  test('that came alone is refused to its sender, and kept', async () => {
    const answer = await post('/v1/track', event('heavy alone', 33 * 1024))
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ details: { reason: 'too-large' } })
    expect((await refusedOnes()).map(({ reason }) => reason)).toEqual(['too-large'])
  })

  test('never costs the others of its batch, even if it alone makes it larger than a batch may be', async () => {
    const batch = [event('beside', 10), event('huge', 600_000), event('beside', 10)]
    expect((await post('/v1/batch', { batch })).statusCode).toBe(200)
    expect(await takenOf('beside')).toBe(2)
    expect(await takenOf('huge')).toBe(0)
  })

  test('is weighed in bytes, as it came', async () => {
    const accents = event('accents', 0, { properties: { text: 'é'.repeat(17 * 1024) } })
    expect((await post('/v1/track', accents)).statusCode).toBe(400)
    const context = { padding: 'x'.repeat(20_000) }
    const answer = await post('/v1/batch', {
      context,
      batch: many('context not its own', 1, 20_000),
    })
    expect(answer.statusCode).toBe(200)
    expect(await takenOf('context not its own')).toBe(1)
  })
})

describe('a batch over 500 KB of events that may be taken', () => {
  test('is refused as Segment refuses it, and nothing of it is stored', async () => {
    const answer = await post('/v1/batch', { batch: many('too many', 20, 30_000) })
    expect(answer.statusCode).toBe(400)
    expect(await takenOf('too many')).toBe(0)
  })

  test('is taken from the libraries of RudderStack, whose limit is 4,000 KB', async () => {
    const packed = await post(
      '/v1/batch',
      { batch: many('packed', 20, 30_000) },
      { 'content-encoding': 'gzip' },
    )
    const fromBrowser = await post(
      '/v1/batch',
      { batch: many('from a browser', 20, 30_000) },
      { anonymousid: btoa('visitor') },
    )
    expect([packed.statusCode, fromBrowser.statusCode]).toEqual([200, 200])
    expect(await takenOf('packed')).toBe(20)
    expect(await takenOf('from a browser')).toBe(20)
  })
})

test('an event that is nested too deeply is set aside, and costs nobody else', async () => {
  const deep = `{"type":"track","event":"deep","userId":"u","properties":{"a":${'['.repeat(14_000)}${']'.repeat(14_000)}}}`
  const answer = await post('/v1/batch', `{"batch":[${JSON.stringify(event('shallow'))},${deep}]}`)
  expect(answer.statusCode).toBe(200)
  expect(await takenOf('shallow')).toBe(1)
  expect((await refusedOnes()).at(-1)?.reason).toBe('too-deep')
})

describe('what Segment drops in silence is set aside with its reason', () => {
  const traits = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`t${n}`, n]))

  test.each([
    ['message-id-too-long', event('seen', 0, { messageId: 'x'.repeat(101) })],
    ['too-many-traits', { type: 'identify', userId: 'u', traits }],
    ['too-many-traits', { type: 'group', userId: 'u', groupId: 'g', traits }],
    ['group-missing', { type: 'group', userId: 'u', groupId: '' }],
    ['event-missing', event('', 0, { event: { name: 'no text' } })],
  ])('%s', async (reason, one) => {
    expect((await post('/v1/batch', { batch: [one] })).statusCode).toBe(200)
    expect((await refusedOnes()).at(-1)?.reason).toBe(reason)
  })

  test('with all that is needed to take it again: its type, its batch, but not the key it came with', async () => {
    await post('/v1/group', {
      userId: 'u',
      writeKey: site.writeKey,
      sentAt: '2026-11-21T09:00:00Z',
    })
    const alone = JSON.parse((await refusedOnes()).at(-1)?.raw ?? '')
    expect(alone).toEqual({ type: 'group', userId: 'u', sentAt: '2026-11-21T09:00:00Z' })
    await post('/v1/batch', {
      ...{ context: { app: 'v1' }, sentAt: '2026-11-21T09:30:00Z' },
      batch: [{ type: 'track', userId: 'u', context: { os: 'x' } }],
    })
    expect(JSON.parse((await refusedOnes()).at(-1)?.raw ?? '')).toEqual({
      ...{ type: 'track', userId: 'u', context: { app: 'v1', os: 'x' } },
      sentAt: '2026-11-21T09:30:00Z',
    })
  })
})
