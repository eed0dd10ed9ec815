import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { openHttp } from '../../../test/open-http.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { installAudiences } from '../audiences/index.ts'
import { installTemplates } from '../messages/index.ts'
import { commandLine } from '../team/index.ts'
import { record } from '../thread/index.ts'
import { Definition } from './definition-contract.ts'
import {
  installJourneys,
  journeysConsumers,
  journeysHooks,
  journeysLoops,
  journeysRoutes,
  nextStepAt,
} from './index.ts'

const log = pino({ level: 'silent' })
const minute = 60_000
const hour = 60 * minute

let db: Db
let inWork: InWork
let now: Date
let line: ReturnType<typeof wovenLine>
let http: Awaited<ReturnType<typeof openHttp>>
let templateId: string
let cartJourney: string
let people = 0

const loops = () => journeysLoops({ inWork, log })
/** Lets the workers take whatever is due. */
const work = async () => {
  for (const loop of loops()) while (await loop.run());
  await line.rest()
}
const later = async (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
  await work()
}

beforeAll(async () => {
  now = new Date('2026-11-20T08:00:00Z')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: journeysHooks(), consumers: journeysConsumers() })
  templateId = (await installTemplates(inWork)).abandonedCart
  cartJourney = await inWork(async (unit) => {
    const installed = await installJourneys(unit, { templateIds: { abandonedCart: templateId } })
    return installed.abandonedCart
  })
  http = await openHttp('Journeys')
  await http.register(journeysRoutes, { db, inWork, clock: { now: () => now } })
})
afterAll(async () => {
  await http.close()
  await db.destroy()
})
beforeEach(() => {
  now = new Date(now.getTime() + 30 * 24 * hour)
})

const someone = () => line.customer(`user-${++people}`, { email: `p${people}@example.fr` })
const does = (name: string, properties: object = {}, more: object = {}) =>
  line.send({ name, userId: `user-${people}`, properties: { ...properties }, ...more })
const added = (cart: string, more: object = {}) =>
  does('Product Added', { cart_id: cart, sku: 'lip-1', price: 12.5, quantity: 1 }, more)

const messagesOf = (customerId: string) =>
  db
    .selectFrom('messages.message')
    .select(['customer_id', 'run_id', 'step', 'event', 'planned_at'])
    .where('customer_id', '=', customerId)
    .orderBy('planned_at')
    .execute()

const get = async (url: string) => (await http.inject(url)).json()
const post = (url: string, body?: object) =>
  http.inject({ method: 'POST', url, ...(body && { body }) })
const journeysOf = async (customerId: string) =>
  (await get(`/api/customers/${customerId}/journeys`)).journeys

/** What messages records when a mail of a run was handed over, or its link clicked. */
const report = async (name: string, customerId: string, more: object = {}) => {
  const [message] = await messagesOf(customerId)
  const properties = {
    runId: message?.run_id,
    step: message?.step,
    journeyId: cartJourney,
    ...more,
  }
  await inWork((unit) => record(unit, { customerId, name, channel: 'email', properties }))
  await line.rest()
}

