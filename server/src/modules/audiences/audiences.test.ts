import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { testDatabase } from '../../../test/database.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { httpServer } from '../../kernel/http.ts'
import { openSeal } from '../../kernel/seal.ts'
import { type InWork, startWork, type Work } from '../../kernel/work.ts'
import { consentHooks, publishWording } from '../consent/index.ts'
import { findMany } from '../customers/index.ts'
import { commandLine } from '../team/index.ts'
import { createAudience, deleteAudience, editAudience, audience as one } from './audiences.ts'
import { buildPortion } from './building.ts'
import type { Condition } from './condition-contract.ts'
import { DefinitionReader } from './definitions.ts'
import type { EventLeaf } from './event-leaf-contract.ts'
import {
  audiencesHooks,
  audiencesJobs,
  audiencesLoops,
  audiencesOf,
  audiencesRoutes,
  installAudiences,
  membersOf,
} from './index.ts'
import { takeTurn } from './turn.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let db: Db
let inWork: InWork
let now: Date
let line: ReturnType<typeof wovenLine>
let http: Awaited<ReturnType<typeof httpServer>>
let people = 0

beforeAll(async () => {
  now = new Date('2026-11-20T08:00:00Z')
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db, { clock: () => now })
  line = wovenLine(opened, inWork, { hooks: [...consentHooks(), ...audiencesHooks()] })
  http = await httpServer({
    title: 'test',
    log: pino({ level: 'silent' }),
    checkAccess: async (request) => {
      request.actor = commandLine
    },
  })
  const seal = openSeal({ dataDir: '' })
  const usedBy = async () => []
  await http.register(audiencesRoutes, { db, inWork, clock: { now: () => now }, seal, usedBy })
})
afterAll(async () => {
  await http.close()
  await db.destroy()
})
beforeEach(() => {
  now = new Date('2026-11-21T10:00:00Z')
})

const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}

/** Lets time alone do what it does until now. */
async function timePasses(milliseconds: number) {
  later(milliseconds)
  const [loop] = audiencesLoops(inWork)
  while (await loop?.run());
  await line.rest()
}

/** Does what the jobs added for this would do. */
async function runJob(name: string, payload: object) {
  await audiencesJobs(inWork)
    .find((job) => job.name === name)
    ?.run(payload)
}

const build = () => buildAudiences(audiencesLoops(inWork))

async function draw(condition: Condition, name = 'test'): Promise<string> {
  const audienceId = await inWork((work) => createAudience(work, commandLine, { name, condition }))
  await build()
  return audienceId
}

async function redraw(audienceId: string, condition: Condition) {
  await inWork((work) => editAudience(work, commandLine, audienceId, { condition }))
  await build()
}

const someone = (traits: Record<string, unknown> = {}) => line.customer(`user-${++people}`, traits)
/** Several at once. */
async function many(n: number): Promise<string[]> {
  const names = Array.from({ length: n }, () => `user-${++people}`)
  for (const userId of names) {
    await line.put({ type: 'identify', name: 'Identified', userId, traits: {} })
  }
  await line.rest()
  const found = await findMany(db, 'user_id', names)
  return names.map((name) => found.get(name) ?? '')
}
const did = (name: string, properties: Record<string, unknown> = {}, ago = 0, who = people) =>
  line.send({ name, properties, userId: `user-${who}`, at: now.getTime() - ago })

const done = (name: string, n = 1, within?: number, where?: EventLeaf['where']): Condition => ({
  kind: 'event',
  name,
  count: { op: 'gte', n },
  ...(within && { withinSeconds: within / 1000 }),
  ...(where && { where }),
})

const members = async (audienceId: string) =>
  (await membersOf(db, audienceId, { limit: 100 })).members.map(({ customerId }) => customerId)

