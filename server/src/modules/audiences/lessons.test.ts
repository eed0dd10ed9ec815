import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'
import type { Condition } from './condition-contract.ts'

/**
 * What went wrong for others, as their users tell: each has its name in the notes on engagement (defects
 * P… and D…, complaints by their number). All through the doors of the whole product.
 */

const second = 1000
const day = 86_400

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let headers: { authorization: string }
let people = 0

beforeAll(async () => {
  line = await startLine()
  source = await line.source('server')
  headers = await line.as()
})
afterAll(() => line.stop())
beforeEach(() => {
  line.now = new Date('2026-11-21T10:00:00Z')
})

const call = async (method: 'GET' | 'POST', url: string, payload?: object) =>
  (await line.app.http.inject({ method, url, headers, ...(payload && { payload }) })).json()

async function draw(condition: Condition): Promise<string> {
  const { id } = await call('POST', '/api/audiences', { name: 'drawn', condition })
  await buildAudiences(line.app.loops)
  return id
}
const members = async (id: string) => (await call('GET', `/api/audiences/${id}`)).members as number
const someone = () => `lesson-${++people}`
const says = (userId: string, traits: object) => ({
  ...{ type: 'identify', userId, messageId: `${userId}-${JSON.stringify(traits)}`, traits },
})
let told = 0
const does = (userId: string, event: string, properties: object = {}) => ({
  ...{ type: 'track', userId, event, messageId: `told-${++told}`, properties },
  timestamp: line.now.toISOString(),
})
async function tell(...events: object[]) {
  await line.send(source, events)
  await line.settle()
}

test('P1: "ever spent 100" stays true after a purchase of 20', async () => {
  const who = someone()
  const spent = { path: 'revenue', op: 'gte', value: 100 } as const
  const id = await draw({
    ...{ kind: 'event', name: 'Order Completed', count: { op: 'gte', n: 1 }, where: [spent] },
  })
  await tell(does(who, 'Order Completed', { revenue: 150 }))
  expect(await members(id)).toBe(1)
  await tell(does(who, 'Order Completed', { revenue: 20 }))
  expect(await members(id)).toBe(1)
})

test('P2: time alone moves somebody, to the second', async () => {
  const who = someone()
  await tell(does(who, 'Tea Poured'))
  const window = { withinSeconds: 5 * day }
  const poured = { kind: 'event', name: 'Tea Poured' } as const
  const recently = await draw({ ...poured, count: { op: 'gte', n: 1 }, ...window })
  line.now = new Date(line.now.getTime() + (5 * day - 1) * second)
  await line.settle()
  expect(await members(recently)).toBe(1)
  line.now = new Date(line.now.getTime() + second)
  await line.settle()
  expect(await members(recently)).toBe(0)
})

test('P3: what an event says arrives, and conditions read it', async () => {
  const who = someone()
  const green = { path: 'kind', op: 'eq', value: 'green' } as const
  const id = await draw({
    ...{ kind: 'event', name: 'Tea Bought', count: { op: 'gte', n: 1 }, where: [green] },
  })
  await tell(does(who, 'Tea Bought', { kind: 'black' }))
  expect(await members(id)).toBe(0)
  await tell(does(who, 'Tea Bought', { kind: 'green' }))
  expect(await members(id)).toBe(1)
})

