import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { findBy } from './people.ts'
import type { HouseholdMember } from './profile-contract.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>
let headers: { authorization: string }

beforeAll(async () => {
  line = await startLine()
  shop = await line.source('server')
  headers = await line.as('agent')
  const at = (street: string, postalCode: string) => ({ address: { street, postalCode } })
  await line.send(shop, [
    person('h-mother', { firstName: 'Inès', ...at('12, rue des Lilas', '59000') }),
    person('h-son', { firstName: 'Noé', ...at('12 Rue des LILAS', '59 000') }),
    person('h-elsewhere', { firstName: 'Ève', ...at('12 rue des Lilas', '75011') }),
    person('h-town', { firstName: 'Max', address: { city: 'Lille', postalCode: '59000' } }),
    ...Array.from({ length: 10 }, (_, n) =>
      person(`h-tower-${n}`, { firstName: `Tour ${n}`, ...at('1 tour Europe', '92400') }),
    ),
  ])
  await line.settle()
})
afterAll(() => line.stop())

const person = (userId: string, traits: object) => ({ type: 'identify', userId, traits })
const idOf = async (userId: string) => (await findBy(line.db, 'user_id', userId)) ?? ''
const household = async (userId: string): Promise<HouseholdMember[]> => {
  const url = `/api/customers/${await idOf(userId)}/household`
  return (await line.app.http.inject({ url, headers })).json()
}
const say = async (one: string, other: string, together: boolean) =>
  line.app.http.inject({
    method: 'PUT',
    url: `/api/customers/${await idOf(one)}/household/${await idOf(other)}`,
    headers,
    payload: { together },
  })

test('who lives at the same address is suggested, and nobody else', async () => {
  expect(await household('h-mother')).toMatchObject([
    { name: 'Noé', share: ['address'], confirmedAt: null },
  ])
  expect(await household('h-elsewhere')).toEqual([])
  expect(await household('h-town')).toEqual([])
})

test('an address that many share is no household', async () => {
  expect(await household('h-tower-1')).toEqual([])
})

test('what a person confirms holds for both, also when they move apart', async () => {
  expect((await say('h-mother', 'h-son', true)).statusCode).toBe(204)
  await line.send(shop, [
    person('h-son', { address: { street: '3 quai Ouest', postalCode: '35000' } }),
  ])
  await line.settle()
  expect(await household('h-son')).toMatchObject([
    { name: 'Inès', share: [], confirmedAt: line.now.toISOString() },
  ])
  expect(await household('h-mother')).toMatchObject([{ name: 'Noé' }])
})

test('what a person refuses is suggested no more, and nobody is their own household', async () => {
  await say('h-son', 'h-mother', false)
  expect(await household('h-mother')).toEqual([])
  expect((await say('h-son', 'h-son', true)).statusCode).toBe(404)
})

test('whoever may only look may not decide', async () => {
  const answer = await line.app.http.inject({
    method: 'PUT',
    url: `/api/customers/${await idOf('h-son')}/household/${await idOf('h-town')}`,
    headers: await line.as('analyst'),
    payload: { together: true },
  })
  expect(answer.statusCode).toBe(403)
})
