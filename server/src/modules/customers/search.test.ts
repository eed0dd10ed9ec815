import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { distance } from '../../kernel/likeness.ts'
import type { CustomerPage } from './contract.ts'
import { findBy } from './index.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>
let headers: { authorization: string }

beforeAll(async () => {
  line = await startLine()
  shop = await line.source('server')
  headers = await line.as('associate')
  await tell(
    person('u-100', { firstName: 'Sophie', lastName: 'Lefèvre', email: 'sophie.l@mail.example' }),
    person('u-101', { firstName: 'Zoé', lastName: 'Martin', phone: '06 39 98 55 44' }),
    person('u-102', { firstName: 'Martine', lastName: 'Œuvrard', loyaltyCard: 'MC 2000-417' }),
    person('u-103', { name: 'Hélène Martin-Dupont' }),
    { type: 'page', anonymousId: 'a-stranger' },
    {
      type: 'track',
      event: 'Order Completed',
      userId: 'u-100',
      properties: { order_id: 'W-2026-0042', revenue: 20 },
    },
  )
})
afterAll(() => line.stop())

const person = (userId: string, traits: object) => ({ type: 'identify', userId, traits })
const tell = async (...events: object[]) => {
  await line.send(shop, events)
  await line.settle()
}
const ask = async (search: string): Promise<CustomerPage> => {
  const url = `/api/customers?search=${encodeURIComponent(search)}`
  return (await line.app.http.inject({ url, headers })).json()
}
const names = async (search: string) => (await ask(search)).customers.map(({ name }) => name)

describe('somebody is found', () => {
  test.each([
    ['by a name without its accents', 'lefevre', 'Sophie Lefèvre'],
    ['by a name in capitals, with accents that it does not have', 'SÔPHIE', 'Sophie Lefèvre'],
    ['by the beginnings of two names, in any order', 'lef so', 'Sophie Lefèvre'],
    ['by a name whose letters are written together', 'oeuvrard', 'Martine Œuvrard'],
    ['by an address', 'Sophie.L@Mail.example', 'Sophie Lefèvre'],
    ['by a number written as at home', '0639985544', 'Zoé Martin'],
    ['by a number written as abroad', '+33 (0)6 39 98 55 44', 'Zoé Martin'],
    ['by the beginning of a number', '06 39 98', 'Zoé Martin'],
    ['by the end of a number', '985544', 'Zoé Martin'],
    ['by a card, grouped in another way', 'mc2000 417', 'Martine Œuvrard'],
    ['by the number of an order', 'w-2026-0042', 'Sophie Lefèvre'],
    ['by their own number', 'U-103', 'Hélène Martin-Dupont'],
    ['by a name heard and not read', 'sofie lefebvre', 'Sophie Lefèvre'],
    ['by a name with two letters exchanged', 'heelne', 'Hélène Martin-Dupont'],
  ])('%s', async (_, search, name) => {
    expect((await names(search))[0]).toBe(name)
  })

  test('and who bears the very name comes before whose name begins with it', async () => {
    expect(await names('martin')).toEqual(['Hélène Martin-Dupont', 'Zoé Martin', 'Martine Œuvrard'])
  })

  test('and the answer says whether by a number, by words, or by words that come near', async () => {
    const found = async (search: string) => (await ask(search)).customers[0]?.match
    expect(await found('W-2026-0042')).toBe('identifier')
    expect(await found('sophie')).toBe('words')
    expect(await found('sofie')).toBe('near')
  })
})

test('nobody is found by a sign of SQL, and strangers are not listed', async () => {
  for (const search of ['%', '_', "'", '\\', 'xyzzyx', '!!!']) {
    expect((await ask(search)).customers.filter(({ match }) => match === 'words')).toEqual([])
  }
  expect(await names('')).toHaveLength(4)
  expect(await names('a-stranger')).toEqual([])
})

test('who changes their name is found by the new one only', async () => {
  await tell(person('u-104', { firstName: 'Yasmine', lastName: 'Benali' }))
  expect(await names('benali')).toEqual(['Yasmine Benali'])
  await tell(person('u-104', { lastName: 'Rochefort' }))
  expect(await names('benali')).toEqual([])
  expect(await names('rochefort')).toEqual(['Yasmine Rochefort'])
})

test('two who prove to be one are found once, by what either of them said', async () => {
  await tell(
    { type: 'identify', anonymousId: 'b-1', traits: { email: 'oscar@mail.example' } },
    person('u-105', { firstName: 'Oscar', lastName: 'Quenneville' }),
  )
  await tell({ type: 'track', event: 'Signed In', anonymousId: 'b-1', userId: 'u-105' })
  expect(await names('quenneville')).toEqual(['Oscar Quenneville'])
  expect(await names('oscar mail')).toEqual(['Oscar Quenneville'])
})

test('a word that nobody has any more is forgotten, and so is who is gone', async () => {
  const has = async (word: string) => {
    const { rows } = await sql`select from customers.word where word = ${word}`.execute(line.db)
    return rows.length > 0
  }
  await tell(person('u-106', { lastName: 'Vandenbroucke' }))
  const id = await findBy(line.db, 'user_id', 'u-106')
  await line.db
    .deleteFrom('customers.customer')
    .where('customer_id', '=', id ?? '')
    .execute()
  expect(await has('vandenbroucke')).toBe(true)
  await line.app.jobs.find(({ name }) => name === 'customers/forget-findings')?.run({})
  expect(await has('vandenbroucke')).toBe(false)
  expect(await has('sophie')).toBe(true)
  expect((await ask('vandenbroucke')).customers).toEqual([])
})

test('a slip costs one, whichever kind it is', () => {
  for (const slip of ['sofhie', 'sopie', 'sopphie', 'spohie']) {
    expect(distance(slip, 'sophie')).toBe(1)
  }
  expect(distance('', 'sophie')).toBe(6)
  expect(distance('sofie', 'sophie')).toBe(2)
})
