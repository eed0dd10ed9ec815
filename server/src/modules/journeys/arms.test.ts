import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { openHttp } from '../../../test/open-http.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { installTemplates } from '../messages/index.ts'
import { putInInbox } from '../thread/index.ts'
import type { ArmResult, JourneyArms } from './arms-contract.ts'
import { drawOf } from './engine/draw.ts'
import { journeysConsumers, journeysHooks, journeysRoutes } from './index.ts'

const day = 86_400_000

let db: Db
let inWork: InWork
let line: ReturnType<typeof wovenLine>
let http: Awaited<ReturnType<typeof openHttp>>
let templateId: string
let now = new Date('2026-11-20T08:00:00Z')
let journeys = 0

beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: journeysHooks(), consumers: journeysConsumers() })
  templateId = (await installTemplates(inWork)).abandonedCart
  http = await openHttp('Journeys')
  await http.register(journeysRoutes, { db, inWork, clock: { now: () => now } })
})
afterAll(async () => {
  await http.close()
  await db.destroy()
})

const mail = (id: string) => ({ id, kind: 'message', templateId, next: 'end' })
const goal = { event: 'Order Completed', attributionSeconds: 5 * 86_400, value: ['total'] }

/** A journey that an event of its own begins, with one split at its beginning. */
async function splitting(arms: readonly (readonly [string, string])[], more: object = {}) {
  const event = `Began ${++journeys}`
  const definition = {
    ...{ entry: { kind: 'event', event }, reentry: 'always', first: 'lot', goal },
    steps: [
      {
        ...{ id: 'lot', kind: 'split' },
        arms: arms.map(([name, next]) => ({ name, share: 1, next })),
      },
      ...['short', 'long'].filter((id) => arms.some(([, next]) => next === id)).map(mail),
      { id: 'end', kind: 'exit' },
    ],
    ...more,
  }
  const post = async (url: string, payload: object = {}) => {
    const answer = await http.inject({ method: 'POST', url, payload })
    if (answer.statusCode >= 300) throw new Error(answer.body)
    return answer.json()
  }
  const { id } = await post('/api/journeys', { name: event, definition })
  const publish = () => post(`/api/journeys/${id}/publish`)
  await publish()
  const draw = (customerId: string) => {
    const at = Math.floor(drawOf(id, customerId)('lot') * arms.length)
    return arms[at]?.[0] ?? ''
  }
  const results = async (query = ''): Promise<JourneyArms> => {
    const answer = await http.inject(`/api/journeys/${id}/arms${query}`)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json()
  }
  return { id: id as string, event, definition, draw, publish, arms: results }
}
type Split = Awaited<ReturnType<typeof splitting>>

interface Person {
  readonly userId: string
  readonly customerId: string
}

/** So many people of each arm, as its draw has them. */
async function peopleOf({ draw }: Split, wanted: Record<string, number>) {
  const people = new Map(Object.keys(wanted).map((arm): [string, Person[]] => [arm, []]))
  for (let batch = 0; batch < 20; batch++) {
    const userIds = Array.from({ length: 100 }, (_, at) => `j${journeys}-${batch}-${at}`)
    await tell(userIds.map((userId) => ({ type: 'identify', name: 'Identified', userId })))
    for (const person of await known(userIds)) {
      const arm = draw(person.customerId)
      const there = people.get(arm)
      if (there && there.length < (wanted[arm] ?? 0)) there.push(person)
    }
    if ([...people].every(([arm, { length }]) => length === wanted[arm])) return people
  }
  throw new Error('chance was against it')
}

/** All at once. */
async function tell(
  events: readonly {
    type?: 'identify' | 'track'
    name: string
    userId: string
    properties?: object
    at?: Date
  }[],
) {
  await inWork((work) =>
    putInInbox(
      work,
      events.map(({ properties, at, ...event }) => ({
        ...{ id: work.newId(), sourceId: null, messageId: work.newId(), type: 'track' as const },
        ...{ at: (at ?? now).getTime(), receivedAt: now.getTime(), channel: 'web' as const },
        ...{ context: {}, ...event, properties: { ...properties } },
      })),
    ),
  )
  await line.rest()
}

const enter = ({ event }: Split, people: readonly Person[]) =>
  tell(people.map(({ userId }) => ({ name: event, userId })))

const known = (userIds: readonly string[]): Promise<Person[]> =>
  db
    .selectFrom('customers.identifier')
    .select(['value as userId', 'customer_id as customerId'])
    .where('kind', '=', 'user_id')
    .where('value', 'in', userIds)
    .orderBy('value')
    .execute()

