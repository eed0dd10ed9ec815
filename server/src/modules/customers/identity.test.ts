import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { record } from '../thread/index.ts'
import type { IdentityRules } from './identity-contract.ts'
import { finalIds, findBy, threadIds } from './index.ts'

let line: Line
let other: Line
let shop: Awaited<ReturnType<Line['source']>>
let till: Awaited<ReturnType<Line['source']>>
let analyst: Awaited<ReturnType<Line['as']>>
let usual: IdentityRules

beforeAll(async () => {
  line = await startLine()
  other = await startLine({ url: line.url })
  shop = await line.source('server')
  till = await line.source('till')
  analyst = await line.as('analyst')
  usual = (await call('GET', '/api/identity/rules')).rules
})
afterAll(async () => {
  await other.stop()
  await line.stop()
})
beforeEach(() => setRules({}))

const call = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: analyst },
    ...(payload && { payload }),
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}
const setRules = (change: Partial<IdentityRules>) =>
  call('PUT', '/api/identity/rules', { ...usual, ...change })
const many = { max: 1000, windowDays: null }
const put = async (...events: object[]) =>
  expect((await line.send(shop, events)).statusCode).toBe(200)
const send = async (...events: object[]) => {
  await put(...events)
  await line.settle()
}
const sell = async (properties: object) => {
  await line.send(till, [
    { type: 'track', event: 'Order Completed', anonymousId: 'till-1', properties },
  ])
  await line.settle()
}
const who = (kind: string, value: string) => findBy(line.db, kind, value)
const hi = (ids: object, properties: object = {}) => ({
  ...{ type: 'track', event: 'hi', properties },
  ...ids,
})
const warnings = async (customerId: string | undefined) =>
  (await call('GET', `/api/identity/warnings?customerId=${customerId}`)).map(
    ({ code, value }: { code: string; value: string }) => `${code} ${value}`,
  )
const eventsOf = async (id: string | undefined) => {
  const ids = await threadIds(line.db, id ?? '')
  const rows = await line.db
    .selectFrom('thread.event')
    .select('name')
    .where('customer_id', 'in', ids)
    .where('type', '<>', 'fact')
    .execute()
  return rows.length
}

describe('a device that many people use', () => {
  const tablet = { anonymousId: 'shop-tablet', context: { device: { shared: true } } }

  test('names nobody: with an account an event is the account’s, without one it is nobody’s', async () => {
    await send(hi({ ...tablet, userId: 'tablet-ana' }), hi({ ...tablet, userId: 'tablet-bob' }))
    await send(hi(tablet))
    expect(await who('user_id', 'tablet-ana')).not.toBe(await who('user_id', 'tablet-bob'))
    expect(await who('anonymous_id', 'shop-tablet')).toBeUndefined()
    expect(await eventsOf(await who('user_id', 'tablet-bob'))).toBe(1)
  })

  test('that nobody said so of stays with its first user; what comes after a logout is theirs', async () => {
    await send(hi({ userId: 'home-ana', anonymousId: 'home' }))
    await send(hi({ userId: 'home-bob', anonymousId: 'home' }), hi({ anonymousId: 'home' }))
    const ana = await who('user_id', 'home-ana')
    const bob = await who('user_id', 'home-bob')
    expect(await who('anonymous_id', 'home')).toBe(ana)
    expect([await eventsOf(ana), await eventsOf(bob)]).toEqual([2, 1])
    expect(await warnings(bob)).toEqual(['identifier_limit:user_id home'])
  })

  test('by its Google number joins those who use it one after the other: rules can leave it out', async () => {
    const ga = { context: { externalIds: [{ type: 'ga_client_id', id: 'GA-7' }] } }
    await send(
      hi({ userId: 'ga-1', anonymousId: 'ga-a', ...ga }),
      hi({ anonymousId: 'ga-b', ...ga }),
    )
    expect(await who('anonymous_id', 'ga-b')).toBe(await who('user_id', 'ga-1'))
    await setRules({ limits: { ...usual.limits, ga_client_id: { max: 0, windowDays: null } } })
    await send(hi({ anonymousId: 'ga-c', ...ga }))
    expect(await who('anonymous_id', 'ga-c')).not.toBe(await who('user_id', 'ga-1'))
  })
})