const news = async (audienceId: string) => {
  const facts = await db
    .selectFrom('thread.event')
    .select(['customer_id', 'name', 'properties', 'historical'])
    .where('name', 'in', ['Audience Entered', 'Audience Left'])
    .orderBy('position')
    .execute()
  return facts
    .filter(({ properties }) => JSON.parse(JSON.stringify(properties)).audienceId === audienceId)
    .map(({ customer_id, name, historical }) => [
      customer_id,
      name === 'Audience Entered' ? 'in' : 'out',
      ...(historical ? ['history'] : []),
    ])
}

describe('a customer enters and leaves', () => {
  test('with the event that changes it, and the thread is told once', async () => {
    const audienceId = await draw({ kind: 'trait', path: 'tier', op: 'eq', value: 'gold' })
    const sophie = await someone({ tier: 'silver' })
    expect(await members(audienceId)).toEqual([])

    const identify = (traits: object) =>
      line.send({
        type: 'identify',
        name: 'Identified',
        userId: `user-${people}`,
        traits: { ...traits },
      })
    await identify({ tier: 'gold' })
    await identify({ tier: 'gold', city: 'Lille' })
    expect(await members(audienceId)).toEqual([sophie])
    await identify({ tier: 'silver' })

    expect(await members(audienceId)).toEqual([])
    expect(await news(audienceId)).toEqual([
      [sophie, 'in'],
      [sophie, 'out'],
    ])
  })

  test('when time alone passes, at the very instant and not before', async () => {
    const audienceId = await draw({
      kind: 'all',
      of: [done('Product Added', 1, hour), { kind: 'not', of: done('Order Completed', 1, hour) }],
    })
    const sophie = await someone()
    await did('Product Added')
    await timePasses(hour - 1)
    expect(await members(audienceId)).toEqual([sophie])

    await timePasses(1)
    expect(await members(audienceId)).toEqual([])
    expect(await news(audienceId)).toEqual([
      [sophie, 'in'],
      [sophie, 'out'],
    ])
  })

  test('"not for 30 days" begins after 30 days without any event', async () => {
    const audienceId = await draw({
      kind: 'all',
      of: [
        done('Order Completed'),
        {
          kind: 'event',
          name: 'Order Completed',
          count: { op: 'eq', n: 0 },
          withinSeconds: 30 * 86_400,
        },
      ],
    })
    const sophie = await someone()
    await did('Order Completed')
    await did('Order Completed', {}, 3 * day)
    await timePasses(30 * day - 1)
    expect(await members(audienceId)).toEqual([])

    await timePasses(1)
    expect(await members(audienceId)).toEqual([sophie])
  })

  test('"ever spent that much" stays true after a small purchase', async () => {
    const audienceId = await draw(
      done('Order Completed', 1, undefined, [{ path: 'revenue', op: 'gte', value: 100 }]),
    )
    const sophie = await someone()
    await did('Order Completed', { revenue: 150 })
    await did('Order Completed', { revenue: 20 })
    expect(await members(audienceId)).toEqual([sophie])
  })

  test('an event that arrives late counts in the time when it happened', async () => {
    const audienceId = await draw(done('Product Viewed', 2, 2 * hour))
    const sophie = await someone()
    await did('Product Viewed')
    await did('Product Viewed', {}, 2 * hour)
    expect(await members(audienceId)).toEqual([])
    await did('Product Viewed', {}, hour)
    expect(await members(audienceId)).toEqual([sophie])
    await timePasses(hour)
    expect(await members(audienceId)).toEqual([])
  })

  test('by what they agree to', async () => {
    const wording = {
      purpose: 'marketing' as const,
      channel: 'email' as const,
      version: 'v1',
      language: 'fr' as const,
      text: "J'accepte de recevoir les nouvelles de la maison.",
    }
    await inWork((work) => publishWording(work, wording))
    const audienceId = await draw({
      kind: 'consent',
      purpose: 'marketing',
      channel: 'email',
      is: 'given',
    })
    const sophie = await someone({ email: 'sophie@example.fr' })
    const { purpose, channel } = wording
    await did('Consent Given', { purpose, channel, wording: 'v1', language: 'fr' })
    expect(await members(audienceId)).toEqual([sophie])
    await did('Consent Withdrawn', { purpose, channel })
    expect(await members(audienceId)).toEqual([])
  })

  test('history makes members, but is told as history', async () => {
    const audienceId = await draw(done('Order Completed', 2))
    const sophie = await someone()
    await line.send({ name: 'Order Completed', userId: `user-${people}`, historical: true })
    await line.send({ name: 'Order Completed', userId: `user-${people}`, historical: true })
    expect(await news(audienceId)).toEqual([[sophie, 'in', 'history']])
  })
})

