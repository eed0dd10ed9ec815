import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { compile } from './compile.ts'
import { EventSchema, type Plan, type PlannedDetail, type Trial } from './contract.ts'
import { rulesOf } from './infer.ts'
import { vocabulary } from './vocabulary.ts'

let line: Line
let developer: { authorization: string }
let shop: Awaited<ReturnType<Line['source']>>
beforeAll(async () => {
  line = await startLine()
  developer = await line.as('developer')
  shop = await line.source('server', 'shop')
})
afterAll(() => line.stop())

async function ask<Answer>(method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) {
  const response = await line.app.http.inject({
    ...{ method, url, headers: developer },
    ...(payload && { payload }),
  })
  expect(response.statusCode, response.body).toBe(200)
  return response.json<Answer>()
}

const read = (schema: object) => EventSchema.parse(schema)
const plan = (name: string, mode: string, schema: object) =>
  ask<PlannedDetail>('PUT', '/api/plan/event', { name, mode, schema: read(schema) })

let sent = 0
async function send(name: string, properties: object): Promise<string> {
  const messageId = `m${++sent}`
  const event = { type: 'track', event: name, userId: 'u1', messageId, properties }
  expect((await line.send(shop, [event])).statusCode).toBe(200)
  return messageId
}

async function wovenContext(messageId: string) {
  await line.settle()
  const row = await line.db
    .selectFrom('thread.event')
    .select('context')
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return row?.context
}

const quarantined = () =>
  line.db.selectFrom('thread.quarantine').select(['reason', 'detail']).execute()

const soon = { timeout: 15_000, interval: 20 }

test('what is observed only is taken, marked, and counted for its source', async () => {
  await plan('Seen', 'observe', { properties: { price: { type: 'number', required: true } } })
  await expect
    .poll(async () => (await wovenContext(await send('Seen', { price: '12' })))?.filrouge, soon)
    .toEqual({ plan: { version: 1, violations: [{ path: 'price', rule: 'type' }] } })
  expect(await wovenContext(await send('Seen', { price: 12 }))).not.toHaveProperty('filrouge')
  await line.app.door.meter.flush()
  const { counts, planned } = await ask<PlannedDetail>('GET', '/api/plan/event?name=Seen')
  expect(counts).toEqual([
    { sourceId: shop.id, name: 'Seen', path: 'price', rule: 'type', events: expect.any(Number) },
  ])
  expect(planned?.violations).toBe(counts[0]?.events)
  const health = await ask<{ violations: object[] }>('GET', `/api/sources/${shop.id}/health`)
  expect(health.violations).toEqual(counts)
})

test('what is enforced goes to quarantine with its reason, and comes back once the plan is mended', async () => {
  const strict = { properties: { sku: { type: 'string', required: true, pattern: '^A' } } }
  await plan('Bought', 'enforce', strict)
  await expect
    .poll(async () => {
      await send('Bought', { sku: 'B-1' })
      return quarantined()
    }, soon)
    .toContainEqual({ reason: 'plan-violated', detail: 'sku: pattern' })
  const waiting = (await quarantined()).length
  const retry = () =>
    ask<{ taken: number; still: number }>('POST', '/api/quarantine/retry', {
      reason: 'plan-violated',
    })
  expect(await retry()).toEqual({ taken: 0, still: waiting })

  await plan('Bought', 'enforce', { properties: { sku: { type: 'string', required: true } } })
  await expect.poll(retry, soon).toEqual({ taken: waiting, still: 0 })
  await line.settle()
  const woven = await line.db
    .selectFrom('thread.event')
    .select('id')
    .where('name', '=', 'Bought')
    .execute()
  expect(woven.length).toBeGreaterThanOrEqual(waiting)
  expect(await quarantined()).toEqual([])
})

test('each change is a version that stays, with who made it', async () => {
  await plan('Versioned', 'observe', { properties: {} })
  const { planned, versions } = await plan('Versioned', 'off', { properties: {}, closed: true })
  expect(planned).toMatchObject({ version: 2, mode: 'off' })
  expect(versions.map(({ version, schema }) => [version, schema.closed])).toEqual([
    [2, true],
    [1, false],
  ])
  expect(versions[0]?.changedBy).toMatch(/^key:/)
})

