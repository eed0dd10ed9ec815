import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { openHttp } from '../../../test/open-http.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { announce } from '../../kernel/news/announce.ts'
import { newsLoop } from '../../kernel/news/read.ts'
import { openSeal } from '../../kernel/seal.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { audiencesRoutes } from '../audiences/index.ts'
import { installTemplates } from '../messages/index.ts'
import {
  journeysConsumers,
  journeysHooks,
  journeysLoops,
  journeysNews,
  journeysRoutes,
  nextStepAt,
  usersOf,
} from './index.ts'

const log = pino({ level: 'silent' })
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let db: Db
let inWork: InWork
let now = new Date('2026-11-20T08:00:00Z')
let line: ReturnType<typeof wovenLine>
let http: Awaited<ReturnType<typeof openHttp>>
let templateId: string
let people = 0
let events = 0

/** A party outside that answers as the test says, and remembers what it was asked. */
const outside = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  asked.push({ headers: request.headers, body })
  const [status, answer] = answers.shift() ?? [200, {}]
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})
const asked: { headers: IncomingMessage['headers']; body: string }[] = []
const answers: [number, object][] = []
let address = ''

const loops = () => [
  ...journeysLoops({ inWork, log, mayCall: [address] }),
  newsLoop(inWork, journeysNews(), log),
]
/** Lets everything be done that is due, until there is nothing more. */
const work = async () => {
  for (let busy = true; busy; ) {
    busy = false
    await line.rest()
    for (const loop of loops()) while (await loop.run()) busy = true
  }
}
/** Lets time go on, each step being taken when it is due. */
const later = async (milliseconds: number) => {
  const end = new Date(now.getTime() + milliseconds)
  for (;;) {
    const next = await nextStepAt(db)
    if (!next || next > end || next <= now) break
    now = next
    await work()
  }
  now = end
  await work()
}

beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: journeysHooks(), consumers: journeysConsumers() })
  templateId = (await installTemplates(inWork)).abandonedCart
  http = await openHttp('Journeys')
  const clock = { now: () => now }
  await http.register(journeysRoutes, { db, inWork, clock })
  const seal = openSeal({ sealKey: 'a key for the tests', dataDir: '' })
  await http.register(audiencesRoutes, { db, inWork, clock, seal, usedBy: usersOf })
  outside.listen(0, '127.0.0.1')
  await once(outside, 'listening')
  address = `127.0.0.1:${(outside.address() as AddressInfo).port}`
})
afterAll(async () => {
  outside.close()
  await http.close()
  await db.destroy()
})
beforeEach(() => {
  now = new Date(now.getTime() + 30 * day)
  asked.length = 0
  answers.length = 0
})

const get = async (url: string) => (await http.inject(url)).json()
const send = async (method: 'POST' | 'PUT', url: string, body?: object) => {
  const answer = await http.inject({ method, url, ...(body && { body }) })
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
}
const post = (url: string, body?: object) => send('POST', url, body)

const someone = (traits: object = {}) =>
  line.customer(`user-${++people}`, { email: `q${people}@example.fr`, ...traits })
const does = (name: string, properties: object = {}) =>
  line.send({ name, userId: `user-${people}`, properties: { ...properties } })

const end = { id: 'end', kind: 'exit' }
const mail = (id = 'mail', next = 'end') => ({ id, kind: 'message', templateId, next })

/** A journey that has begun, entered by an event of its own unless it says otherwise. */
const running = async (steps: { id: string }[], more: object = {}) => {
  const event = `Began ${++events}`
  const definition = {
    ...{ entry: { kind: 'event', event }, reentry: 'always', first: steps[0]?.id },
    steps: [...steps, end],
    ...more,
  }
  const { body } = await post('/api/journeys', { name: event, definition })
  const published = await post(`/api/journeys/${body.id}/publish`)
  if (published.status !== 200) throw new Error(JSON.stringify(published.body))
  await work()
  return { id: body.id as string, event, definition }
}
const runsOf = async (customerId: string, journeyId: string) => {
  const { journeys } = await get(`/api/customers/${customerId}/journeys`)
  return journeys.filter((one: { journeyId: string }) => one.journeyId === journeyId)
}
const messagesOf = (customerId: string) =>
  db
    .selectFrom('messages.message')
    .select(['run_id', 'step', 'event', 'variables', 'planned_at', 'priority'])
    .where('customer_id', '=', customerId)
    .orderBy('planned_at')
    .execute()