test('P5: who was never asked has not said yes', async () => {
  const who = someone()
  await tell(says(who, { tribe: 'quiet' }))
  const tribe = { kind: 'trait', path: 'tribe', op: 'eq', value: 'quiet' } as const
  const yes = { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' } as const
  expect(await members(await draw({ kind: 'all', of: [tribe, yes] }))).toBe(0)
  expect(await members(await draw({ kind: 'all', of: [tribe, { ...yes, is: 'unknown' }] }))).toBe(1)
})

test('D3: membership is right when the event is woven, not minutes later', async () => {
  const who = someone()
  const id = await draw({ kind: 'event', name: 'Bell Rung', count: { op: 'gte', n: 1 } })
  await line.send(source, [does(who, 'Bell Rung')])
  await line.settle(({ name }) => name === 'thread/weave')
  expect(await members(id)).toBe(1)
})

test('complaint 2: nothing is recomputed while nothing happens', async () => {
  await draw({ kind: 'event', name: 'Bell Rung', count: { op: 'eq', n: 0 } })
  await line.settle()
  line.now = new Date(line.now.getTime() + 3600 * second)
  const passing = line.app.loops.find(({ name }) => name === 'audiences/passing-of-time')
  expect(await passing?.run()).toBe(false)
})

test('complaint 10: who is not in it learns which part says no, what was found, and when that ends', async () => {
  const who = someone()
  await tell(does(who, 'Letter Read'))
  const read = { kind: 'event', name: 'Letter Read' } as const
  const id = await draw({
    kind: 'all',
    of: [
      { ...read, count: { op: 'gte', n: 1 } },
      { ...read, count: { op: 'eq', n: 0 }, withinSeconds: 10 * day },
    ],
  })
  const { id: customerId } = await call('GET', `/api/customers/by/user_id/${who}`)
  const why = await call('GET', `/api/audiences/${id}/why/${customerId}`)
  const end = new Date(line.now.getTime() + 10 * day * second).toISOString()
  expect(why).toMatchObject({ is: false, changesAt: end })
  expect(why.leaves).toMatchObject([
    { place: '0', is: true, found: 1 },
    { place: '1', is: false, found: 1, changesAt: end },
  ])
})

test('complaint 11: "created within 2 months or opened within 3" can be said', async () => {
  const [fresh, reader, neither] = [someone(), someone(), someone()]
  const ago = (days: number) => new Date(line.now.getTime() - days * day * second).toISOString()
  await tell(
    says(fresh, { club: 'k', joined: ago(30) }),
    says(reader, { club: 'k', joined: ago(200) }),
    says(neither, { club: 'k', joined: ago(200) }),
    does(reader, 'Email Opened'),
  )
  const id = await draw({
    kind: 'all',
    of: [
      { kind: 'trait', path: 'club', op: 'eq', value: 'k' },
      {
        kind: 'any',
        of: [
          { kind: 'date', path: 'joined', is: 'withinLast', seconds: 60 * day },
          { kind: 'message', did: 'opened', count: { op: 'gte', n: 1 }, withinSeconds: 90 * day },
        ],
      },
    ],
  })
  expect(await members(id)).toBe(2)
})

test('complaint 14: a birthday is where the customer lives', async () => {
  const [paris, auckland] = [someone(), someone()]
  const birthday = '1990-11-22'
  await tell(
    says(paris, { birthday, timezone: 'Europe/Paris' }),
    says(auckland, { birthday, timezone: 'Pacific/Auckland' }),
  )
  const id = await draw({ kind: 'anniversary', path: 'birthday', fromDays: 0, toDays: 0 })
  expect(await members(id)).toBe(0)
  line.now = new Date('2026-11-21T11:00:00Z')
  await line.settle()
  expect(await members(id)).toBe(1)
  // In Paris the day begins twelve hours later, and so it ends.
  for (const [moment, celebrating] of [
    ['2026-11-21T22:59:59Z', 1],
    ['2026-11-21T23:00:00Z', 2],
    ['2026-11-22T11:00:00Z', 1],
    ['2026-11-22T23:00:00Z', 0],
  ] as const) {
    line.now = new Date(moment)
    await line.settle()
    expect(await members(id), moment).toBe(celebrating)
  }
})

test('done when: bought skin care twice in 90 days, never in a shop, likes email, not contacted for 10 days', async () => {
  await call('POST', '/api/consent/wordings', {
    ...{ purpose: 'marketing', channel: 'email', version: 'v1', language: 'fr' },
    text: 'Je veux recevoir les nouvelles.',
  })
  const condition: Condition = {
    kind: 'all',
    of: [
      {
        ...{ kind: 'event', name: 'Order Completed', count: { op: 'gte', n: 2 } },
        withinSeconds: 90 * day,
        items: [{ path: 'category', op: 'eq', value: 'skin care' }],
      },
      { kind: 'not', of: { kind: 'channel', which: 'used', channel: 'shop' } },
      { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
      { kind: 'message', did: 'sent', count: { op: 'eq', n: 0 }, withinSeconds: 10 * day },
    ],
  }
  const id = await draw(condition)
  const sizeOf = async () => (await call('POST', '/api/audiences/size', { condition })).size
  const sophie = someone()
  const care = { revenue: 20, products: [{ category: 'skin care' }, { category: 'tea' }] }
  const yes = { purpose: 'marketing', channel: 'email', wording: 'v1', language: 'fr' }
  await tell(says(sophie, { email: 'sophie@example.fr' }), does(sophie, 'Consent Given', yes))
  await tell(does(sophie, 'Order Completed', care))
  expect(await members(id)).toBe(0)
  line.now = new Date(line.now.getTime() + 80 * day * second)
  await tell(does(sophie, 'Order Completed', care))
  expect([await members(id), await sizeOf()]).toEqual([1, 1])
  // A mail goes out: for ten days they are left alone.
  await tell(does(sophie, 'Email Sent', { templateId: 't' }))
  expect([await members(id), await sizeOf()]).toEqual([0, 0])
  line.now = new Date(line.now.getTime() + (10 * day - 1) * second)
  await line.settle()
  expect(await members(id)).toBe(0)
  // The tenth day ends the silence, and the ninetieth the first purchase: never both at once.
  line.now = new Date(line.now.getTime() + second)
  await line.settle()
  expect([await members(id), await sizeOf()]).toEqual([0, 0])
  await tell(does(sophie, 'Order Completed', care))
  expect(await members(id)).toBe(1)
  await tell({ ...does(sophie, 'Order Completed', care), context: { channel: 'shop' } })
  expect([await members(id), await sizeOf()]).toEqual([0, 0])
})