describe('a family', () => {
  test('with one phone stays as many people as have accounts', async () => {
    const phone = '06 39 98 02 01'
    await send({ type: 'identify', userId: 'fam-1', traits: { phone } })
    await send({ type: 'identify', userId: 'fam-2', traits: { phone } })
    expect(await who('phone', phone)).toBe(await who('user_id', 'fam-1'))
    expect(await warnings(await who('user_id', 'fam-2'))).toEqual([
      'identifier_limit:user_id +33639980201',
    ])
  })

  test('with one card: a sale with the card alone is the holder’s', async () => {
    await send({ type: 'identify', userId: 'card-1', traits: { loyaltyCard: 'C-77' } })
    await send({ type: 'identify', userId: 'card-2', traits: { loyaltyCard: 'C-77' } })
    await sell({ loyaltyCard: 'C-77', order_id: 'o-77' })
    expect(await eventsOf(await who('user_id', 'card-1'))).toBe(2)
    expect(await eventsOf(await who('user_id', 'card-2'))).toBe(1)
  })

  test('that lost its card goes on with the new one; who finds the old one is somebody else', async () => {
    await send({ type: 'identify', userId: 'lost', traits: { loyaltyCard: 'OLD-1' } })
    await send({ type: 'identify', userId: 'lost', traits: { loyaltyCard: 'NEW-1' } })
    await call('POST', '/api/identity/detach', {
      ...{ kind: 'loyalty_card', value: 'OLD-1', reason: 'lost' },
    })
    await line.settle()
    await sell({ loyaltyCard: 'OLD-1' })
    expect(await who('loyalty_card', 'NEW-1')).toBe(await who('user_id', 'lost'))
    expect(await who('loyalty_card', 'OLD-1')).not.toBe(await who('user_id', 'lost'))
  })
})

describe('an alias', () => {
  test('joins a visitor to a user, and never two users, in whichever way it names them', async () => {
    await send(hi({ anonymousId: 'al-v' }), hi({ userId: 'al-1' }), hi({ userId: 'al-2' }))
    await send({ type: 'alias', previousId: 'al-v', userId: 'al-1' })
    expect(await who('anonymous_id', 'al-v')).toBe(await who('user_id', 'al-1'))
    for (const previousId of ['al-v', 'al-1'])
      await send({ type: 'alias', previousId, userId: 'al-2' })
    const two = await who('user_id', 'al-2')
    expect(two).not.toBe(await who('user_id', 'al-1'))
    expect((await warnings(two)).sort()).toEqual(['alias_refused al-1', 'alias_refused al-v'])
    expect(await eventsOf(two)).toBe(3)
  })

  test('that names the same id twice changes nothing', async () => {
    await send({ type: 'alias', previousId: 'al-same', userId: 'al-same' })
    expect(await who('anonymous_id', 'al-same')).toBeUndefined()
  })
})