/** What was planned for them is reported as sent. */
async function sent({ id }: Split, people: readonly Person[]) {
  const rows = await db
    .selectFrom('messages.message')
    .select(['customer_id', 'run_id', 'step'])
    .where('origin_id', '=', id)
    .execute()
  const users = new Map(people.map(({ customerId, userId }) => [customerId, userId]))
  await tell(
    rows.map(({ customer_id, run_id, step }) => ({
      ...{ name: 'Email Sent', userId: users.get(customer_id) ?? '' },
      properties: { runId: run_id, step },
    })),
  )
}

const buy = (people: readonly Person[], at = now, total = 20) =>
  tell(
    people.map(({ userId }) => ({
      ...{ name: 'Order Completed', userId, at },
      properties: { total, currency: 'EUR' },
    })),
  )

const figures = ({ name, entered, reached, open, verdict }: ArmResult) => ({
  ...{ name, entered, reached, open, verdict },
})
const rounded = (all: object | null | undefined) =>
  Object.values(all ?? {}).map((value: number) => Math.round(value * 10_000) / 10_000)

test('each arm has who entered and who reached the goal, and the difference that the literature has', async () => {
  const split = await splitting([
    ['Short', 'short'],
    ['Long', 'long'],
  ])
  const people = await peopleOf(split, { Short: 80, Long: 70 })
  const [short, long] = [people.get('Short') ?? [], people.get('Long') ?? []]
  await enter(split, [...short, ...long])
  await sent(split, [...short, ...long])
  now = new Date(now.getTime() + day)
  await buy([...short.slice(0, 48), ...long.slice(0, 56)])
  // Who buys again, or comes again, is nobody else.
  await buy(long.slice(0, 10))
  await enter(split, long.slice(0, 5))

  const during = await split.arms()
  expect(during).toMatchObject({ version: 1, versions: [1], hasGoal: true })
  expect(during.splits[0]?.arms.map(figures)).toEqual([
    { name: 'Short', entered: 80, reached: 48, open: 32, verdict: 'first' },
    { name: 'Long', entered: 70, reached: 56, open: 14, verdict: 'more' },
  ])
  expect(rounded(during.splits[0]?.arms[0]?.rate)).toEqual([0.6, 0.4905, 0.7004])
  expect(rounded(during.splits[0]?.arms[1]?.rate)).toEqual([0.8, 0.6918, 0.877])
  expect(rounded(during.splits[0]?.arms[1]?.difference)).toEqual([0.2, 0.0524, 0.3339])

  now = new Date(now.getTime() + 10 * day)
  expect((await split.arms()).splits[0]?.arms.map(({ open }) => open)).toEqual([0, 0])
})

test('an arm that writes to nobody is counted from the draw, and the journey takes no credit', async () => {
  const split = await splitting([
    ['Nothing', 'end'],
    ['Mail', 'short'],
  ])
  const people = await peopleOf(split, { Nothing: 40, Mail: 40 })
  const [nothing, mails] = [people.get('Nothing') ?? [], people.get('Mail') ?? []]
  // Before they were drawn: not the work of any arm.
  await buy(nothing.slice(30))
  now = new Date(now.getTime() + 1000)
  await enter(split, [...nothing, ...mails])
  await sent(split, mails)
  now = new Date(now.getTime() + 4 * day)
  await buy([...nothing.slice(0, 8), ...mails.slice(0, 24)])
  now = new Date(now.getTime() + 2 * day)
  // Too late for either.
  await buy([...nothing.slice(8, 20), ...mails.slice(24, 30)])

  expect((await split.arms()).splits[0]?.arms.map(figures)).toEqual([
    { name: 'Nothing', entered: 40, reached: 8, open: 0, verdict: 'first' },
    { name: 'Mail', entered: 40, reached: 24, open: 0, verdict: 'more' },
  ])
  const { results } = (await http.inject(`/api/journeys/${split.id}`)).json()
  expect(results).toMatchObject({ entered: 80, converted: 24 })
  expect(results.revenue).toEqual([{ currency: 'EUR', amount: 24 * 2000 }])
})

