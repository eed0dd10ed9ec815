import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'
import { audiencesOf } from '../audiences/index.ts'
import { publishWording } from '../consent/index.ts'
import { findBy, profileOf, threadIds } from './index.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>
let analyst: Awaited<ReturnType<Line['as']>>

beforeAll(async () => {
  line = await startLine()
  shop = await line.source('server')
  analyst = await line.as('analyst')
  const text = 'J’accepte de recevoir les offres par e-mail.'
  const wording = { purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' } as const
  await line.inWork((work) => publishWording(work, { ...wording, text }))
})
afterAll(() => line.stop())

const put = (...events: object[]) => line.send(shop, events)
const send = async (...events: object[]) => {
  expect((await put(...events)).statusCode).toBe(200)
  await line.settle()
}
const who = async (kind: string, value: string) => (await findBy(line.db, kind, value)) ?? ''
const track = (event: string, ids: object, properties: object = {}) => ({
  ...{ type: 'track', event, properties },
  ...ids,
})
const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: analyst },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.json() }
}
const lastMerge = async (id: string) =>
  (await call('GET', `/api/identity/merges?customerId=${id}`)).body.merges[0]
const undo = async (customerId: string, input: object = {}) => {
  const { id } = await lastMerge(customerId)
  const reason = 'two people, one tablet'
  const answer = await call('POST', `/api/identity/merges/${id}/undo`, { reason, ...input })
  expect(answer.status).toBe(202)
  await line.settle()
  return id as string
}
const names = async (id: string) => {
  const page = await call('GET', `/api/customers/${id}/timeline`)
  return page.body.entries
    .filter((one: { type: string }) => one.type !== 'fact')
    .map((one: { name: string }) => one.name)
    .sort()
}
const identifiers = async (id: string) => {
  const { body } = await call('GET', `/api/customers/${id}`)
  return body.identifiers
    .map((one: { kind: string; value: string }) => `${one.kind} ${one.value}`)
    .sort()
}

