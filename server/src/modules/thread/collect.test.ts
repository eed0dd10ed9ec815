import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { sources } from './index.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>

beforeAll(async () => {
  line = await startLine()
  shop = await line.source('browser', 'web shop')
})
afterAll(() => line.stop())

const track = (event: string, more: object = {}) => ({
  type: 'track',
  event,
  anonymousId: 'anon-1',
  messageId: `${event}-${Math.trunc(performance.now() * 1e6)}`,
  ...more,
})

async function woven(name: string) {
  await line.settle()
  return line.db.selectFrom('thread.event').selectAll().where('name', '=', name).execute()
}

async function quarantined() {
  const rows = await line.db
    .selectFrom('thread.quarantine')
    .select(['reason', 'detail'])
    .orderBy('id')
    .execute()
  await line.db.deleteFrom('thread.quarantine').execute()
  return rows.map((row) => row.reason)
}

describe('what the client libraries send', () => {
  const post = (url: string, headers: Record<string, string>, payload: string | Buffer) =>
    line.app.http.inject({ method: 'POST', url, headers, payload })

  test('is taken with the key in Basic with or without colon, Bearer, body or query', async () => {
    const body = (name: string, more = {}) => JSON.stringify(track(name, more))
    const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` })
    const key = shop.writeKey
    const answers = [
      await post('/v1/track', basic(`${key}:`), body('by basic')),
      await post('/v1/t', basic(key), body('by bare basic')),
      await post('/v1/t', { authorization: `Bearer ${key}` }, body('by bearer')),
      await post('/v1/t', {}, body('by body', { writeKey: key })),
      await post(
        '/v1/t',
        { authorization: 'Bearer some.token' },
        body('beside a token', { writeKey: key }),
      ),
      await post(
        `/beacon/v1/batch?writeKey=${key}`,
        { 'content-type': 'text/plain' },
        JSON.stringify({ batch: [track('by query')] }),
      ),
    ]

    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 200))
    await line.settle()
    const ways = ['by basic', 'by bare basic', 'by bearer', 'by body', 'beside a token', 'by query']
    for (const name of ways) {
      expect(await woven(name), name).toHaveLength(1)
    }
  })

  test('is what its path says, in the long form and the short, and the same in a batch', async () => {
    const { authorization } = await line.source('server', 'all forms')
    const types = ['track', 'identify', 'page', 'screen', 'group', 'alias']
    const said = { userId: 'u', event: 'formed', groupId: 'g', previousId: 'p' }
    const batches = ['/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch']
    const requests = [
      ...types.flatMap((type) =>
        [`/v1/${type}`, `/v1/${type[0]}`].map((url) => [url, said] as const),
      ),
      ...batches.map((url) => [url, { batch: types.map((type) => ({ ...said, type })) }] as const),
    ]
    for (const [url, body] of requests) {
      const answer = await post(url, { authorization }, JSON.stringify(body))
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 200, { success: true }])
    }
    await line.settle()
    const { id } = (await sources(line.db)).find(({ name }) => name === 'all forms') ?? { id: '' }
    const rows = await line.db
      .selectFrom('thread.event')
      .select((is) => ['type', is.fn.countAll().as('times')])
      .where('source_id', '=', id)
      .groupBy('type')
      .execute()
    const found = Object.fromEntries(rows.map(({ type, times }) => [type, Number(times)]))
    expect(found).toEqual(Object.fromEntries(types.map((type) => [type, 6])))
  })

  test('is refused for good with a key that nobody knows', async () => {
    const answer = await post('/v1/track', { authorization: `Basic ${btoa('nobody:')}` }, '{}')
    expect(answer.statusCode).toBe(401)
  })

  test('may be zipped, whatever content type it claims', async () => {
    const headers = {
      authorization: shop.authorization,
      'content-type': 'application/x-www-form-urlencoded',
      'content-encoding': 'gzip',
    }
    const zipped = gzipSync(JSON.stringify({ batch: [track('zipped')] }))
    expect((await post('/v1/batch', headers, zipped)).statusCode).toBe(200)
    expect(await woven('zipped')).toHaveLength(1)
  })

  test('that cannot be read is answered with a reason: broken zip, zip bomb, no JSON, too much', async () => {
    const headers = { authorization: shop.authorization }
    const gzip = { ...headers, 'content-encoding': 'gzip' }
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
    const tooMany = JSON.stringify({ batch: Array(2501).fill({}) })
    const answers = [
      await post('/v1/batch', gzip, 'not zipped'),
      await post('/v1/batch', gzip, bomb),
      await post('/v1/batch', headers, '{"batch":['),
      await post('/v1/batch', headers, tooMany),
      await post('/v1/batch', headers, `{"batch":[],"x":"${'x'.repeat(520_000)}"}`),
      await post('/v1/batch', headers, `{"batch":[],"x":"${'x'.repeat(4_100_000)}"}`),
    ]
    expect(answers.map((answer) => answer.statusCode)).toEqual([400, 400, 400, 400, 400, 413])
    expect(answers.slice(0, 5).map((answer) => answer.json().details.reason)).toEqual([
      'gzip',
      'gzip',
      'json',
      'too-many-events',
      'too-large',
    ])
  })

  test('is preceded by a preflight that lets each of their headers through', async () => {
    const answer = await line.app.http.inject({
      method: 'OPTIONS',
      url: '/v1/t',
      headers: {
        origin: 'https://boutique.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'Authorization, X-Of-Their-Own',
      },
    })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['access-control-allow-origin']).toBe('https://boutique.example')
    expect(answer.headers['access-control-allow-headers']).toMatch(
      /authorization.*content-type.*x-retry-count.*anonymousid.*sentat.*rsa-retry-attempt.*x-of-their-own/,
    )
    expect(Number(answer.headers['access-control-max-age'])).toBeGreaterThan(600)
    expect(answer.headers['access-control-expose-headers']).toBe('retry-after')
  })

  test('starts only once the settings they ask for are there', async () => {
    const segment = await line.app.http.inject(`/v1/projects/${shop.writeKey}/settings`)
    expect(segment.json().integrations['Segment.io']).toMatchObject({
      apiKey: shop.writeKey,
      apiHost: 'localhost:3000/v1',
      protocol: 'http',
    })
    const rudder = await line.app.http.inject(`/sourceConfig/?writeKey=${shop.writeKey}`)
    expect(rudder.json().source).toMatchObject({ writeKey: shop.writeKey, destinations: [] })
    const unknown = await line.app.http.inject('/v1/projects/nobody/settings')
    expect(unknown.statusCode).toBe(401)
  })
})

describe('one bad event', () => {
  test('never costs the others of its batch, and is kept with its reason', async () => {
    const answer = await line.send(shop, [
      track('good before'),
      'not an object' as unknown as object,
      { type: 'dance', anonymousId: 'a' },
      { type: 'track', anonymousId: 'a' },
      { type: 'track', event: 'nobody did this' },
      track('long id', { messageId: 'x'.repeat(101) }),
      track('year 50000', { timestamp: '+050000-01-01T00:00:00Z' }),
      track('a NUL', { properties: { name: 'parka\u0000' } }),
      track('half a surrogate', { properties: { name: '\ud83d' } }),
      track('heavy', { properties: { text: 'x'.repeat(40_000) } }),
      track('good after', { properties: { path: 'C:\\u0000 is text' } }),
    ])

    expect(answer.statusCode).toBe(200)
    expect(await woven('good before')).toHaveLength(1)
    expect(await woven('good after')).toHaveLength(1)
    expect(await quarantined()).toEqual([
      'not-an-object',
      'type-unknown',
      'event-missing',
      'identity-missing',
      'message-id-too-long',
      'timestamp-unusable',
      'unstorable-text',
      'unstorable-text',
      'too-large',
    ])
  })

  test('can be taken again once it is mended, and says what is still wrong until then', async () => {
    await line.send(shop, [{ type: 'track', event: 'no owner yet' }])
    const owner = await line.as('developer')
    const list = await line.app.http.inject({ url: '/api/quarantine', headers: owner })
    const retry = await line.app.http.inject({
      method: 'POST',
      url: `/api/quarantine/${list.json()[0].id}/retry`,
      headers: owner,
    })
    expect(retry.statusCode).toBe(422)
    expect(retry.json()).toMatchObject({ details: { reason: 'identity-missing' } })
    expect(await quarantined()).toEqual(['identity-missing'])
  })
})

test('a message that is sent again takes effect once, and the source shows it', async () => {
  const source = await line.source('server', 'stubborn')
  const event = track('sent again', { messageId: 'same' })
  await line.send(source, [event, event])
  await line.settle()
  await line.send(source, [event])

  expect(await woven('sent again')).toHaveLength(1)
  const state = (await sources(line.db)).find(({ name }) => name === 'stubborn')
  expect(state).toMatchObject({ accepted: 1, duplicates: 2 })
})

test('a message id is remembered for thirty days, then may come again', async () => {
  const event = track('monthly', { messageId: 'monthly' })
  const forget = line.app.jobs.find(({ name }) => name === 'thread/forget-seen')
  const begun = line.now
  await line.send(shop, [event])
  await line.settle()
  for (const [days, times] of [
    [29, 1],
    [31, 2],
  ] as const) {
    line.now = new Date(begun.getTime() + days * 86_400_000)
    await forget?.run({})
    await line.send(shop, [event])
    expect(await woven('monthly')).toHaveLength(times)
  }
  line.now = begun
})

describe('the time of an event', () => {
  const at = async (event: string, times: object) => {
    await line.send(shop, [track(event, times)])
    return (await woven(event))[0]?.at.toISOString()
  }

  test('is corrected by what the sender calls now', async () => {
    const offByAnHour = {
      timestamp: '2026-11-21T08:30:00.000Z',
      sentAt: '2026-11-21T09:00:00.000Z',
    }
    expect(await at('wrong clock', offByAnHour)).toBe('2026-11-21T09:30:00.000Z')
  })

  test('never lies in the future, and is that of receipt when none was said', async () => {
    expect(await at('from tomorrow', { timestamp: '2026-11-22T10:00:00Z' })).toBe(
      '2026-11-21T10:00:00.000Z',
    )
    expect(await at('timeless', {})).toBe('2026-11-21T10:00:00.000Z')
  })
})

test('when the disk takes no more, clients are asked to come back instead of losing events', async () => {
  const heavy = JSON.stringify({
    batch: Array.from({ length: 15 }, () =>
      track('flood', { properties: { t: 'x'.repeat(30_000) } }),
    ),
  })
  const headers = { authorization: shop.authorization }
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      line.app.http.inject({ method: 'POST', url: '/v1/batch', headers, payload: heavy }),
    ),
  )
  const busy = answers.filter((answer) => answer.statusCode === 429)
  expect(answers.filter((answer) => ![200, 429].includes(answer.statusCode))).toEqual([])
  expect(busy.length).toBeGreaterThan(0)
  expect(busy[0]?.headers['retry-after']).toBe('2')
})

test('when too much is being sent at once, clients are asked to come back before theirs is read', async () => {
  const address = await line.app.http.listen({ port: 0, host: '127.0.0.1' })
  const head = `POST /v1/batch HTTP/1.1\r\nhost: x\r\nauthorization: ${shop.authorization}\r\n`
  const announce = `${head}content-length: 4096000\r\n\r\n`
  const body = Buffer.alloc(4_000_000, ' ')
  const slow = Array.from({ length: 70 }, () => connect(Number(new URL(address).port), '127.0.0.1'))
  for (const socket of slow) socket.on('error', () => {}).write(announce)
  const ask = () => line.send(shop, [track('in a crowd')])
  expect((await ask()).statusCode).toBe(200) // much is announced, nothing has come

  for (const socket of slow) socket.write(body)
  const patience = { interval: 20, timeout: 30_000 }
  await expect.poll(async () => (await ask()).statusCode, patience).toBe(429)
  for (const socket of slow) socket.destroy()
  await expect.poll(async () => (await ask()).statusCode, patience).toBe(200)
})