describe('the abandoned cart', () => {
  test('is written about one hour after it was left, with what was in it', async () => {
    const id = await someone()
    await added('cart-a')
    await later(59 * minute)
    expect(await messagesOf(id)).toEqual([])

    await later(minute)

    expect(await messagesOf(id)).toMatchObject([
      { step: 'email', event: { cart_id: 'cart-a', total: 12.5, products: [{ sku: 'lip-1' }] } },
    ])
    expect(await journeysOf(id)).toMatchObject([{ key: 'cart-a', state: 'done', reason: 'end' }])
  })

  test('is written about an hour after its last change, in its last state', async () => {
    const id = await someone()
    await added('cart-b')
    await later(40 * minute)
    const products = [{ sku: 'lip-1', price: 12.5, quantity: 2 }]
    await does('Cart Viewed', { cart_id: 'cart-b', products, currency: 'EUR' })
    await later(40 * minute)
    expect(await messagesOf(id)).toEqual([])

    await later(20 * minute)

    expect(await messagesOf(id)).toMatchObject([{ event: { total: 25, currency: 'EUR' } }])
  })

  test('is not written about once bought, and says why', async () => {
    const id = await someone()
    await added('cart-c')
    await does('Order Completed', { order_id: 'o-c', cart_id: 'cart-c', revenue: 12.5 })
    await later(2 * hour)

    expect(await messagesOf(id)).toEqual([])
    const [run] = await journeysOf(id)
    expect(run).toMatchObject({ state: 'exited', reason: 'Order Completed', step: 'hour' })
    expect(run.path.map((one: { what: string }) => one.what)).toEqual(['entered', 'waits', 'ended'])
  })

  test('goes on for one cart when another is bought', async () => {
    const id = await someone()
    await added('cart-d1')
    await added('cart-d2')
    await does('Order Completed', { order_id: 'o-d', cart_id: 'cart-d1' })
    await later(hour)
    expect(await messagesOf(id)).toMatchObject([{ event: { cart_id: 'cart-d2' } }])
  })

  test('of history starts nothing', async () => {
    const id = await someone()
    await added('cart-e', { historical: true })
    expect(await journeysOf(id)).toEqual([])
  })

  test('says on its path why the mail was not sent', async () => {
    const id = await someone()
    await added('cart-g')
    await later(hour)
    await report('Email Not Sent', id, { reason: 'consent-unknown' })
    const [run] = await journeysOf(id)
    expect(run.path.at(-1)).toMatchObject({
      ...{ step: 'email', what: 'not-sent', detail: 'consent-unknown' },
    })
    expect(run.convertedAt).toBeNull()
  })

  test('is a thread of facts: begun, ended, with ids only', async () => {
    const id = await someone()
    await added('cart-f')
    await later(hour)
    const own = (await line.facts()).filter(
      (fact) => fact.customer_id === id && fact.name.startsWith('Journey'),
    )
    expect(own).toMatchObject([
      { name: 'Journey Entered', properties: { journeyId: cartJourney } },
      { name: 'Journey Ended', properties: { journeyId: cartJourney, state: 'done' } },
    ])
  })
})

describe('its results', () => {
  const results = async () => (await get(`/api/journeys/${cartJourney}`)).results

  test('count sent, clicked, converted once, and the revenue in cents', async () => {
    const before = await results()
    const id = await someone()
    await added('cart-r1')
    await later(hour)
    await report('Email Sent', id)
    await report('Email Link Clicked', id)
    await report('Email Link Clicked', id)
    await later(hour)
    await does('Order Completed', { order_id: 'o1', revenue: 40.15, currency: 'EUR' })
    await does('Order Completed', { order_id: 'o2', revenue: 9, currency: 'EUR' })

    const after = await results()
    expect(after.entered - before.entered).toBe(1)
    expect(after.sent - before.sent).toBe(1)
    expect(after.clicked - before.clicked).toBe(1)
    expect(after.converted - before.converted).toBe(1)
    expect(after.revenue).toEqual([{ currency: 'EUR', amount: 4015 }])
    expect((await journeysOf(id))[0].convertedAt).toBe(now.toISOString())
  })

  test('do not count an order after the window', async () => {
    const before = await results()
    const id = await someone()
    await added('cart-r2')
    await later(hour)
    await report('Email Sent', id)
    await later(5 * 24 * hour + 1)
    await does('Order Completed', { order_id: 'o3', revenue: 40 })
    expect((await results()).converted).toBe(before.converted)
  })

  test('are shown by day, and in the list within a time', async () => {
    const { days } = await get(`/api/journeys/${cartJourney}`)
    expect(days).toHaveLength(30)
    const { journeys } = await get(`/api/journeys?from=${now.toISOString()}`)
    expect(journeys).toMatchObject([{ id: cartJourney, results: { entered: 0, sent: 0 } }])
  })
})