describe('two customers who prove to be one', () => {
  const visitor = (name: string, anonymousId: string, more: object = {}) =>
    line.send({ name, anonymousId, ...more })
  const prove = (anonymousId: string) =>
    line.send({
      type: 'identify',
      name: 'Identified',
      userId: `user-${people}`,
      anonymousId,
      traits: {},
    })

  test('have done together what each did', async () => {
    const audienceId = await draw(done('Window Looked At', 3, day))
    const sophie = await someone()
    await did('Window Looked At')
    await visitor('Window Looked At', 'phone-1')
    await visitor('Window Looked At', 'phone-1')
    expect(await members(audienceId)).toEqual([])

    await prove('phone-1')
    expect(await members(audienceId)).toEqual([sophie])
    await timePasses(day)
    expect(await members(audienceId)).toEqual([])
  })

  test('do not enter again where one of them was, and are told to leave where they no longer belong', async () => {
    const viewers = await draw(done('Terrace Seen'))
    const neverBought = await draw({ kind: 'not', of: done('Coffee Bought') })
    const sophie = await someone()
    await did('Coffee Bought')
    await visitor('Terrace Seen', 'phone-2')
    const [phone] = await members(viewers)
    expect(await members(neverBought)).toContain(phone)

    await prove('phone-2')
    expect(await members(viewers)).toEqual([sophie])
    expect(await members(neverBought)).not.toContain(sophie)
    expect(await news(viewers)).toEqual([[phone, 'in']])
    expect((await news(neverBought)).at(-1)).toEqual([sophie, 'out'])
    const left = await db
      .selectFrom('audiences.tally')
      .select('event')
      .where('customer_id', '=', phone as string)
      .execute()
    expect(left).toEqual([])
  })

  test('and prove not to be, are each in it by what they did themselves', async () => {
    const keen = await draw(done('Garden Seen', 2))
    const once = await draw(done('Garden Seen', 1))
    const sophie = await someone()
    await did('Garden Seen')
    for (let n = 0; n < 2; n++) await visitor('Garden Seen', 'phone-3')
    const [phone] = await members(keen)
    expect([...(await members(once))].sort()).toEqual([phone, sophie].sort())

    await prove('phone-3')
    expect([await members(keen), await members(once)]).toEqual([[sophie], [sophie]])
    const merge = await db
      .selectFrom('customers.merge')
      .select('id')
      .where('absorbed_id', '=', phone as string)
      .executeTakeFirstOrThrow()
    const told = { mergeId: merge.id, keptId: sophie, restored: phone, by: 'test', reason: 'test' }
    await line.put({
      ...{ type: 'fact', name: 'Merge Undone', customerId: sophie },
      properties: { ...told, keepApart: true },
    })
    await line.rest()
    expect(await members(keen)).toEqual([phone])
    expect([...(await members(once))].sort()).toEqual([phone, sophie].sort())
  })
})

