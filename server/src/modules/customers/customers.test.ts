import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import type { TimelinePage } from '../thread/index.ts'
import { findBy, profileOf, threadIds } from './index.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>
let till: Awaited<ReturnType<Line['source']>>

beforeAll(async () => {
  line = await startLine()
  shop = await line.source('browser')
  till = await line.source('till')
})
afterAll(() => line.stop())

const send = async (...events: object[]) => {
  const answer = await line.send(shop, events)
  expect(answer.statusCode).toBe(200)
  await line.settle()
}
const who = (kind: string, value: string) => findBy(line.db, kind, value)
const track = (event: string, ids: object) => ({ type: 'track', event, ...ids })

describe('a visitor', () => {
  test('is one customer from the first page, and keeps the thread when they say who they are', async () => {
    await send({ type: 'page', anonymousId: 'sophie-laptop', name: 'Home' })
    const visitor = await who('anonymous_id', 'sophie-laptop')
    await send({
      type: 'identify',
      anonymousId: 'sophie-laptop',
      userId: 'u-sophie',
      traits: { email: ' Sophie@Example.com ', firstName: 'Sophie' },
    })
    expect(await who('user_id', 'u-sophie')).toBe(visitor)
    expect(await who('email', 'SOPHIE@example.COM')).toBe(visitor)
    expect(await profileOf(line.db, visitor ?? '')).toMatchObject({
      traits: { firstName: 'Sophie' },
    })
  })

  test('whose phone number is written in three ways is one person', async () => {
    for (const phone of ['06 39 98 12 34', '+33639981234', '0033 6 39 98 12 34']) {
      await send({ type: 'identify', anonymousId: `dev ${phone}`, traits: { phone } })
    }
    expect(await who('anonymous_id', 'dev +33639981234')).toBe(
      await who('anonymous_id', 'dev 06 39 98 12 34'),
    )
  })
})

describe('one person who proves to be two customers', () => {
  test('becomes one, with both histories, the older profile staying', async () => {
    await send(track('Read reviews', { anonymousId: 'marie-phone' }))
    await send({ type: 'identify', userId: 'u-marie', traits: { email: 'marie@example.com' } })
    const older = await who('anonymous_id', 'marie-phone')
    const younger = await who('user_id', 'u-marie')
    expect(younger).not.toBe(older)

    await send(track('Signed in', { anonymousId: 'marie-phone', userId: 'u-marie' }))
    expect(await who('user_id', 'u-marie')).toBe(older)
    expect(await threadIds(line.db, younger ?? '')).toEqual([older, younger])
    const headers = await line.as('agent')
    const page = await line.app.http.inject({ url: `/api/customers/${younger}/timeline`, headers })
    expect(
      page
        .json()
        .entries.map((entry: { name: string }) => entry.name)
        .sort(),
    ).toEqual(['Identified', 'Read reviews', 'Signed in'])
    const detail = await line.app.http.inject({ url: `/api/customers/${younger}`, headers })
    expect(detail.json()).toMatchObject({
      id: older,
      email: 'marie@example.com',
      merges: [{ absorbedId: younger, matched: ['user_id u-marie', 'anonymous_id marie-phone'] }],
    })
  })

  test('is found under the last of them when a merge follows a merge', async () => {
    for (const id of ['chain-1', 'chain-2', 'chain-3']) await send(track('hi', { anonymousId: id }))
    const third = await who('anonymous_id', 'chain-3')
    const joined = (a: string, b: string) => ({
      type: 'identify',
      anonymousId: a,
      traits: {},
      context: { externalIds: [{ type: 'anonymous_id', id: b }] },
    })
    await send(joined('chain-3', 'chain-2'))
    await send(joined('chain-2', 'chain-1'))
    const first = await who('anonymous_id', 'chain-1')
    expect(await who('anonymous_id', 'chain-3')).toBe(first)
    expect((await threadIds(line.db, third ?? ''))[0]).toBe(first)
    const pointers = await line.db
      .selectFrom('customers.customer as one')
      .innerJoin('customers.customer as final', 'final.customer_id', 'one.final_id')
      .whereRef('final.final_id', '<>', 'final.customer_id')
      .selectAll('one')
      .execute()
    expect(pointers).toEqual([])
  })
})

describe('strangers stay apart', () => {
  test('when one device signs in as two people: each event goes to who is signed in', async () => {
    await send(track('hi', { anonymousId: 'family-pc', userId: 'u-anna' }))
    await send(track('hi', { anonymousId: 'family-pc', userId: 'u-ben' }))
    expect(await who('user_id', 'u-anna')).not.toBe(await who('user_id', 'u-ben'))
    expect(await who('anonymous_id', 'family-pc')).toBe(await who('user_id', 'u-anna'))
  })

  test('when a broken site sends the same empty word for everybody', async () => {
    await send(
      track('hi', { anonymousId: 'dev-x', userId: 'undefined' }),
      track('hi', { anonymousId: 'dev-y', userId: 'undefined' }),
      { type: 'identify', anonymousId: 'dev-x', traits: { email: 'aucun@example.com' } },
      { type: 'identify', anonymousId: 'dev-y', traits: { email: 'aucun@example.com' } },
    )
    expect(await who('anonymous_id', 'dev-x')).not.toBe(await who('anonymous_id', 'dev-y'))
    expect(await who('email', 'aucun@example.com')).toBeUndefined()
  })

  test('at a till, whose own id is nobody’s', async () => {
    const sale = (email: string) => ({
      ...track('Order Completed', { anonymousId: 'till-3' }),
      properties: { email },
    })
    await line.send(till, [sale('one@shop.example'), sale('two@shop.example')])
    await line.settle()
    expect(await who('email', 'one@shop.example')).not.toBe(await who('email', 'two@shop.example'))
    expect(await who('anonymous_id', 'till-3')).toBeUndefined()
  })

  test('when an alias would join two people who are both known', async () => {
    await send(track('hi', { anonymousId: 'dev-c', userId: 'u-carl' }))
    await send(track('hi', { anonymousId: 'dev-d', userId: 'u-dora' }))
    await send({ type: 'alias', userId: 'u-dora', previousId: 'dev-c' })
    expect(await who('user_id', 'u-carl')).not.toBe(await who('user_id', 'u-dora'))
  })
})