describe('customers who prove to be one', () => {
  /** Two devices, each with a cart; then one person signs in on both. */
  const device = (anonymousId: string, cart: string) =>
    line.send({
      ...{ name: 'Product Added', anonymousId },
      properties: { cart_id: cart, sku: 'x', price: 3, quantity: 1 },
    })
  const signIn = (anonymousId: string, userId: string) =>
    line.send({ type: 'identify', name: 'Identified', anonymousId, userId, traits: {} })
  const waiting = () =>
    db.selectFrom('journeys.run').selectAll().where('state', '=', 'waiting').execute()

  test('take their runs along, and an order of the one ends the run of the other', async () => {
    await device('phone-1', 'cart-m1')
    await signIn('laptop-1', 'merged-1')
    await signIn('phone-1', 'merged-1')
    expect(await waiting()).toHaveLength(1)

    await line.send({ name: 'Order Completed', anonymousId: 'laptop-1', properties: {} })
    expect(await waiting()).toEqual([])
  })

  test('with the same cart twice go on with the older run only', async () => {
    await device('phone-2', 'cart-m2')
    now = new Date(now.getTime() + 10 * minute)
    await signIn('laptop-2', 'merged-2')
    await device('laptop-2', 'cart-m2')
    expect(await waiting()).toHaveLength(2)

    await signIn('phone-2', 'merged-2')

    const left = await waiting()
    expect(left).toHaveLength(1)
    const all = await journeysOf(left[0]?.customer_id ?? '')
    expect(all.map((run: { reason: string }) => run.reason)).toEqual(['merged', null])
    await later(2 * hour)
    expect(await messagesOf(left[0]?.customer_id ?? '')).toHaveLength(1)
  })

  test('and prove not to be, go their own ways again: nothing is doubled, nothing lost', async () => {
    await device('phone-4', 'cart-m4')
    now = new Date(now.getTime() + 10 * minute)
    await signIn('laptop-4', 'merged-4')
    await device('laptop-4', 'cart-m5')
    await signIn('phone-4', 'merged-4')
    const joined = await waiting()
    expect(new Set(joined.map((run) => run.customer_id)).size).toBe(1)
    const kept = joined[0]?.customer_id ?? ''
    const merge = await db
      .selectFrom('customers.merge')
      .select(['id', 'absorbed_id'])
      .where('customer_id', '=', kept)
      .executeTakeFirstOrThrow()
    const restored = merge.absorbed_id
    await line.put({
      ...{ type: 'fact', name: 'Merge Undone', customerId: kept },
      properties: {
        mergeId: merge.id,
        keptId: kept,
        by: 'person:1',
        reason: 'no',
        keepApart: true,
      },
    })
    await line.send({ type: 'fact', name: 'Customer Restored', customerId: restored })

    const runs = await waiting()
    expect(new Map(runs.map((run) => [run.customer_id, run.key]))).toEqual(
      new Map([
        [kept, 'cart-m4'],
        [restored, 'cart-m5'],
      ]),
    )
    await later(2 * hour)
    expect(await messagesOf(kept)).toHaveLength(1)
    expect(await messagesOf(restored)).toHaveLength(1)
    expect(await waiting()).toEqual([])
  })

  test('rest until the consumer has joined them: no step is taken in between', async () => {
    await device('phone-3', 'cart-m3')
    const [run] = await waiting()
    await inWork((unit) =>
      unit.tx
        .insertInto('journeys.merge')
        .values({ id: unit.newId(), from_id: run?.customer_id ?? '', into_id: randomUUID() })
        .execute(),
    )
    now = new Date(now.getTime() + hour)
    for (const loop of loops()) expect(await loop.run()).toBe(false)
    expect(await waiting()).toHaveLength(1)
    await db.deleteFrom('journeys.merge').execute()
    await work()
    expect(await waiting()).toEqual([])
  })
})

