import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { findBy } from './index.ts'

let line: Line
let analyst: Awaited<ReturnType<Line['as']>>
let shop: Awaited<ReturnType<Line['source']>>

beforeAll(async () => {
  line = await startLine()
  analyst = await line.as('analyst')
  shop = await line.source('server')
})
afterAll(() => line.stop())

const call = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const answer = await line.app.http.inject({
    ...{ method, url, headers: analyst },
    ...(payload && { payload }),
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}
const guest = (email: string, phone: string) => ({
  ...{ type: 'track', event: 'Order Completed' },
  properties: { email, phone },
})
const who = (kind: string, value: string) => findBy(line.db, kind, value)
const found = ({ splits, detachments, merges }: Record<string, { count: number }>) => ({
  splits: splits?.count,
  detachments: detachments?.count,
  merges: merges?.count,
})
const repair = async () => {
  await call('POST', '/api/identity/repair')
  const job = line.app.jobs.find(({ name }) => name === 'customers/repair')
  await job?.run({ by: 'person:1' })
  await line.settle()
}

test('what a rule would change is shown before, nothing is changed by looking, and a repair does it', async () => {
  // A couple who buy as guests with one phone; a woman who was met on two browsers before she signed in.
  await line.send(shop, [guest('ada@couple.example', '0639980101')])
  await line.send(shop, [
    { type: 'identify', anonymousId: 'bo-phone', traits: { email: 'bo@couple.example' } },
    guest('bo@couple.example', '0639980101'),
    { type: 'identify', anonymousId: 'pc', userId: 'cleo' },
    {
      type: 'identify',
      anonymousId: 'tablet',
      userId: 'cleo',
      traits: { email: 'cleo@x.example' },
    },
  ])
  await line.settle()
  const ada = await who('email', 'ada@couple.example')
  expect(await who('email', 'bo@couple.example')).toBe(ada)

  const { rules } = await call('GET', '/api/identity/rules')
  const strict = { ...rules, limits: { ...rules.limits, email: { max: 1, windowDays: null } } }
  expect(found(await call('POST', '/api/identity/preview', { rules }))).toEqual({
    ...{ splits: 0, detachments: 0, merges: 0 },
  })
  const preview = await call('POST', '/api/identity/preview', { rules: strict })
  expect(preview).toMatchObject({
    splits: { count: 1, examples: [{ customerId: ada, why: 'identifier_limit:email' }] },
    ...{ detachments: { count: 0 }, merges: { count: 0 }, complete: true },
  })
  const pair = {
    one: { kind: 'email', value: 'ada@couple.example' },
    other: { kind: 'email', value: 'bo@couple.example' },
  }
  const apart = await call('POST', '/api/identity/preview', { apart: [pair] })
  expect(found(apart)).toMatchObject({ splits: 1 })
  const blocked = { blocked: [{ kind: 'anonymous_id', value: 'tablet' }] }
  expect(found(await call('POST', '/api/identity/preview', blocked))).toMatchObject({
    ...{ splits: 0, detachments: 1 },
  })
  expect(await who('email', 'bo@couple.example')).toBe(ada)

  await call('PUT', '/api/identity/rules', strict)
  await repair()
  expect(await who('email', 'bo@couple.example')).not.toBe(ada)
  expect(found(await call('POST', '/api/identity/preview', {}))).toEqual({
    ...{ splits: 0, detachments: 0, merges: 0 },
  })

  // And back: the phone that was left aside would join them again.
  await line.send(shop, [guest('bo@couple.example', '0639980101')])
  await line.settle()
  expect(await who('email', 'bo@couple.example')).not.toBe(ada)
  const wider = await call('POST', '/api/identity/preview', { rules })
  expect(wider).toMatchObject({ splits: { count: 0 }, merges: { count: 1 } })
  await call('PUT', '/api/identity/rules', rules)
  await repair()
  expect(await who('email', 'bo@couple.example')).toBe(ada)
  await repair()
  expect(found(await call('POST', '/api/identity/preview', {}))).toEqual({
    ...{ splits: 0, detachments: 0, merges: 0 },
  })
})

test('too many of a kind that came one by one are taken away, the last to come first', async () => {
  const add = (email: string) => ({ type: 'identify', userId: 'collector', traits: { email } })
  await line.send(
    shop,
    ['a', 'b', 'c'].map((name) => add(`${name}@many.example`)),
  )
  await line.settle()
  const { rules } = await call('GET', '/api/identity/rules')
  await call('PUT', '/api/identity/rules', {
    ...rules,
    limits: { ...rules.limits, email: { max: 2, windowDays: null } },
  })
  await repair()
  expect(await who('email', 'c@many.example')).toBeUndefined()
  expect(await who('email', 'b@many.example')).toBe(await who('user_id', 'collector'))
})

test('a pattern that cannot be read, or that takes too long, is refused', async () => {
  const { rules } = await call('GET', '/api/identity/rules')
  for (const [pattern, why] of [
    ['/(/', 'unreadable'],
    ['/^(a+)+$/', 'slow'],
  ] as const) {
    const answer = await line.app.http.inject({
      ...{ method: 'PUT', url: '/api/identity/rules', headers: analyst },
      payload: { ...rules, blocked: [...rules.blocked, pattern] },
    })
    expect(answer.json()).toMatchObject({
      ...{ code: 'customers/pattern-unusable', details: { why } },
    })
  }
})