describe('what a customer says of themselves', () => {
  const traits = async (id: string) =>
    (await profileOf(line.db, (await who('user_id', id)) ?? ''))?.traits

  test('is the newest word, not the last to arrive; null takes a word back', async () => {
    const says = (timestamp: string, said: object) => ({
      ...{ type: 'identify', userId: 'u-eve', traits: said, timestamp },
    })
    await send(says('2026-11-20T10:00:00Z', { city: 'Lille', size: 'M' }))
    await send(says('2026-11-19T10:00:00Z', { city: 'Paris', colour: 'red' }))
    expect(await traits('u-eve')).toEqual({ city: 'Lille', size: 'M', colour: 'red' })
    await send(says('2026-11-21T09:00:00Z', { size: null, city: '' }))
    expect(await traits('u-eve')).toEqual({ city: '', colour: 'red' })
  })

  test('decides the language and the time zone in which they are written to', async () => {
    await send({
      ...{ type: 'identify', userId: 'u-finn', traits: { language: 'en-GB' } },
      context: { timezone: 'Europe/London' },
    })
    const profile = await profileOf(line.db, (await who('user_id', 'u-finn')) ?? '')
    expect(profile).toMatchObject({ language: 'en', timeZone: 'Europe/London' })
  })
})

test('a customer is found by words of the name, the mail or the number', async () => {
  await send({
    ...{ type: 'identify', userId: 'u-gael' },
    traits: { firstName: 'Gaël', lastName: 'Le Goff', email: 'gael@bretagne.example' },
  })
  const headers = await line.as('associate')
  for (const search of ['goff gaël', 'GAEL@bret', 'u-gael']) {
    const found = await line.app.http.inject({ url: '/api/customers', query: { search }, headers })
    expect(found.json().customers, search).toMatchObject([{ name: 'Gaël Le Goff' }])
  }
})

describe('the timeline', () => {
  const asked = async (query: string) => {
    const url = `/api/customers/by/phone/${encodeURIComponent('06 39 98 77 66')}/timeline?${query}`
    return line.app.http.inject({ url, headers: await line.as('agent') })
  }
  const names = async (query: string): Promise<string[]> =>
    (await asked(query)).json().entries.map(({ name }: { name: string }) => name)

  test('is narrowed down by channel, kind, name and period, whatever form the number is written in', async () => {
    const who = { userId: 'u-nadia' }
    const day = (n: number) => `2026-11-${n}T09:00:00.000Z`
    await send(
      { type: 'identify', ...who, traits: { phone: '+33 6 39 98 77 66' }, timestamp: day(10) },
      { ...track('Product Viewed', who), timestamp: day(11) },
      { type: 'page', name: 'Home', ...who, timestamp: day(12) },
    )
    await line.send(till, [{ ...track('Order Completed', who), timestamp: day(13) }])
    await line.settle()
    expect(await names('channel=shop')).toEqual(['Order Completed'])
    expect(await names('type=page')).toEqual(['Page Viewed'])
    expect(await names('name=Product%20Viewed')).toEqual(['Product Viewed'])
    expect(await names(`from=${day(11)}&to=${day(13)}`)).toEqual(['Page Viewed', 'Product Viewed'])
  })

  test('is read page by page without a gap or a repetition', async () => {
    const read: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: TimelinePage = (await asked(`limit=1${next && `&before=${next}`}`)).json()
      read.push(...page.entries.map(({ name }) => name))
      next = page.next
    }
    expect(read).toEqual(await names('limit=200'))
    expect((await asked('before=yesterday')).statusCode).toBe(400)
  })
})

describe('who reads a profile', () => {
  test('stands in the audit, once for all they read of it within the hour', async () => {
    const headers = await line.as('agent')
    const id = await who('user_id', 'u-nadia')
    const read = (url: string) => line.app.http.inject({ url, headers })
    await Promise.all([
      read(`/api/customers/${id}`),
      read(`/api/customers/${id}/timeline`),
      read('/api/customers/by/user_id/u-nadia'),
      read(`/api/customers/${id}/profile`),
      read(`/api/customers/${id}/traits`),
    ])
    await read(`/api/customers/${id}`)
    const audit = await line.app.http.inject({
      url: `/api/audit?object=customer:${id}`,
      headers: await line.as('data_officer'),
    })
    const { lines } = audit.json()
    const byUs = lines.filter(
      (one: { actor: { id: string } }) => one.actor.id === lines[0]?.actor.id,
    )
    expect(byUs).toMatchObject([{ action: 'customers/read', actor: { kind: 'key' } }])
  })
})