describe('a journey of the team', () => {
  const definition = (more: object = {}) =>
    Definition.parse({
      entry: { kind: 'event', event: 'Signed Up' },
      reentry: 'never',
      first: 'day',
      steps: [
        { id: 'day', kind: 'delay', seconds: 86_400, next: 'mail' },
        { id: 'mail', kind: 'message', templateId, next: 'end' },
        { id: 'end', kind: 'exit' },
      ],
      ...more,
    })
  const created = async (more: object = {}, name = 'Welcome') =>
    (await post('/api/journeys', { name, definition: definition(more) })).json()
  const signUp = (event: string) => does(event)

  test('is entered only once published; who entered before a new version finishes on theirs', async () => {
    const event = 'Signed Up 1'
    const { id } = await created({ entry: { kind: 'event', event } })
    const early = await someone()
    await signUp(event)
    expect(await journeysOf(early)).toEqual([])

    expect((await post(`/api/journeys/${id}/publish`)).statusCode).toBe(200)
    const first = await someone()
    await signUp(event)
    const shorter = definition({
      entry: { kind: 'event', event },
      steps: [{ id: 'end', kind: 'exit' }],
      first: 'end',
    })
    await http.inject({
      ...{ method: 'PUT', url: `/api/journeys/${id}` },
      body: { name: 'Welcome 2', definition: shorter, revision: 1 },
    })
    expect((await post(`/api/journeys/${id}/publish`)).json()).toMatchObject({ version: 2 })
    const second = await someone()
    await signUp(event)

    expect(await journeysOf(second)).toMatchObject([{ version: 2, state: 'done' }])
    expect(await journeysOf(first)).toMatchObject([{ version: 1, state: 'waiting', step: 'day' }])
    await later(24 * hour)
    expect(await messagesOf(first)).toHaveLength(1)
  })

  test('of two who change one draft the second is told who saved it and when, and may throw it away', async () => {
    const { id } = await created({ entry: { kind: 'event', event: 'Signed Up 0' } })
    await post(`/api/journeys/${id}/publish`)
    const { definition: seen, revision } = await get(`/api/journeys/${id}`)
    const save = async (name: string, as: number) => {
      const body = { name, definition: { ...seen, priority: 60 }, revision: as }
      const answer = await http.inject({ method: 'PUT', url: `/api/journeys/${id}`, body })
      return { status: answer.statusCode, body: answer.json() }
    }
    const discard = async (as: number) =>
      (await post(`/api/journeys/${id}/discard`, { revision: as })).json()
    expect(await discard(revision)).toMatchObject({ code: 'journeys/no-draft-to-discard' })
    expect((await save('By Léa', revision)).body).toMatchObject({ revision: revision + 1 })
    const clash = {
      code: 'journeys/changed-meanwhile',
      details: { revision: revision + 1, at: now.toISOString() },
    }
    expect(await save('By Paul', revision)).toMatchObject({ status: 409, body: clash })
    expect(await discard(revision)).toMatchObject(clash)
    expect(await get(`/api/journeys/${id}`)).toMatchObject({
      ...{ name: 'By Léa', draft: { priority: 60 }, definition: { priority: 50 } },
    })
    expect(await discard(revision + 1)).toMatchObject({ draft: null, revision: revision + 2 })
    expect((await save('By Léa', revision + 1)).status).toBe(409)
    expect((await save('By Paul', revision + 2)).status).toBe(200)
  })

  test('never begins twice for a customer under the rule "never"', async () => {
    const event = 'Signed Up 2'
    const { id } = await created({ entry: { kind: 'event', event } })
    await post(`/api/journeys/${id}/publish`)
    const customer = await someone()
    await signUp(event)
    await later(25 * hour)
    await signUp(event)
    expect(await journeysOf(customer)).toHaveLength(1)
  })

  test('that is paused lets people in and moves nobody on; resumed, it does what came due', async () => {
    const event = 'Signed Up 3'
    const { id } = await created({ entry: { kind: 'event', event } })
    await post(`/api/journeys/${id}/publish`)
    expect((await post(`/api/journeys/${id}/pause`)).json()).toMatchObject({ status: 'paused' })
    const customer = await someone()
    await signUp(event)
    await later(25 * hour)
    expect(await messagesOf(customer)).toEqual([])
    expect((await post(`/api/journeys/${id}/pause`)).json()).toMatchObject({
      code: 'journeys/not-in-state',
    })

    await post(`/api/journeys/${id}/resume`)
    await work()
    expect(await messagesOf(customer)).toHaveLength(1)
  })

  test('is published only with mails that there are', async () => {
    const steps = [
      { id: 'mail', kind: 'message', templateId: randomUUID(), next: 'end' },
      { id: 'end', kind: 'exit' },
    ]
    const { id } = await created({ first: 'mail', steps })
    const refused = await post(`/api/journeys/${id}/publish`)
    expect(refused.json()).toMatchObject({
      details: { flaws: [{ code: 'unknown-template', step: 'mail' }] },
    })
  })

  test('with a flaw is kept as a draft and says what is wrong where', async () => {
    const steps = [
      { id: 'day', kind: 'delay', seconds: 60, next: 'day' },
      { id: 'end', kind: 'exit' },
    ]
    const { id, flaws } = await created({ steps })
    expect(flaws).toEqual([
      { code: 'cycle', step: 'day', blocks: false },
      { code: 'unreachable', step: 'end', blocks: true },
    ])
    const refused = await post(`/api/journeys/${id}/publish`)
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ code: 'journeys/flawed', details: { flaws } })
  })

  test('asks the traits that the customer has when the step is taken', async () => {
    const event = 'Signed Up 4'
    const steps = [
      { id: 'day', kind: 'delay', seconds: 86_400, next: 'vip' },
      {
        ...{ id: 'vip', kind: 'condition', yes: 'mail', no: 'end' },
        all: [{ of: 'traits', path: 'tier', is: 'eq', value: 'gold' }],
      },
      { id: 'mail', kind: 'message', templateId, next: 'end' },
      { id: 'end', kind: 'exit' },
    ]
    const { id } = await created({ entry: { kind: 'event', event }, steps })
    await post(`/api/journeys/${id}/publish`)
    const plain = await someone()
    await signUp(event)
    const gold = await someone()
    await signUp(event)
    await line.customer(`user-${people}`, { tier: 'gold' })
    await later(24 * hour)

    expect(await messagesOf(plain)).toEqual([])
    expect(await messagesOf(gold)).toHaveLength(1)
  })

  test('is entered through an audience, which says so on the thread', async () => {
    const [audienceId = ''] = await inWork((unit) => installAudiences(unit, commandLine))
    const entry = { kind: 'audience', audienceId, change: 'entered' }
    const { id } = await created({ entry })
    await post(`/api/journeys/${id}/publish`)
    const customerId = await someone()
    for (const audience of [randomUUID(), audienceId]) {
      await inWork((unit) =>
        record(unit, {
          ...{ customerId, name: 'Audience Entered', channel: 'api' },
          properties: { audienceId: audience },
        }),
      )
    }
    await line.rest()
    expect(await journeysOf(customerId)).toHaveLength(1)
  })

  test('shows who is at each step, found by address, and how many', async () => {
    const event = 'Signed Up 5'
    const { id } = await created({ entry: { kind: 'event', event } }, 'Fifth')
    await post(`/api/journeys/${id}/publish`)
    for (let one = 0; one < 3; one++) {
      await someone()
      await signUp(event)
    }
    expect(await get(`/api/journeys/${id}`)).toMatchObject({
      waiting: 3,
      steps: [{ step: 'day', waiting: 3 }, { step: 'mail', waiting: 0 }, { step: 'end' }],
    })
    const { runs, next } = await get(`/api/journeys/${id}/runs?step=day&limit=2`)
    expect(runs).toHaveLength(2)
    const rest = await get(`/api/journeys/${id}/runs?step=day&limit=2&before=${next}`)
    expect(rest.runs).toHaveLength(1)
    const found = await get(`/api/journeys/${id}/runs?search=P${people}@Example.fr`)
    expect(found.runs).toHaveLength(1)
    expect((await get(`/api/journeys/${id}/runs?search=nobody@example.fr`)).runs).toEqual([])
    expect((await get(`/api/journeys/${randomUUID()}`)).code).toBe('journeys/not-found')
  })
})