describe('two sisters who shared a tablet', () => {
  test('are un-merged by an analyst, each with what is hers, and stay apart', async () => {
    const tablet = { anonymousId: 'tablet' }
    await send(
      { type: 'identify', ...tablet, traits: { email: 'anna@sisters.example', firstName: 'Anna' } },
      track('Anna looks', tablet),
      { type: 'identify', anonymousId: 'bea-phone', traits: { email: 'bea@sisters.example' } },
      track('Bea looks', { anonymousId: 'bea-phone' }),
    )
    const anna = await who('email', 'anna@sisters.example')
    const bea = await who('email', 'bea@sisters.example')
    expect(bea).not.toBe(anna)

    // Bea signs the newsletter on the tablet: to the rules, the two are one.
    await send({
      ...{ type: 'identify', ...tablet },
      traits: { email: 'bea@sisters.example', firstName: 'Béa', city: 'Lyon' },
    })
    expect(await who('email', 'bea@sisters.example')).toBe(anna)
    await send(
      track('Bea comes back', { anonymousId: 'bea-phone' }),
      track('Anna comes back', tablet),
      track('Bea has a card', { anonymousId: 'bea-phone' }, { loyaltyCard: 'B-1' }),
    )
    const merge = await lastMerge(bea)
    expect(merge).toMatchObject({
      ...{ keptId: anna, absorbedId: bea, by: 'rule', forced: false, undone: null },
      matched: ['email bea@sisters.example', 'anonymous_id tablet'],
      before: {
        absorbed: { identifiers: ['email bea@sisters.example', 'anonymous_id bea-phone'] },
      },
    })

    await undo(anna)
    expect(await names(anna)).toEqual(['Anna comes back', 'Anna looks', 'Identified'])
    expect(await names(bea)).toEqual([
      ...['Bea comes back', 'Bea has a card', 'Bea looks', 'Identified', 'Identified'],
    ])
    expect(await identifiers(anna)).toEqual(['anonymous_id tablet', 'email anna@sisters.example'])
    expect(await identifiers(bea)).toEqual([
      ...['anonymous_id bea-phone', 'email bea@sisters.example', 'loyalty_card B-1'],
    ])
    expect((await profileOf(line.db, anna))?.traits).toEqual({
      ...{ email: 'anna@sisters.example', firstName: 'Anna' },
    })
    expect((await profileOf(line.db, bea))?.traits).toEqual({
      ...{ email: 'bea@sisters.example', firstName: 'Béa', city: 'Lyon' },
    })

    // The tablet says the same again, and is not believed.
    await send(track('Bea on the tablet', { ...tablet }, { email: 'bea@sisters.example' }))
    expect(await who('email', 'bea@sisters.example')).toBe(bea)
    expect(await who('anonymous_id', 'tablet')).toBe(anna)
    const { body: warnings } = await call('GET', `/api/identity/warnings?customerId=${bea}`)
    expect(warnings).toMatchObject([{ code: 'kept_apart', value: 'tablet', holderId: anna }])
    expect(await lastMerge(anna)).toMatchObject({
      undone: { reason: 'two people, one tablet', by: expect.stringMatching(/^key:/) },
    })
  })

  test('who were joined before origins were noted part with what each had then', async () => {
    await send(track('x', { anonymousId: 'past-1' }), {
      ...{ type: 'identify', userId: 'past', traits: { email: 'past@x.example' } },
    })
    await send(track('x', { anonymousId: 'past-1', userId: 'past' }))
    const kept = await who('anonymous_id', 'past-1')
    for (const table of ['customers.identity', 'customers.identifier'] as const) {
      const to = { origin_id: kept }
      await line.db.updateTable(table).set(to).where('customer_id', '=', kept).execute()
    }
    await undo(kept)
    const restored = await who('user_id', 'past')
    expect(restored).not.toBe(kept)
    expect(await who('email', 'past@x.example')).toBe(restored)
    await send(track('Comes again', { userId: 'past' }))
    expect(await names(restored)).toEqual(['Comes again', 'Identified', 'x'])
    expect(await names(kept)).toEqual(['x'])
  })

  test('a merge is undone once; somebody without the right undoes none', async () => {
    await send(track('x', { anonymousId: 'once-1' }), track('x', { anonymousId: 'once-2' }))
    await send(track('x', { anonymousId: 'once-1', userId: 'once' }))
    await send(track('x', { anonymousId: 'once-2', userId: 'once' }))
    const id = await undo(await who('user_id', 'once'))
    const again = await call('POST', `/api/identity/merges/${id}/undo`, { reason: 'again' })
    expect(again).toMatchObject({ status: 409, body: { code: 'customers/merge-undone' } })
    const marketer = await line.as('marketer')
    const url = `/api/identity/merges/${id}/undo`
    const payload = { reason: 'why not' }
    const refused = await line.app.http.inject({ method: 'POST', url, payload, headers: marketer })
    expect(refused.statusCode).toBe(403)
  })
})