test('each arm has what its people brought, over all who entered, with the interval of the mean', async () => {
  const split = await splitting([
    ['Nothing', 'end'],
    ['Mail', 'short'],
  ])
  const people = await peopleOf(split, { Nothing: 40, Mail: 50 })
  const [nothing, mails] = [people.get('Nothing') ?? [], people.get('Mail') ?? []]
  expect((await split.arms()).splits[0]?.arms.map(({ revenue }) => revenue)).toEqual([[], []])
  await enter(split, [...nothing, ...mails])
  await sent(split, mails)
  now = new Date(now.getTime() + day)
  // As many buy of either, those who had a mail for twice as much.
  await buy(nothing.slice(0, 20))
  await buy(mails.slice(0, 25), now, 40)
  // Who buys again has reached the goal already.
  await buy(mails.slice(0, 5), now, 500)

  const [first, second] = (await split.arms()).splits[0]?.arms ?? []
  expect([first?.verdict, second?.verdict]).toEqual(['first', 'open'])
  // Half of 40 spend 2000 cents: mean 1000, variance 40/39 × 1000², so ± 1.96 × √(1000²/39).
  const half = (1.959964 * 1000) / Math.sqrt(39)
  expect(first?.revenue).toEqual([
    {
      ...{ currency: 'EUR', total: 40_000, difference: null },
      each: {
        ...{ mean: 1000, low: expect.closeTo(1000 - half), high: expect.closeTo(1000 + half) },
      },
    },
  ])
  const beside = 1.959964 * Math.sqrt(1000 ** 2 / 39 + 2000 ** 2 / 49)
  expect(second?.revenue).toMatchObject([
    {
      ...{ currency: 'EUR', total: 100_000, each: { mean: 2000 } },
      difference: {
        ...{ mean: 1000, low: expect.closeTo(1000 - beside), high: expect.closeTo(1000 + beside) },
      },
    },
  ])

  // Of conversions from before it was noted nothing is made up.
  await db
    .updateTable('journeys.run')
    .set({ memory: null })
    .where('journey_id', '=', split.id)
    .execute()
  expect((await split.arms()).splits[0]?.arms.map(({ revenue }) => revenue)).toEqual([null, null])
})

test('where few have come, or the difference may be chance, it is said so', async () => {
  const split = await splitting([
    ['Nothing', 'end'],
    ['Short', 'short'],
    ['Long', 'long'],
  ])
  const people = await peopleOf(split, { Nothing: 40, Short: 40, Long: 29 })
  const all = [...people.values()].flat()
  await enter(split, all)
  await sent(split, all)
  await buy([
    ...(people.get('Nothing') ?? []).slice(0, 10),
    ...(people.get('Short') ?? []).slice(0, 14),
    ...(people.get('Long') ?? []).slice(0, 29),
  ])
  const { splits } = await split.arms()
  expect(splits[0]?.arms.map(({ verdict }) => verdict)).toEqual(['first', 'open', 'few'])
  // Two are set beside the first: wider than of one alone, which would be −0.10 to 0.29.
  const [, short] = splits[0]?.arms ?? []
  expect(rounded(short?.difference)).toEqual([0.1, -0.1264, 0.3135])
})

test('the control group is in no arm, and versions are not added up', async () => {
  const split = await splitting(
    [
      ['Short', 'short'],
      ['Long', 'long'],
    ],
    { holdout: 50 },
  )
  const people = await peopleOf(split, { Short: 20, Long: 20 })
  const all = [...people.values()].flat()
  await enter(split, all)
  const held = all.filter(({ customerId }) => drawOf(split.id, customerId)('holdout') < 0.5)
  const of = async (query = '') => {
    const { splits } = await split.arms(query)
    return splits[0]?.arms.reduce((sum, { entered }) => sum + entered, 0)
  }
  expect(held.length).toBeGreaterThan(0)
  expect(await of()).toBe(all.length - held.length)

  const { revision } = (await http.inject(`/api/journeys/${split.id}`)).json()
  await http.inject({
    ...{ method: 'PUT', url: `/api/journeys/${split.id}` },
    payload: { name: 'again', definition: { ...split.definition, priority: 60 }, revision },
  })
  await split.publish()
  expect(await split.arms()).toMatchObject({ version: 2, versions: [2, 1] })
  expect(await of()).toBe(0)
  expect(await of('?version=1')).toBe(all.length - held.length)
  expect((await http.inject(`/api/journeys/${split.id}/arms?version=9`)).statusCode).toBe(404)
})

test('a journey without a split has no arms', async () => {
  const split = await splitting([
    ['Short', 'short'],
    ['Long', 'long'],
  ])
  const { steps, ...rest } = split.definition
  const definition = { ...rest, first: 'end', steps: steps.slice(-1) }
  const { id } = (
    await http.inject({
      ...{ method: 'POST', url: '/api/journeys' },
      payload: { name: 'Plain', definition },
    })
  ).json()
  await http.inject({ method: 'POST', url: `/api/journeys/${id}/publish` })
  expect((await http.inject(`/api/journeys/${id}/arms`)).json()).toEqual({
    ...{ version: null, versions: [], goal: null, hasGoal: false, splits: [] },
  })
  const nobody = '0192f0a0-0000-7000-8000-000000000000'
  expect((await http.inject(`/api/journeys/${nobody}/arms`)).statusCode).toBe(404)
})