/** What was done to something, as the audit tells. */
const auditOf = async (object: string) => {
  const rows = await db
    .selectFrom('team.audit')
    .select('action')
    .where('object', '=', object)
    .orderBy('position')
    .execute()
  return rows.map(({ action }) => action)
}
const factsOf = async (customerId: string, name: string) => {
  await work()
  const rows = await db
    .selectFrom('thread.event')
    .select('properties')
    .where('customer_id', '=', customerId)
    .where('name', '=', name)
    .execute()
  return rows.map(({ properties }) => properties)
}

describe('a webhook', () => {
  const call = (more: object = {}) => ({
    ...{
      id: 'call',
      kind: 'webhook',
      url: `http://${address}/voucher`,
      next: 'ask',
      onFailure: 'end',
    },
    ...more,
  })
  const ask = {
    ...{ id: 'ask', kind: 'condition', yes: 'mail', no: 'end' },
    all: [{ of: 'answer', step: 'call', path: 'body.code', is: 'filled' }],
  }

  test('is called outside the transaction, and its answer is there for conditions and messages', async () => {
    const body = '{"colour": {{ event.colour | json }}}'
    const { id, event } = await running([call({ headers: { 'X-Key': 'k' }, body }), ask, mail()])
    const customer = await someone()
    answers.push([200, { code: 'HELLO' }])
    await does(event, { colour: 'vert "clair"' })
    await work()
    expect(asked).toMatchObject([
      { body: '{"colour": "vert \\"clair\\""}', headers: { 'x-key': 'k' } },
    ])
    const [run] = await runsOf(customer, id)
    expect(asked[0]?.headers['idempotency-key']).toBe(`${run.id}:call`)
    expect(await messagesOf(customer)).toMatchObject([
      { variables: { answers: { call: { status: 200, body: { code: 'HELLO' } } } } },
    ])
  })

  test('is tried again after trouble, under the same key, until it answers', async () => {
    const { event } = await running([call(), ask, mail()])
    const customer = await someone()
    answers.push([503, {}], [429, {}], [200, { code: 'LATE' }])
    await does(event)
    await work()
    await later(9_000)
    expect(asked).toHaveLength(1)
    await later(1_000)
    await later(60_000)
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(asked).toHaveLength(3)
    expect(await messagesOf(customer)).toHaveLength(1)
  })

  test('that says no is not asked again: the run goes the other way', async () => {
    const { id, event } = await running([call({ onFailure: 'mail' }), ask, mail()])
    const customer = await someone()
    answers.push([400, { error: 'no' }])
    await does(event)
    await work()
    await later(2 * hour)
    expect(asked).toHaveLength(1)
    const [run] = await runsOf(customer, id)
    expect(run.path).toContainEqual(
      expect.objectContaining({ step: 'call', what: 'failed', detail: '400', way: 'failed' }),
    )
    expect(await messagesOf(customer)).toHaveLength(1)
  })

  test('of an address within our networks is refused, and told when it is drawn', async () => {
    const url = 'http://127.0.0.1:1/'
    const { id, event } = await running([call({ url, onFailure: 'mail' }), ask, mail()])
    const customer = await someone()
    await does(event)
    await work()
    expect(await messagesOf(customer)).toHaveLength(1)
    const [errand] = await db
      .selectFrom('journeys.errand')
      .select(['state', 'outcome'])
      .where('journey_id', '=', id)
      .execute()
    expect(errand).toEqual({ state: 'failed', outcome: 'inner-address' })
    const definition = {
      entry: { kind: 'hand' },
      reentry: 'never',
      first: 'call',
      steps: [call({ url }), ask, mail(), end],
    }
    const { body } = await post('/api/journeys', { name: 'inner', definition })
    expect(body.flaws).toContainEqual({ code: 'inner-address', step: 'call', blocks: false })
  })

  test('of a caller who died is made again by another, under the same key', async () => {
    const { event } = await running([call(), ask, mail()])
    const customer = await someone()
    await does(event)
    await line.rest()
    // Somebody takes the errand and is never heard of again.
    await db
      .updateTable('journeys.errand')
      .set({ state: 'claimed', tries: 1, due_at: new Date(now.getTime() + minute) })
      .where('customer_id', '=', customer)
      .execute()
    answers.push([200, { code: 'AGAIN' }])
    await work()
    expect(asked).toHaveLength(0)
    await later(minute)
    expect(asked).toHaveLength(1)
    expect(await messagesOf(customer)).toHaveLength(1)
  })
})