test('a step that cannot be taken is put off, given up after a few times, and holds up nobody', async () => {
  const steps = [
    { id: 'minute', kind: 'delay', seconds: 60, next: 'mail' },
    { id: 'mail', kind: 'message', templateId, next: 'end' },
    { id: 'end', kind: 'exit' },
  ]
  const entry = { kind: 'event', event: 'Broken' }
  const definition = Definition.parse({ entry, reentry: 'never', first: 'minute', steps })
  const { id } = (await post('/api/journeys', { name: 'Broken', definition })).json()
  await post(`/api/journeys/${id}/publish`)
  const gone = JSON.stringify(definition).replace(templateId, randomUUID())
  await db
    .updateTable('journeys.version')
    .set({ definition: gone })
    .where('journey_id', '=', id)
    .execute()
  const broken = await someone()
  await does('Broken')
  const whole = await someone()
  await added('cart-whole')

  await later(hour)
  expect(await messagesOf(whole)).toHaveLength(1)
  expect(await journeysOf(broken)).toMatchObject([{ state: 'waiting', step: 'minute' }])
  for (let tries = 0; tries < 5; tries++) await later(hour)
  expect(await journeysOf(broken)).toMatchObject([
    { state: 'failed', step: 'minute', reason: 'messages/template-not-found' },
  ])
})

test('the next due step is that of the earliest who waits in a running journey', async () => {
  await later(10 * 24 * hour)
  expect(await nextStepAt(db)).toBeUndefined()
  await someone()
  await added('cart-next')
  expect(await nextStepAt(db)).toEqual(new Date(now.getTime() + hour))
  const [loop] = loops()
  expect(await loop?.run()).toBe(false)
  expect(await loop?.nextAt?.(db, now)).toEqual(new Date(now.getTime() + hour))
})