describe('an audience drawn over customers who are already there', () => {
  /** Whether there is more to build behind it. */
  const portion = async (work: Work, reader: DefinitionReader, audienceId: string) => {
    await buildPortion(work, await takeTurn(work), reader, { size: () => 25 })
    return (await one(work.tx, audienceId)).state === 'building'
  }

  test('finds them from what was counted, and tells the thread nothing', async () => {
    const sophie = await someone()
    for (let times = 0; times < 3; times++) await did('Shop Visited', {}, times * hour)
    await someone()
    await did('Shop Visited')

    const audienceId = await draw(done('Shop Visited', 3, day))
    expect(await members(audienceId)).toEqual([sophie])
    expect(await one(db, audienceId)).toMatchObject({ state: 'live', members: 1 })
    expect(await news(audienceId)).toEqual([])
    await timePasses(day - 2 * hour)
    expect(await news(audienceId)).toEqual([[sophie, 'out']])
  })

  test('counts again on the thread for a filter and for many times that nobody asked for before', async () => {
    const sophie = await someone()
    for (let times = 0; times < 12; times++) {
      await did('Book Read', { genre: times % 2 ? 'fantasy' : 'crime' }, times * minute)
    }
    const fantasy = await draw(
      done('Book Read', 6, hour, [{ path: 'genre', op: 'eq', value: 'fantasy' }]),
    )
    const many = await draw(done('Book Read', 12, hour))
    expect(await members(fantasy)).toEqual([sophie])
    expect(await members(many)).toEqual([sophie])

    await did('Book Read', { genre: 'crime' }, 55 * minute)
    later(hour - 11 * minute)
    await timePasses(0)
    expect(await members(many)).toEqual([])
    expect(await members(fantasy)).toEqual([])
  })

  test('is right for customers to whom things happen while it is being built', async () => {
    const first = people + 1
    const ids = await many(60)
    const condition = done('Tea Drunk', 1, undefined, [{ path: 'kind', op: 'eq', value: 'green' }])
    const audienceId = await inWork((work) =>
      createAudience(work, commandLine, { name: 'tea', condition }),
    )
    const reader = new DefinitionReader()
    const all = Array.from({ length: 60 }, (_, index) => first + index)
    let portions = 0
    for (let more = true; more; portions++) {
      // Each time another fifth drinks tea, before and behind the place that the building has reached.
      const drinkers = all.filter((who) => who % 5 === portions)
      const [built] = await Promise.all([
        inWork((work) => portion(work, reader, audienceId)),
        ...drinkers.map((who) =>
          line.put({ name: 'Tea Drunk', properties: { kind: 'green' }, userId: `user-${who}` }),
        ),
        line.rest(),
      ])
      await line.rest()
      more = built
    }
    expect(portions).toBeGreaterThan(2)
    const drinkers = ids.filter((_, index) => (first + index) % 5 < portions)
    expect((await members(audienceId)).sort()).toEqual(drinkers.sort())
    const drunk = await db
      .selectFrom('audiences.tally')
      .select(['total', 'filter'])
      .where('event', '=', 'Tea Drunk')
      .where('filter', '<>', '')
      .execute()
    expect(drunk.every(({ total }) => total === 1)).toBe(true)
  })

  test('makes whoever weaves wait for its turn: nobody decides on what another is changing', async () => {
    const sophie = await someone()
    const condition: Condition = { kind: 'not', of: done('Newsletter Left') }
    const audienceId = await inWork((work) =>
      createAudience(work, commandLine, { name: 'readers', condition }),
    )
    await line.put({ name: 'Newsletter Left', userId: `user-${people}` })
    const reader = new DefinitionReader()
    let woven: Promise<unknown> | undefined
    await inWork(async (work) => {
      while (await portion(work, reader, audienceId));
      woven = line.rest()
      await Promise.race([woven, pause(200)])
    })
    await woven
    expect(await members(audienceId)).not.toContain(sophie)
    expect(await news(audienceId)).toEqual([[sophie, 'out']])
  })

  test('tells nothing of a customer to whom the building has not come', async () => {
    const sophie = await someone()
    await did('Scarf Tried')
    const condition = done('Scarf Tried')
    const audienceId = await inWork((work) =>
      createAudience(work, commandLine, { name: 'scarves', condition }),
    )
    await did('Scarf Tried')
    expect(await members(audienceId)).toEqual([])
    await build()
    await did('Scarf Tried')
    expect(await members(audienceId)).toEqual([sophie])
    expect(await news(audienceId)).toEqual([])
  })

  test('goes on counting by channel when another audience is deleted', async () => {
    await someone()
    await draw({ kind: 'channel', which: 'used', channel: 'web' })
    await did('Tea Drunk')
    const byChannel = () =>
      db
        .selectFrom('audiences.tally')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('event', '=', '*')
        .executeTakeFirstOrThrow()
    const before = await byChannel()
    expect(before.n).toBeGreaterThan(0)
    const gone = '00000000-0000-7000-8000-000000000009'
    await runJob('audiences/clear', { audienceId: gone, number: 999 })
    expect(await byChannel()).toEqual(before)
  })

  test('is built again when it is edited, each edit a version, and clears up when deleted', async () => {
    const sophie = await someone({ shoe: 38 })
    const marc = await someone({ shoe: 44 })
    const large = (value: number): Condition => ({ kind: 'trait', path: 'shoe', op: 'gte', value })
    const audienceId = await draw(large(40))
    expect(await members(audienceId)).toEqual([marc])

    await redraw(audienceId, large(36))
    expect((await members(audienceId)).sort()).toEqual([sophie, marc].sort())
    expect(await one(db, audienceId)).toMatchObject({ version: 2, state: 'live' })

    await inWork((work) => deleteAudience(work, commandLine, audienceId))
    const { audiences } = await db
      .selectFrom('audiences.standing')
      .select('audiences')
      .where('customer_id', '=', marc)
      .executeTakeFirstOrThrow()
    const number = Math.max(...audiences)
    await runJob('audiences/clear', { audienceId, number })
    expect(await members(audienceId)).toEqual([])
    expect(await audiencesOf(db, marc)).not.toContainEqual(expect.objectContaining({ audienceId }))
  })
})