describe('a step', () => {
  test('that updates the profile changes the traits, as the event says', async () => {
    const update = {
      ...{ id: 'say', kind: 'update', next: 'end' },
      traits: { favourite: '{{ event.colour }}', visits: '{{ event.visits }}', old: null },
    }
    const { event } = await running([update])
    const customer = await someone({ old: 'x', kept: 'y' })
    await does(event, { colour: 'green', visits: 3 })
    await work()
    const row = await db
      .selectFrom('customers.customer')
      .select(['traits', 'last_seen_at'])
      .where('customer_id', '=', customer)
      .executeTakeFirstOrThrow()
    expect(row.traits).toMatchObject({ favourite: 'green', visits: 3, kept: 'y' })
    expect(row.traits).not.toHaveProperty('old')
  })

  test('that lists puts them on a list made by hand, and takes them off', async () => {
    const { body: list } = await post('/api/audience-lists', { name: `list ${++events}` })
    const on = { id: 'on', kind: 'list', listId: list.id, action: 'add', next: 'day' }
    const off = { id: 'off', kind: 'list', listId: list.id, action: 'remove', next: 'end' }
    const wait = { id: 'day', kind: 'delay', seconds: 3600, next: 'off' }
    const { event } = await running([on, wait, off])
    await someone()
    await does(event)
    await work()
    const count = async () =>
      (await get('/api/audience-lists')).find(({ id }: { id: string }) => id === list.id).customers
    expect(await count()).toBe(1)
    await later(hour)
    expect(await count()).toBe(0)
  })

  test('that awards tells the thread what to credit, by an id that names it once', async () => {
    const award = {
      id: 'give',
      kind: 'award',
      award: 'points',
      points: 50,
      reason: 'hi',
      next: 'end',
    }
    const { id, event } = await running([award])
    const customer = await someone()
    await does(event)
    const [run] = await runsOf(customer, id)
    expect(await factsOf(customer, 'Award Granted')).toMatchObject([
      { award: 'points', points: 50, reason: 'hi', awardId: `${run.id}:give` },
    ])
  })

  test('for people makes a task, which somebody does once and says what came of it', async () => {
    const task = {
      ...{ id: 'ring', kind: 'task', for: 'shop', title: 'Ring', next: 'end', withinSeconds: 3600 },
      text: '{{ traits.firstName }} about {{ event.what }}',
    }
    const { event } = await running([task])
    const customer = await someone({ firstName: 'Sophie' })
    await does(event, { what: 'the order' })
    const url = `/api/journey-tasks?for=shop&customerId=${customer}`
    const { tasks } = await get(url)
    expect(tasks).toMatchObject([
      { title: 'Ring', text: 'Sophie about the order', state: 'open', customerName: 'Sophie' },
    ])
    const done = () => post(`/api/journey-tasks/${tasks[0].id}/done`, { outcome: 'glad' })
    expect((await done()).status).toBe(204)
    expect((await done()).body).toMatchObject({ code: 'journeys/task-not-open' })
    expect((await get(url)).tasks).toEqual([])
    expect((await get(`${url}&state=done`)).tasks).toMatchObject([{ outcome: 'glad' }])
    expect(await factsOf(customer, 'Task Done')).toHaveLength(1)
    expect(await auditOf(`task:${tasks[0].id}`)).toEqual(['journeys/task-done'])
  })

  test('starts another journey with what is known, and ends their runs of one', async () => {
    const waits = [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'end' }]
    const other = await running(waits, { entry: { kind: 'api' } })
    const start = { id: 'go', kind: 'journey', action: 'start', journeyId: other.id, next: 'end' }
    const starts = await running([start])
    const stop = { id: 'no', kind: 'journey', action: 'stop', journeyId: other.id, next: 'end' }
    const stops = await running([stop])
    const customer = await someone()
    await does(starts.event, { order: 7 })
    await work()
    expect(await runsOf(customer, other.id)).toMatchObject([{ state: 'waiting' }])
    await does(stops.event)
    await work()
    expect(await runsOf(customer, other.id)).toMatchObject([{ state: 'exited', reason: 'stopped' }])
  })
})