describe('whatever names a person', () => {
  test('is read wherever it may stand, in the form of its kind', async () => {
    await send({
      ...{ type: 'identify', userId: 'all-1' },
      traits: { email: ' All@One.Example ', instagram: '@all' },
      properties: { receiptNumber: 4711 },
      context: {
        device: { type: 'ios', id: 'IOS-1', token: 'push-1' },
        externalIds: [{ type: 'crmId', id: 'CRM-9' }],
      },
    })
    const all = await who('user_id', 'all-1')
    for (const [kind, value] of [
      ['email', 'all@one.example'],
      ['instagram', '@all'],
      ['receipt', '4711'],
      ['ios.id', 'IOS-1'],
      ['ios.push_token', 'push-1'],
      ['crmId', 'CRM-9'],
    ] as const) {
      expect(await who(kind, value), kind).toBe(all)
    }
  })

  test('a till may know nothing but an address: the sale is taken, and is whose the address is', async () => {
    await sell({ email: 'till@only.example', order_id: 'o-1' })
    expect(await eventsOf(await who('email', 'till@only.example'))).toBe(1)
  })

  test('in an event sent while measuring was refused names nobody', async () => {
    await send(hi({ userId: 'quiet' }))
    await send(hi({ userId: 'quiet', context: { consent: { analytics: 'denied' } } }))
    expect(await eventsOf(await who('user_id', 'quiet'))).toBe(1)
  })

  test('in a number without its country is read as the brand’s country has it', async () => {
    await setRules({ region: 'BE' })
    await send({ type: 'identify', userId: 'belgian', traits: { phone: '0470 12 34 56' } })
    expect(await who('phone', '+32470123456')).toBe(await who('user_id', 'belgian'))
  })
})

describe('rules of the brand', () => {
  test('hold from the next event on, for whichever process weaves it', async () => {
    await send(hi({ anonymousId: 'warm-up' }))
    await other.settle()
    const value = 'boutique@rules.example'
    await call('POST', '/api/identity/blocked', { kind: 'email', value })
    await put(
      hi({ anonymousId: 'rb-1' }, { email: value }),
      hi({ anonymousId: 'rb-2' }, { email: value }),
    )
    await other.settle()
    expect(await who('email', value)).toBeUndefined()
    expect(await who('anonymous_id', 'rb-1')).not.toBe(await who('anonymous_id', 'rb-2'))
    await call('POST', '/api/identity/unblocked', { kind: 'email', value })
    await put(hi({ anonymousId: 'rb-1' }, { email: value }))
    await other.settle()
    expect(await who('email', value)).toBe(await who('anonymous_id', 'rb-1'))
  })

  test('keep two apart whatever an event says', async () => {
    await send(hi({ userId: 'ka-1' }), hi({ anonymousId: 'ka-v' }, { email: 'ka@apart.example' }))
    await call('POST', '/api/identity/apart', {
      one: { kind: 'user_id', value: 'ka-1' },
      other: { kind: 'email', value: 'KA@apart.example' },
    })
    await send(hi({ userId: 'ka-1' }, { email: 'ka@apart.example' }))
    const [user, visitor] = [await who('user_id', 'ka-1'), await who('anonymous_id', 'ka-v')]
    expect(user).not.toBe(visitor)
    expect(await warnings(user)).toEqual(['kept_apart ka@apart.example'])
  })

  test('let the hundredth merge be the last; what comes after is still the person’s', async () => {
    await setRules({ limits: { ...usual.limits, anonymous_id: many } })
    const visitors = Array.from({ length: 101 }, (_, index) => ({ anonymousId: `hm-${index}` }))
    await send(...visitors.map((visitor) => hi(visitor)))
    await send(...visitors.map((visitor) => ({ type: 'identify', userId: 'hundred', ...visitor })))
    const person = await who('user_id', 'hundred')
    // The first visitor gets the user's number; each of the next hundred is a merge.
    expect(await who('anonymous_id', 'hm-100')).toBe(person)
    await send(hi({ anonymousId: 'hm-late' }), {
      type: 'identify',
      userId: 'hundred',
      anonymousId: 'hm-late',
    })
    expect(await who('anonymous_id', 'hm-late')).not.toBe(person)
    expect(await warnings(person)).toEqual(['merge_limit hm-late'])
    expect(await eventsOf(person)).toBe(203)
  })

  test('let a person have a thousand identifiers, and keep what comes with the next', async () => {
    await setRules({ limits: { ...usual.limits, '*': many } })
    const told = (from: number, to: number) => ({
      ...{ type: 'identify', userId: 'thousand' },
      context: {
        externalIds: Array.from({ length: to - from }, (_, index) => ({
          ...{ type: 'ticket', id: `t-${from + index}` },
        })),
      },
    })
    await send(told(0, 500), told(500, 999))
    const person = await who('user_id', 'thousand')
    expect(await who('ticket', 't-998')).toBe(person)
    await send(told(999, 1000))
    expect(await who('ticket', 't-999')).toBeUndefined()
    expect(await warnings(person)).toEqual(['mapping_limit t-999'])
    expect(await eventsOf(person)).toBe(3)
  })
})