describe('after an un-merge', () => {
  test('audiences, consents and figures are those of each, and nobody is told of news', async () => {
    const owner = await line.as('owner')
    await line.app.http.inject({
      ...{ method: 'POST', url: '/api/audiences', headers: owner },
      payload: {
        name: 'Two orders',
        condition: { kind: 'event', name: 'Order Completed', count: { op: 'gte', n: 2 } },
      },
    })
    await buildAudiences(line.app.loops)
    const order = (ids: object, order_id: string) =>
      track('Order Completed', ids, { order_id, revenue: 10, currency: 'EUR' })
    const said = (decision: string, ids: object) =>
      track(decision, ids, {
        ...{ purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' },
      })
    await send(
      order({ anonymousId: 'carl-pc' }, 'c1'),
      said('Consent Given', { anonymousId: 'carl-pc' }),
    )
    line.advance(60_000)
    await send(order({ userId: 'dora' }, 'd1'), said('Consent Withdrawn', { userId: 'dora' }))
    const carl = await who('anonymous_id', 'carl-pc')
    const dora = await who('user_id', 'dora')
    await send(track('x', { anonymousId: 'carl-pc', userId: 'dora' }))
    expect(await who('user_id', 'dora')).toBe(carl)
    const audiences = async (id: string) => (await audiencesOf(line.db, id)).map(({ name }) => name)
    expect(await audiences(carl)).toEqual(['Two orders'])
    await undo(carl)

    const value = async (id: string) =>
      (await line.app.http.inject({ url: `/api/customers/${id}/value`, headers: analyst })).json()
        .values
    expect(await value(carl)).toMatchObject([{ orders: 1, revenue: 1000 }])
    expect(await value(dora)).toMatchObject([{ orders: 1, revenue: 1000 }])
    const standing = async (id: string) =>
      (
        await line.db
          .selectFrom('consent.standing')
          .select('decision')
          .where('customer_id', '=', id)
          .where('purpose', '=', 'marketing')
          .executeTakeFirst()
      )?.decision
    expect(await standing(carl)).toBe('given')
    expect(await standing(dora)).toBe('withdrawn')
    for (const id of [carl, dora]) expect(await audiences(id)).toEqual([])
    const news = await line.db
      .selectFrom('thread.event')
      .select('name')
      .where('customer_id', 'in', [carl, dora])
      .where('name', 'like', 'Audience %')
      .where('historical', '=', false)
      .execute()
    expect(news).toEqual([{ name: 'Audience Entered' }])
    // Both are counted from there as if they had never been one.
    await send(order({ userId: 'dora' }, 'd2'))
    expect(await audiences(dora)).toEqual(['Two orders'])
    expect(await audiences(carl)).toEqual([])
  })

  test('a no that was said to us while they were one counts for both', async () => {
    const given = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
    for (const anonymousId of ['no-1', 'no-2']) {
      await send(track('Consent Given', { anonymousId }, given))
      line.advance(1000)
    }
    const [one, two] = [await who('anonymous_id', 'no-1'), await who('anonymous_id', 'no-2')]
    const external = { context: { externalIds: [{ type: 'anonymous_id', id: 'no-2' }] } }
    await send({ ...track('x', { anonymousId: 'no-1' }), ...external })
    line.advance(60_000)
    const url = `/api/customers/${one}/consents`
    const headers = await line.as('agent')
    const payload = { purpose: 'marketing', channel: 'email', decision: 'withdrawn' }
    const answer = await line.app.http.inject({ method: 'POST', url, headers, payload })
    expect(answer.statusCode).toBeLessThan(300)
    await line.settle()
    await undo(one)
    const standings = await line.db
      .selectFrom('consent.standing')
      .select(['customer_id', 'decision'])
      .where('customer_id', 'in', [one, two])
      .execute()
    expect(standings.map(({ decision }) => decision)).toEqual(['withdrawn', 'withdrawn'])
  })
})

describe('somebody of the team', () => {
  test('joins two customers against the limits; the kept one is right, and it can be undone', async () => {
    await send(
      { type: 'identify', userId: 'kept', traits: { city: 'Lille', firstName: 'Eve' } },
      { type: 'identify', userId: 'other', traits: { city: 'Nice', lastName: 'Roux' } },
    )
    const kept = await who('user_id', 'kept')
    const other = await who('user_id', 'other')
    const merge = { absorb: other, reason: 'the same person, she says' }
    expect((await call('POST', `/api/customers/${kept}/merges`, merge)).status).toBe(202)
    await line.settle()
    expect(await who('user_id', 'other')).toBe(kept)
    const traits = async (id: string) => (await profileOf(line.db, id))?.traits
    expect(await traits(kept)).toEqual({ city: 'Lille', firstName: 'Eve', lastName: 'Roux' })
    expect(await lastMerge(kept)).toMatchObject({ forced: true, reason: merge.reason })
    expect(await call('POST', `/api/customers/${kept}/merges`, merge)).toMatchObject({
      ...{ status: 409, body: { code: 'customers/same-person' } },
    })

    await undo(kept)
    expect(await traits(kept)).toEqual({ city: 'Lille', firstName: 'Eve' })
    expect(await traits(other)).toEqual({ city: 'Nice', lastName: 'Roux' })
  })

  test('detaches a number that the operator gave to another; the history stays', async () => {
    const phone = '+33639980001'
    await send({ type: 'identify', userId: 'first-holder', traits: { phone } })
    const first = await who('phone', phone)
    const detached = { kind: 'phone', value: '06 39 98 00 01', reason: 'given to another' }
    expect((await call('POST', '/api/identity/detach', detached)).status).toBe(202)
    await line.settle()
    await send({ type: 'identify', userId: 'second-holder', traits: { phone } })
    expect(await who('phone', phone)).toBe(await who('user_id', 'second-holder'))
    expect(await identifiers(first)).toEqual(['user_id first-holder'])
    expect(await names(first)).toEqual(['Identified'])
  })
})

/** Everything that is known of who is who, but the log of it. */
async function everybody(ids: readonly string[]) {
  const { rows } = await sql<Record<string, unknown>>`
    select customer_id, final_id, created_at, first_seen_at, last_seen_at, traits, trait_times,
      language, time_zone, merges,
      (select json_agg(json_build_array(kind, value, added_at, event_id, origin_id) order by kind, value)
       from customers.identifier where identifier.customer_id = customer.customer_id) as identifiers
    from customers.customer where customer_id = any(${[...ids]}::uuid[]) order by customer_id`.execute(
    line.db,
  )
  const identities = await line.db
    .selectFrom('customers.identity')
    .selectAll()
    .where('customer_id', 'in', [...ids])
    .orderBy('kind')
    .orderBy('value')
    .execute()
  return { rows, identities }
}

test('to join and to part again is as if nothing had been, whatever the two did before', async () => {
  const trait = fc.constantFrom('city', 'size', 'colour')
  const doing = fc.record({
    of: fc.constantFrom('one', 'two'),
    device: fc.nat({ max: 2 }),
    traits: fc.dictionary(trait, fc.oneof(fc.string(), fc.constant(null)), { maxKeys: 2 }),
    language: fc.option(fc.constantFrom('fr', 'en'), { nil: undefined }),
    minutesAgo: fc.nat({ max: 5000 }),
  })
  let runs = 0
  const isLossless = async (
    doings: readonly (typeof doing extends fc.Arbitrary<infer D> ? D : never)[],
  ) => {
    const run = `law-${runs++}`
    line.advance(8 * 86_400_000)
    const said = doings.map(({ of, device, traits, language, minutesAgo }) => ({
      ...{ type: 'identify', userId: `${run}-${of}`, anonymousId: `${run}-${of}-${device}` },
      traits: { ...traits, ...(language && { language }) },
      timestamp: new Date(line.now.getTime() - minutesAgo * 60_000).toISOString(),
    }))
    const both = ['one', 'two'].map((of) => ({ type: 'identify', userId: `${run}-${of}` }))
    await put(...said, ...both)
    await line.settle()
    const [one, two] = [await who('user_id', `${run}-one`), await who('user_id', `${run}-two`)]
    const before = await everybody([one, two])
    await call('POST', `/api/customers/${one}/merges`, { absorb: two, reason: 'a law' })
    await line.settle()
    expect(await threadIds(line.db, two)).toEqual([one, two])
    await undo(one)
    expect(await everybody([one, two])).toEqual(before)
  }
  await fc.assert(fc.asyncProperty(fc.array(doing, { maxLength: 6 }), isLossless), { numRuns: 8 })
}, 120_000)