test('an audience that fails is switched off with its reason, and the thread goes on', async () => {
  const audienceId = await draw(done('Product Viewed'))
  const working = await draw(done('Wish Listed'))
  await db
    .updateTable('audiences.audience')
    .set({ condition: JSON.stringify({ kind: 'from a later version' }) })
    .where('id', '=', audienceId)
    .execute()
  await db
    .updateTable('audiences.turn')
    .set({ definitions: '00000000-0000-7000-8000-000000000001' })
    .execute()
  const sophie = await someone()
  await did('Wish Listed')

  expect(await members(working)).toEqual([sophie])
  expect(await one(db, audienceId)).toMatchObject({
    state: 'off',
    reason: expect.stringContaining('from a later version'),
  })
})

test('the ready audiences can be drawn in both languages', async () => {
  const ids = await inWork((work) => installAudiences(work, commandLine, 'fr'))
  await build()
  const sophie = await someone()
  await did('Product Added')
  const names = (await audiencesOf(db, sophie)).map(({ name }) => name)
  expect(names).toContain('Paniers abandonnés (24 h)')
  for (const id of ids) await inWork((work) => deleteAudience(work, commandLine, id))
})

describe('over HTTP', () => {
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    http.inject({ method, url: `/api/${url}`, ...(body && { body }) })

  test('draws, shows, explains, edits and forgets an audience', async () => {
    const sophie = await someone({ city: 'Lens' })
    await did('Catalogue Asked', { edition: 'winter' })
    const condition: Condition = {
      kind: 'all',
      of: [
        { kind: 'trait', path: 'city', op: 'eq', value: 'Lens' },
        { kind: 'not', of: done('Catalogue Asked', 2, day) },
      ],
    }
    const created = await call('POST', 'audiences', { name: 'Lens', condition })
    expect(created.statusCode).toBe(201)
    const { id, state } = created.json()
    expect(state).toBe('building')
    await build()

    const page = await call('GET', `audiences/${id}/members`)
    expect(page.json()).toMatchObject({ members: [{ customerId: sophie }], next: null })
    const explained = (await call('GET', `audiences/${id}/why/${sophie}`)).json()
    expect(explained).toMatchObject({
      is: true,
      changesAt: null,
      leaves: [
        { place: '0', is: true, found: 'Lens', changesAt: null },
        { place: '1.0', is: false, found: 1, changesAt: null },
      ],
    })
    await did('Catalogue Asked', {}, hour)
    expect((await call('GET', `audiences/${id}/why/${sophie}`)).json()).toMatchObject({
      is: false,
      changesAt: new Date(now.getTime() + day - hour).toISOString(),
      leaves: [{}, { is: true, found: 2 }],
    })

    const edited = await call('PATCH', `audiences/${id}`, { name: 'Lens and around' })
    expect(edited.json()).toMatchObject({ name: 'Lens and around', version: 2, state: 'live' })
    expect((await call('GET', `audiences/${id}/versions`)).json()).toHaveLength(2)
    expect((await call('GET', 'audiences')).json()).toContainEqual(expect.objectContaining({ id }))
    expect((await call('DELETE', `audiences/${id}`)).statusCode).toBe(204)
    expect((await call('GET', `audiences/${id}`)).json().code).toBe('audiences/not-found')
  })

  test('says how many would be in it before it is drawn', async () => {
    const sophie = await someone({ instrument: 'cello' })
    await someone({ instrument: 'flute' })
    const size = await call('POST', 'audiences/size', {
      condition: { kind: 'trait', path: 'instrument', op: 'eq', value: 'cello' },
    })
    expect(size.json()).toMatchObject({ size: 1, exact: true, sample: [{ customerId: sophie }] })
  })

  test('counts everybody exactly where an estimate is too coarse, each once', async () => {
    const condition = { kind: 'trait', path: 'instrument', op: 'eq', value: 'viola' }
    for (let n = 0; n < 3; n++) await someone({ instrument: n === 1 ? 'harp' : 'viola' })
    const first = (await call('POST', 'audiences/count', { condition })).json()
    const size = (await call('POST', 'audiences/size', { condition })).json()
    expect(first).toMatchObject({ found: 2, looked: size.customers, next: null })
    // Going on behind somebody, for the same moment, leaves out who was looked at before.
    const ids = (await db.selectFrom('audiences.standing').select('customer_id').execute())
      .map((row) => row.customer_id)
      .sort()
    const [half, { at }] = [Math.floor(ids.length / 2), first]
    const after = ids[half - 1]
    const rest = (await call('POST', 'audiences/count', { condition, after, at })).json()
    expect(rest).toMatchObject({ looked: ids.length - half, at })
    expect(rest.found).toBe(2)
  })

  test('turns members over page by page', async () => {
    const audienceId = await draw({ kind: 'trait', path: 'choir', op: 'exists' })
    const choir = []
    for (let count = 0; count < 5; count++) choir.push(await someone({ choir: 'alto' }))
    const first = (await call('GET', `audiences/${audienceId}/members?limit=3`)).json()
    const next = `audiences/${audienceId}/members?limit=3&after=${encodeURIComponent(first.next)}`
    const second = (await call('GET', next)).json()
    const seen = [...first.members, ...second.members].map(({ customerId }) => customerId)
    expect(seen.sort()).toEqual(choir.sort())
    expect(second.next).toBeNull()
  })

  test('refuses with a reason what makes no sense', async () => {
    const draft = (condition: unknown) =>
      call('POST', 'audiences', { name: 'x', condition: condition as object })
    expect((await draft({ kind: 'someday' })).statusCode).toBe(400)
    let deep: object = { kind: 'all', of: [] }
    for (let level = 0; level < 3000; level++) deep = { kind: 'not', of: deep }
    expect((await draft(deep)).json().code).toBe('audiences/condition-too-deep')
    const of = Array.from({ length: 3 }, () => ({
      kind: 'all',
      of: Array.from({ length: 90 }, () => ({ kind: 'seen', which: 'last', withinSeconds: 60 })),
    }))
    expect((await draft({ kind: 'any', of })).json().code).toBe('audiences/too-many-leaves')
    const nobody = '0192f0c1-0000-7000-8000-000000000000'
    expect((await call('GET', `audiences/${nobody}/members`)).statusCode).toBe(404)
  })
})