describe('people begin', () => {
  const waits = () => [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }, mail()]

  test('because a program asks, by any identifier, once for what it asks twice', async () => {
    const { id } = await running(waits(), { entry: { kind: 'api' } })
    const customer = await someone()
    const ask = () =>
      post(`/api/journeys/${id}/start`, {
        ...{ customer: { kind: 'email', value: `q${people}@example.fr` }, key: 'o1' },
        ...{ properties: { total: 12 }, idempotencyKey: 'a1' },
      })
    expect(await ask()).toMatchObject({ status: 202, body: { customerId: customer } })
    await ask()
    await work()
    expect(await runsOf(customer, id)).toMatchObject([{ key: 'o1' }])
    expect((await auditOf(`journey:${id}`)).slice(-2)).toEqual(Array(2).fill('journeys/started'))
    await later(day)
    expect(await messagesOf(customer)).toMatchObject([{ event: { total: 12 } }])
    const nobody = { customer: { kind: 'email', value: 'nobody@example.fr' } }
    expect((await post(`/api/journeys/${id}/start`, nobody)).body).toMatchObject({
      code: 'journeys/nobody-named',
    })
  })

  test('because people of the team picked them', async () => {
    const { id, event } = await running(waits(), { entry: { kind: 'hand' } })
    const customer = await someone()
    const picked = await post(`/api/journeys/${id}/people`, {
      ...{ by: 'email', values: [`q${people}@example.fr`, 'nobody@example.fr'] },
    })
    expect(picked.body).toEqual({ picked: 1, unknown: ['nobody@example.fr'] })
    await work()
    expect(await runsOf(customer, id)).toHaveLength(1)
    const other = await running(waits())
    const refused = await post(`/api/journeys/${other.id}/people`, { by: 'id', values: [customer] })
    expect(refused.body).toMatchObject({ code: 'journeys/not-entered-this-way' })
    expect(event).not.toBe(other.event)
  })

  test('on a date of theirs, known before the journey or since, each year', async () => {
    now = new Date('2028-03-01T10:00:00Z')
    const before = await someone({ birthday: '1990-03-05' })
    const { id } = await running([mail()], {
      entry: { kind: 'date', path: 'birthday', anniversary: true, offsetDays: -1, time: '08:00' },
      reentry: 'after-completion',
    })
    const since = await someone({ birthday: '1990-03-06', timezone: 'America/New_York' })
    const moved = await someone({ birthday: '1990-03-05' })
    await line.customer(`user-${people}`, { birthday: '1990-08-05' })
    await later(4 * day)
    expect((await messagesOf(before)).map((one) => one.planned_at.toISOString())).toEqual([
      '2028-03-04T07:00:00.000Z',
    ])
    await later(day)
    expect((await messagesOf(since)).map((one) => one.planned_at.toISOString())).toEqual([
      '2028-03-05T13:00:00.000Z',
    ])
    expect(await messagesOf(moved)).toEqual([])
    await later(365 * day)
    expect(await runsOf(before, id)).toHaveLength(2)
    expect(await messagesOf(moved)).toHaveLength(1)
  })

  test('at set times, all who are in an audience, and none twice when a portion is taken again', async () => {
    now = new Date('2030-01-01T10:00:00Z')
    const { body: audience } = await post('/api/audiences', {
      ...{ name: `round ${++events}`, condition: { kind: 'trait', path: 'round', op: 'exists' } },
    })
    const members = [await someone(), await someone()]
    for (const customer_id of members) {
      await db
        .insertInto('audiences.member')
        .values({ audience_id: audience.id, customer_id, since: now })
        .execute()
    }
    const rhythm = { every: 'week', weekdays: [3], time: '09:00' }
    await running([mail()], {
      entry: { kind: 'schedule', audienceId: audience.id, rhythm },
      reentry: 'after-completion',
    })
    await later(day)
    for (const one of members) {
      expect((await messagesOf(one)).map(({ planned_at }) => planned_at.toISOString())).toEqual([
        '2030-01-02T08:00:00.000Z',
      ])
    }
    await later(7 * day)
    for (const one of members) expect(await messagesOf(one)).toHaveLength(2)
  })

  test('by news of a product that they looked at, once for each product', async () => {
    const looked = await someone()
    await does('Product Viewed', { sku: 'news-1' })
    const entry = { kind: 'price-drop', atLeastPercent: 10 }
    const { id } = await running([mail()], { entry, reentry: 'after-completion' })
    const wished = await someone()
    await does('Product Added to Wishlist', { sku: 'news-1' })
    const other = await someone()
    await does('Product Viewed', { sku: 'news-2' })
    const changes = (sku: string, before: number, after: number) =>
      inWork((unit) =>
        announce(unit, {
          name: 'Price Changed',
          properties: { sku, before, after, currency: 'EUR', channel: null, priceGroup: null },
        }),
      )
    await changes('news-1', 1000, 950)
    await changes('news-1', 1000, 1200)
    await work()
    expect(await messagesOf(looked)).toEqual([])
    await changes('news-1', 1200, 990)
    await work()
    for (const one of [looked, wished]) {
      expect(await messagesOf(one)).toMatchObject([
        { event: { sku: 'news-1', price: 9.9, previous_price: 12, percent: 17.5 } },
      ])
    }
    expect(await runsOf(looked, id)).toMatchObject([{ key: 'news-1' }])
    expect(await messagesOf(other)).toEqual([])
  })

  test('when what they wished for is back in stock, but not when it had been in another place', async () => {
    const { event } = await running([mail()], {
      entry: { kind: 'back-in-stock', interests: ['wished'] },
    })
    const wished = await someone()
    await does('Product Added to Wishlist', { sku: 'back-1' })
    const gone = await someone()
    await does('Product Added to Wishlist', { sku: 'back-1' })
    await does('Product Removed from Wishlist', { sku: 'back-1' })
    const back = (everywhere: boolean) =>
      inWork((unit) =>
        announce(unit, { name: 'Back In Stock', properties: { sku: 'back-1', everywhere } }),
      )
    await back(false)
    await work()
    expect(await messagesOf(wished)).toEqual([])
    await back(true)
    await work()
    expect(await messagesOf(wished)).toHaveLength(1)
    expect(await messagesOf(gone)).toEqual([])
    expect(event).toBeTruthy()
  })
})

