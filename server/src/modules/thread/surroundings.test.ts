import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { httpServer } from '../../kernel/http.ts'
import type { SourceKind } from './contract.ts'

let line: Line
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const google = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

const keys = new Map<SourceKind, string>()

interface Sent {
  readonly kind?: SourceKind
  readonly batch?: object
  readonly event?: object
  readonly from?: string
  readonly userAgent?: string
}

/** Sends one event, over a connection from this address, and gives the context it is kept with. */
async function contextOf({ kind = 'browser', batch, event, from, userAgent }: Sent) {
  const key = keys.get(kind) ?? (await line.source(kind)).writeKey
  keys.set(kind, key)
  const messageId = `m${Math.random()}`
  const one = { type: 'track', event: 'Seen', userId: 'u', messageId, context: event }
  await line.app.http.inject({
    ...{ method: 'POST', url: '/v1/batch', remoteAddress: from ?? '127.0.0.1' },
    payload: JSON.stringify({ writeKey: key, context: batch, batch: [one] }),
    headers: { 'user-agent': userAgent ?? '' },
  })
  await line.settle()
  const row = await line.db
    .selectFrom('thread.event')
    .select('context')
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow()
  return row.context
}

describe('the user agent of an event', () => {
  test('tells browser, system and kind of device, and is kept itself', async () => {
    expect(await contextOf({ event: { userAgent: iphone } })).toEqual({
      userAgent: iphone,
      agent: { browser: 'Safari', os: 'iOS', device: 'mobile' },
    })
  })

  test('is that of the connection for a page that says none, never for a server', async () => {
    const here = { browser: 'Firefox', os: 'Linux', device: 'desktop' }
    expect((await contextOf({ userAgent: firefox })).agent).toEqual(here)
    expect(await contextOf({ kind: 'server', userAgent: firefox })).toEqual({})
  })

  test('marks robots, whose events are kept', async () => {
    const { agent } = await contextOf({ event: { userAgent: google } })
    expect(agent).toEqual({ browser: 'Googlebot', bot: true })
  })

  test('is no robot’s in an app, whose library names itself', async () => {
    const { agent } = await contextOf({ kind: 'app', userAgent: 'okhttp/4.9.0' })
    expect(agent).not.toHaveProperty('bot')
  })

  test('may be nonsense, and what the sender calls its agent is not believed', async () => {
    expect(await contextOf({ event: { userAgent: 7, agent: 'mine', place: 'moon' } })).toEqual({
      userAgent: 7,
    })
    const { agent } = await contextOf({ event: { userAgent: 'x'.repeat(5000) } })
    expect(agent).not.toHaveProperty('os')
  })
})

describe('the country of an event', () => {
  const french = '90.63.230.1'

  test('comes from the address of a visitor, which itself is not kept', async () => {
    expect(await contextOf({ from: french })).toEqual({ place: { country: 'FR', by: 'address' } })
    expect(await contextOf({ from: `::ffff:${french}` })).toEqual({
      place: { country: 'FR', by: 'address' },
    })
  })

  test('never comes from the address of a server or a till, but from that which they tell', async () => {
    expect(await contextOf({ kind: 'server', from: french })).toEqual({})
    expect(await contextOf({ kind: 'till', from: french })).toEqual({})
    expect((await contextOf({ kind: 'server', event: { ip: french } })).place).toEqual({
      country: 'FR',
      by: 'address',
    })
  })

  test('is else told by the time zone, then by the language, and better by the sender itself', async () => {
    const timezone = 'Europe/Brussels'
    const by = async (event: object) => (await contextOf({ event, from: '2001:db8::1' })).place
    expect(await by({ timezone, locale: 'fr-FR' })).toEqual({ country: 'BE', by: 'time-zone' })
    expect(await by({ timezone: 'Moon/Sea', locale: 'fr-CH' })).toEqual({
      ...{ country: 'CH', by: 'language' },
    })
    expect(await by({ timezone, location: { country: 'LU' } })).toEqual({
      ...{ country: 'LU', by: 'sender' },
    })
    expect(await by({ locale: 'fr' })).toBeUndefined()
  })
})

test('a proxy is asked for whom it asks only if the settings name it', async () => {
  const from = async (trustedProxies: readonly string[]) => {
    const http = await httpServer({
      ...{ title: 'Proxied', log: pino({ level: 'silent' }), checkAccess: async () => {} },
      trustedProxies,
    })
    http.get('/', { config: { access: 'public' } }, async ({ ip }) => ({ ip }))
    const headers = { 'x-forwarded-for': '203.0.113.9, 10.0.0.1' }
    const answer = await http.inject({ url: '/', headers, remoteAddress: '10.0.0.2' })
    await http.close()
    return answer.json().ip
  }
  expect(await from([])).toBe('10.0.0.2')
  expect(await from(['10.0.0.0/8'])).toBe('203.0.113.9')
  expect(await from(['192.168.0.1'])).toBe('10.0.0.2')
})

describe('the context of a batch', () => {
  test('is that of each of its events, where they say nothing else', async () => {
    const context = await contextOf({
      kind: 'server',
      batch: { app: { name: 'till' }, campaign: 'spring' },
      event: { campaign: 'summer' },
    })
    expect(context).toEqual({ app: { name: 'till' }, campaign: 'summer' })
  })

  test('asks with `direct` for the address of the connection to be kept', async () => {
    const from = '192.0.2.7'
    expect(await contextOf({ kind: 'server', batch: { direct: true }, from })).toEqual({ ip: from })
    expect(await contextOf({ kind: 'server', batch: { direct: 'yes' }, from })).toEqual({})
  })
})

test('who RudderStack’s libraries say somebody is stands in the context, and is read there', async () => {
  const { writeKey } = await line.source('server', 'rudder')
  const context = {
    traits: { email: 'ines@example.fr', firstName: 'Inès' },
    library: { name: 'x' },
  }
  await line.app.http.inject({
    ...{ method: 'POST', url: '/v1/identify' },
    payload: JSON.stringify({ writeKey, userId: 'ines', context }),
  })
  await line.settle()
  const row = await line.db
    .selectFrom('thread.event')
    .selectAll()
    .where('name', '=', 'Identified')
    .executeTakeFirstOrThrow()
  expect(row.properties).toEqual({ email: 'ines@example.fr', firstName: 'Inès' })
  expect(row.context).toEqual({ library: { name: 'x' } })
})

test('an alias that names nobody joins the device it came from', async () => {
  const { writeKey } = await line.source('server', 'aliases')
  const send = (type: string, more: object) =>
    line.app.http.inject({
      ...{ method: 'POST', url: `/v1/${type}` },
      payload: JSON.stringify({ writeKey, anonymousId: 'device-9', ...more }),
    })
  await send('track', { event: 'Before' })
  await send('alias', { userId: 'noor' })
  await line.settle()
  const { rows } = await line.db
    .selectFrom('thread.event')
    .select((eb) => eb.fn.count('customer_id').distinct().as('people'))
    .where('name', 'in', ['Before', 'Aliased'])
    .execute()
    .then((all) => ({ rows: all }))
  expect(Number(rows[0]?.people)).toBe(1)
})