test('would this plan have refused it? The last days answer, with counts and examples', async () => {
  for (const total of [10, 20, '30', undefined]) await send('Tried', { total, currency: 'EUR' })
  await line.settle()
  const trial = await ask<Trial>('POST', '/api/plan/trial', {
    ...{ name: 'Tried', days: 7 },
    schema: read({
      properties: { total: { type: 'number', required: true }, currency: { type: 'string' } },
    }),
  })
  expect(trial).toMatchObject({ looked: 4, violating: 2, complete: true })
  expect(trial.counts).toEqual(
    expect.arrayContaining([
      { path: 'total', rule: 'type', events: 1 },
      { path: 'total', rule: 'missing', events: 1 },
    ]),
  )
  expect(trial.examples[0]?.properties).toEqual({ currency: 'EUR' })
})

test('what nobody has planned is told, and a first plan is read from what came', async () => {
  await send('Never planned', { colour: 'red', size: 4, items: [{ sku: 'a' }] })
  await line.settle()
  const { unplanned, vocabulary: ready } = await ask<Plan>('GET', '/api/plan')
  expect(unplanned).toContainEqual({ name: 'Never planned', events: 1 })
  expect(ready).toContain('Order Completed')
  const draft = await ask<EventSchema>('GET', '/api/plan/draft?name=Never%20planned')
  expect(draft.properties).toMatchObject({
    colour: { type: 'string', required: true },
    size: { type: 'number', required: true },
    items: { type: 'array', items: { sku: { type: 'string', required: true } } },
  })
})

test('a client cannot say of its own event what the plan says of it', async () => {
  const messageId = 'forged'
  const event = { type: 'track', event: 'Forged', userId: 'u1', messageId }
  await line.send(shop, [{ ...event, context: { filrouge: { plan: 'mine' }, locale: 'fr' } }])
  expect(await wovenContext(messageId)).toMatchObject({ locale: 'fr' })
  expect(await wovenContext(messageId)).not.toHaveProperty('filrouge')
})

describe('a plan', () => {
  const order = compile(vocabulary['Order Completed'] as EventSchema)

  test('of the e-commerce specification knows a good order from a bad one', () => {
    const good = {
      ...{ order_id: '1', currency: 'EUR', total: 12.5 },
      products: [{ product_id: 'a', price: 12.5, quantity: 1 }],
    }
    expect(order(good)).toBeUndefined()
    expect(order({ ...good, currency: 'euro', order_id: null, products: [{}, {}, 'x'] })).toEqual([
      { path: 'order_id', rule: 'missing' },
      { path: 'currency', rule: 'pattern' },
      { path: 'products[].product_id', rule: 'missing' },
      { path: 'products[]', rule: 'type' },
    ])
  })

  test('that is closed names what it does not know', () => {
    const check = compile(read({ properties: { a: { type: 'any' } }, closed: true }))
    expect(check({ a: 1, b: 2 })).toEqual([{ path: 'b', rule: 'unplanned' }])
  })

  test('is refused when its pattern could take for ever, or is none', () => {
    for (const pattern of ['(a+)+$', '(', '([a-z]+)*!']) {
      const field = { type: 'string', pattern }
      expect(EventSchema.safeParse({ properties: { a: field } }).success).toBe(false)
    }
  })

  test('read from events refuses none of them', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const item = fc.dictionary(fc.constantFrom('sku', 'n'), value)
    const properties = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(value, fc.array(item, { maxLength: 3 })),
    )
    fc.assert(
      fc.property(fc.array(properties, { minLength: 1, maxLength: 8 }), (seen) => {
        const check = compile({ properties: rulesOf(seen), closed: true })
        for (const one of seen) {
          const named = Object.fromEntries(
            Object.entries(one).filter(([, given]) => given !== null),
          )
          expect(check(named)).toBeUndefined()
        }
      }),
    )
  })
})