describe('a journey', () => {
  const waits = () => [{ id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' }, mail()]

  test('with a throttle sends so many in a minute, in the order of coming, and none is forgotten', async () => {
    const throttle = { messages: 2, per: 'minute' }
    const { event } = await running([mail()], { throttle })
    const customers: string[] = []
    for (let n = 0; n < 5; n++) {
      customers.push(await someone())
      await does(event)
    }
    const sent = async () => (await Promise.all(customers.map(messagesOf))).map((all) => all.length)
    expect(await sent()).toEqual([1, 0, 0, 0, 0])
    await later(30_000)
    expect(await sent()).toEqual([1, 1, 0, 0, 0])
    await later(90_000)
    expect(await sent()).toEqual([1, 1, 1, 1, 1])
  })

  test('says to whom of two the cap gives what is left, by its priority', async () => {
    const high = await running([mail()], { priority: 90 })
    const customer = await someone()
    await does(high.event)
    expect(await messagesOf(customer)).toMatchObject([{ priority: 90 }])
  })

  test('lets a share of all customers alone, whatever journey', async () => {
    await send('PUT', '/api/journey-settings', { globalHoldout: 20 })
    const one = await running([mail()])
    const other = await running([mail()])
    const users = Array.from({ length: 25 }, () => `user-${++people}`)
    for (const userId of users) {
      await line.put({ type: 'identify', name: 'Identified', userId, traits: {} })
      for (const { event } of [one, other]) await line.put({ name: event, userId })
    }
    await work()
    const customers = await Promise.all(users.map((userId) => line.customer(userId)))
    await send('PUT', '/api/journey-settings', { globalHoldout: 0 })
    const sent = (await Promise.all(customers.map(messagesOf))).map((all) => all.length)
    expect(sent.every((n) => n === 0 || n === 2)).toBe(true)
    expect(sent.filter((n) => n === 0).length).toBeGreaterThan(0)
    expect(sent.filter((n) => n === 2).length).toBeGreaterThan(10)
  })

  test('shows what a new version changes and who would be where, and takes them over by a map', async () => {
    const { id, event, definition } = await running(waits())
    const stays = await someone()
    await does(event)
    const steps = [
      { id: 'week', kind: 'delay', seconds: 7 * 86_400, next: 'mail' },
      ...[mail('mail', 'more'), mail('more'), end],
    ]
    const draft = { revision: 1, name: event, definition: { ...definition, first: 'week', steps } }
    await send('PUT', `/api/journeys/${id}`, draft)
    expect(await get(`/api/journeys/${id}/diff?from=1&to=2`)).toMatchObject({
      ...{ added: ['week', 'more'], removed: ['day'], rules: ['first'] },
      changed: [{ step: 'mail', what: ['next'] }],
    })
    expect(await get(`/api/journeys/${id}/inside`)).toEqual({
      version: 2,
      steps: [{ version: 1, step: 'day', waiting: 1, same: null }],
    })
    const wrong = await post(`/api/journeys/${id}/publish`, { move: { day: 'nowhere' } })
    expect(wrong.body).toMatchObject({
      code: 'journeys/no-such-step',
      details: { steps: ['nowhere'] },
    })
    const published = await post(`/api/journeys/${id}/publish`, { move: { day: 'week' } })
    expect(published.body).toMatchObject({ version: 2, moving: true })
    await work()
    expect((await get(`/api/journeys/${id}`)).moving).toBe(false)
    const [run] = await runsOf(stays, id)
    expect(run).toMatchObject({ version: 2, step: 'week', state: 'waiting' })
    expect(Date.parse(run.dueAt) - Date.parse(run.enteredAt)).toBe(7 * day)
    await later(7 * day)
    expect((await messagesOf(stays)).map(({ step }) => step)).toEqual(['mail', 'more'])
  })

  test('that is published without a map lets people finish on their version, also when it is rolled back', async () => {
    const { id, event, definition } = await running(waits())
    const first = await someone()
    await does(event)
    const draft = {
      revision: 1,
      name: event,
      definition: { ...definition, first: 'end', steps: [end] },
    }
    await send('PUT', `/api/journeys/${id}`, draft)
    await post(`/api/journeys/${id}/publish`)
    const second = await someone()
    await does(event)
    expect(await runsOf(second, id)).toMatchObject([{ version: 2, state: 'done' }])
    const back = await post(`/api/journeys/${id}/rollback`, { version: 1 })
    expect(back.body).toMatchObject({ version: 1, draft: null })
    const third = await someone()
    await does(event)
    expect(await runsOf(third, id)).toMatchObject([{ version: 1, state: 'waiting' }])
    await later(day)
    for (const one of [first, third]) expect(await messagesOf(one)).toHaveLength(1)
    expect((await post(`/api/journeys/${id}/rollback`, { version: 9 })).status).toBe(404)
  })

  test('drained lets nobody in and everybody out, then is stopped', async () => {
    const { id, event } = await running(waits())
    const inside = await someone()
    await does(event)
    expect((await post(`/api/journeys/${id}/drain`)).body).toMatchObject({ status: 'draining' })
    const late = await someone()
    await does(event)
    expect(await runsOf(late, id)).toEqual([])
    await later(day)
    expect(await messagesOf(inside)).toHaveLength(1)
    await work()
    expect((await get(`/api/journeys/${id}`)).status).toBe('stopped')
  })

  test('stopped lets everybody go at once, and may begin again without them', async () => {
    const { id, event } = await running(waits())
    const inside = await someone()
    await does(event)
    expect((await post(`/api/journeys/${id}/stop`)).body).toMatchObject({ status: 'stopped' })
    expect((await post(`/api/journeys/${id}/resume`)).body).toMatchObject({ status: 'running' })
    await work()
    await later(2 * day)
    expect(await messagesOf(inside)).toEqual([])
    expect(await runsOf(inside, id)).toMatchObject([{ state: 'exited', reason: 'stopped' }])
  })

  test('may begin again for a customer after a time, and not before', async () => {
    const { id, event } = await running([mail()], { reentry: 'after-time', reentrySeconds: 86_400 })
    const customer = await someone()
    await does(event)
    await later(23 * hour)
    await does(event)
    expect(await runsOf(customer, id)).toHaveLength(1)
    await later(hour)
    await does(event)
    expect(await runsOf(customer, id)).toHaveLength(2)
  })
})