describe('at the same moment', () => {
  test('events that would make one customer twice make one, whichever processes they come through', async () => {
    const same = Array.from({ length: 40 }, (_, index) =>
      (index % 2 ? line : other).send(shop, [
        {
          type: 'identify',
          userId: 'twice',
          anonymousId: `tw-${index % 3}`,
          traits: { email: 'twice@x.example' },
        },
      ]),
    )
    const weaving = [line, other].map((product) => product.settle())
    await Promise.all([...same, ...weaving])
    await Promise.all([line.settle(), other.settle()])
    await line.settle()
    const people = await line.db
      .selectFrom('customers.customer')
      .select('customer_id')
      .where('customer_id', 'in', await threadIds(line.db, (await who('user_id', 'twice')) ?? ''))
      .execute()
    expect(people).toHaveLength(1)
    expect(await eventsOf(people[0]?.customer_id)).toBe(40)
  })

  test('what comes for one who is just being absorbed is the joined person’s', async () => {
    await send(hi({ anonymousId: 'ab-old' }), hi({ userId: 'ab' }))
    const absorbed = (await who('user_id', 'ab')) ?? ''
    await put(hi({ anonymousId: 'ab-old', userId: 'ab' }), hi({ userId: 'ab' }))
    await line.inWork((work) =>
      record(work, { customerId: absorbed, name: 'Points Earned', channel: 'shop' }),
    )
    await put(hi({ userId: 'ab' }))
    await line.settle()
    const person = await who('anonymous_id', 'ab-old')
    expect((await finalIds(line.db, [absorbed])).get(absorbed)).toBe(person)
    expect(await eventsOf(person)).toBe(5)
    // Each event lies with the id by which it came, so that nothing is lost if the two are parted.
    const sides = await line.db
      .selectFrom('thread.event')
      .select(['name', 'customer_id'])
      .where('customer_id', '=', absorbed)
      .execute()
    expect(sides.map(({ name }) => name).sort()).toEqual(['Points Earned', 'hi', 'hi', 'hi', 'hi'])
  })
})

test('who is one with whom does not depend on the order in which they prove it', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const link = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
  const told = fc.array(link, { minLength: 1, maxLength: 8 })
  let runs = 0
  const partition = async (links: readonly (readonly [string, string])[], inOne: boolean) => {
    const run = `order-${runs++}`
    const events = links.map(([one, two]) =>
      hi({
        context: { externalIds: [one, two].map((id) => ({ type: 'node', id: `${run}-${id}` })) },
      }),
    )
    if (inOne) await put(...events)
    else for (const event of events) await send(event)
    await line.settle()
    const groups = Map.groupBy(
      await Promise.all(ids.map(async (id) => [id, await who('node', `${run}-${id}`)] as const)),
      ([, person]) => person,
    )
    return [...groups.values()].map((group) => group.map(([id]) => id).join('')).sort()
  }
  await setRules({ limits: { '*': many } })
  const isSame = async (
    links: readonly [string, string][],
    shuffled: readonly [string, string][],
  ) => {
    expect(await partition(links, true)).toEqual(await partition(shuffled, false))
  }
  const twoOrders = told.chain((links) =>
    fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length })),
  )
  await fc.assert(
    fc.asyncProperty(twoOrders, ([links, shuffled]) => isSame(links, shuffled)),
    { numRuns: 10 },
  )
}, 120_000)
