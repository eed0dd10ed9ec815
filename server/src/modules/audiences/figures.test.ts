import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAudiences } from '../../../test/build-audiences.ts'
import { type Line, startLine } from '../../../test/line.ts'
import type { Condition } from './condition-contract.ts'
import type { RfmLeaf } from './figure-leaf-contract.ts'
import type { PersonaSearch } from './personas/contract.ts'
import type { RfmGrid } from './rfm/contract.ts'

const day = 86_400_000

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let headers: { authorization: string }

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-21T10:00:00Z') })
  source = await line.source('server')
  headers = await line.as()
})
afterAll(() => line.stop())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const call = async (method: Method, url: string, payload?: object) => {
  const answer = await line.app.http.inject({ method, url, headers, ...(payload && { payload }) })
  if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
  return answer.body && answer.headers['content-type']?.includes('json')
    ? answer.json()
    : answer.body
}
const runJob = async (name: string, payload: object) => {
  await line.app.jobs.find((job) => job.name === name)?.run(payload)
}

async function draw(condition: Condition, name = 'drawn'): Promise<string> {
  const { id } = await call('POST', '/api/audiences', { name, condition })
  await buildAudiences(line.app.loops)
  return id
}
const idOf = async (userId: string) =>
  (await call('GET', `/api/customers/by/user_id/${userId}`)).id as string
const members = async (id: string): Promise<string[]> =>
  (await call('GET', `/api/audiences/${id}/members?limit=200`)).members.map(
    ({ customerId }: { customerId: string }) => customerId,
  )
const sizeOf = async (condition: Condition) =>
  (await call('POST', '/api/audiences/size', { condition })).size as number

const order = (userId: string, n: number, daysAgo: number, revenue: number, more = {}) => ({
  ...{ type: 'track', event: 'Order Completed', userId, messageId: `${userId}-${n}` },
  timestamp: new Date(line.now.getTime() - daysAgo * day).toISOString(),
  properties: { order_id: `${userId}-${n}`, revenue, currency: 'EUR', ...more },
})
const identify = (userId: string, traits: object) => ({
  ...{ type: 'identify', userId, messageId: `i-${userId}-${JSON.stringify(traits)}`, traits },
})

/** Even ones read on the web and buy seldom, odd ones buy care in the app again and again. */
function lifeOf(person: number): object[] {
  const userId = `p-${person}`
  const reads = person % 2 === 0
  const category = reads ? 'books' : 'care'
  const views = Array.from({ length: reads ? 12 : 1 }, (_, n) => ({
    ...{ type: 'track', event: 'Product Viewed', userId, messageId: `${userId}-v-${n}` },
    properties: { category },
    context: { channel: reads ? 'web' : 'app' },
  }))
  const products = [{ category, quantity: 1, price: 20 }]
  const orders = Array.from({ length: reads ? 1 : 6 }, (_, n) =>
    order(userId, n, (reads ? 200 : 2) + n, reads ? 12 : 90, { products }),
  )
  return [...views, ...orders]
}

describe('personas', () => {
  test('are found in what customers do, named by a person, and make an audience', async () => {
    const batch = Array.from({ length: 60 }, (_, person) => lifeOf(person)).flat()
    for (let from = 0; from < batch.length; from += 400) {
      await line.send(source, batch.slice(from, from + 400))
    }
    await line.settle()
    const { id: searchId } = await call('POST', '/api/persona-searches', { wanted: 2 })
    await expect(call('POST', '/api/persona-searches', {})).rejects.toThrow('409')
    await runJob('audiences/personas', { searchId })
    const searches: PersonaSearch[] = await call('GET', '/api/persona-searches')
    const [found] = searches
    expect(found).toMatchObject({ version: 1, state: 'done', personas: [{}, {}] })
    expect(found?.finding?.trials[0]?.stability).toBeGreaterThan(0.8)
    const persona = found?.personas.find(({ marks }) =>
      marks.some(({ name, score }) => name === 'category:books' && score > 0),
    )
    expect(persona?.marks.length).toBeGreaterThan(1)
    await call('PATCH', `/api/personas/${persona?.id}`, { name: 'Les lecteurs' })
    const id = await draw({ kind: 'persona', id: persona?.id ?? '' })
    const inIt = new Set(await members(id))
    expect(inIt.size).toBe(persona?.size)
    expect(inIt).toContain(await idOf('p-0'))
    expect(inIt).not.toContain(await idOf('p-1'))
    await expect(call('DELETE', `/api/persona-searches/${searchId}`)).rejects.toThrow('409')

    const again = await call('POST', '/api/persona-searches', { wanted: 2 })
    await runJob('audiences/personas', { searchId: again.id })
    const [second, first] = (await call('GET', '/api/persona-searches')) as PersonaSearch[]
    expect(second?.finding).toEqual(first?.finding)
    expect(first?.personas.find(({ name }) => name === 'Les lecteurs')).toBeDefined()
  })
})

describe('the cells of recency, frequency and money', () => {
  test('hold as many as the audience that is made of one, returns considered', async () => {
    const batch: object[] = []
    for (let person = 0; person < 40; person++) {
      for (let n = 0; n <= person % 5; n++) {
        batch.push(order(`rfm-${person}`, n, 1 + ((person * 37 + n * 61) % 500), 10 + person * 9))
      }
      if (person % 6 === 0) {
        const refund = { ...order(`rfm-${person}`, 0, 0, 0), event: 'Order Refunded' }
        const properties = { order_id: `rfm-${person}-0` }
        batch.push({ ...refund, messageId: `refund-${person}`, properties })
      }
    }
    await line.send(source, batch)
    await line.settle()
    for (const by of ['usual', 'quintiles']) {
      const grid: RfmGrid = await call('GET', `/api/audience-rfm?by=${by}`)
      expect(grid.cells.length).toBeGreaterThan(8)
      for (const cell of grid.cells) expect(await sizeOf(leafOf(grid, cell))).toBe(cell.customers)
    }
  })
})

function leafOf(grid: RfmGrid, cell: RfmGrid['cells'][number]): RfmLeaf {
  const range = (key: 'recency' | 'frequency' | 'money', least: number) => {
    const from = grid.limits[key][cell[key] - 1] ?? least
    const to = grid.limits[key][cell[key]]
    return { from, ...(to !== undefined && { to }) }
  }
  return {
    ...{ kind: 'rfm', currency: grid.currency },
    ...{ recency: range('recency', 0), frequency: range('frequency', 1), money: range('money', 0) },
  }
}

test('a forecast decides at once, says when there is none, and goes with who absorbed its customer', async () => {
  await line.send(source, [identify('f-1', { city: 'Lille' }), identify('f-2', { city: 'Lille' })])
  await line.settle()
  const [one, two] = [await idOf('f-1'), await idOf('f-2')]
  const risk = { kind: 'predicted', name: 'churn', op: 'gte', value: 0.5 } as const
  const id = await draw(risk)
  const stranger = '00000000-0000-7000-8000-000000000001'
  const values = [
    { customerId: one, value: 0.7 },
    { customerId: two, value: 0.2 },
    { customerId: stranger, value: 1 },
  ]
  expect(await call('POST', '/api/audience-predictions/churn', { values })).toEqual({
    ...{ kept: 2, unknown: [stranger] },
  })
  expect(await members(id)).toEqual([one])
  expect(await call('GET', '/api/audience-predictions')).toMatchObject([
    { name: 'churn', customers: 2, least: 0.2, most: 0.7 },
  ])
  const other = await draw({ ...risk, name: 'value' })
  const why = await call('GET', `/api/audiences/${other}/why/${one}`)
  expect(why.leaves[0]).toMatchObject({ is: false, found: null })
  await line.send(source, [
    identify('f-1', { email: 'same@example.fr' }),
    identify('f-2', { email: 'same@example.fr' }),
  ])
  await call('DELETE', '/api/audience-predictions/churn')
  expect(await members(id)).toEqual([])
})

test('a distance is measured from where somebody lives to the nearest place, or to their usual shop', async () => {
  const places = [
    { name: 'Lille', latitude: 50.6405, longitude: 3.0633 },
    { name: 'Lyon', latitude: 45.7589, longitude: 4.8335 },
  ]
  expect(await call('PUT', '/api/audience-places', places)).toEqual(places)
  await line.send(source, [
    // Roubaix, who buys at Lyon; Villeurbanne; and somebody who tells no address.
    identify('d-1', { address: { latitude: 50.6927, longitude: '3.1778' } }),
    identify('d-2', { lat: 45.7719, lng: 4.8902 }),
    identify('d-3', { city: 'Lille' }),
    order('d-1', 1, 3, 20, { shop: 'Lyon' }),
  ])
  await line.settle()
  const near: Condition = { kind: 'distance', which: 'nearest', places, is: 'within', km: 12 }
  const id = await draw(near)
  const [one, two, three] = [await idOf('d-1'), await idOf('d-2'), await idOf('d-3')]
  expect((await members(id)).sort()).toEqual([one, two].sort())
  const usual = await draw({ ...near, which: 'favourite', is: 'beyond', km: 500 })
  expect(await members(usual)).toEqual([one])
  const why = await call('GET', `/api/audiences/${usual}/why/${one}`)
  expect(why.leaves[0].found).toMatchObject({ place: 'Lyon' })
  expect(why.leaves[0].found.km).toBeGreaterThan(550)
  expect((await call('GET', `/api/audiences/${id}/why/${three}`)).leaves[0]).toMatchObject({
    ...{ is: false, found: null },
  })
  // They move: the trait says so.
  await line.send(source, [identify('d-2', { lat: 48.85, lng: 2.35 })])
  await line.settle()
  expect(await members(id)).toEqual([one])
})

test('the history of an audience shows its size, who came and who went, in the days of the brand', async () => {
  await line.send(source, [identify('s-1', { ring: 'ruby' }), identify('s-2', { ring: 'opal' })])
  await line.settle()
  const id = await draw({ kind: 'trait', path: 'ring', op: 'eq', value: 'ruby' })
  line.now = new Date('2026-11-22T22:30:00Z')
  await line.send(source, [identify('s-2', { ring: 'ruby' })])
  await line.settle()
  await runJob('audiences/sizes', {})
  // Half an hour before midnight in London is another day in Paris.
  line.now = new Date('2026-11-22T23:30:00Z')
  await line.send(source, [identify('s-1', { ring: 'jade' }), identify('s-2', { ring: 'jade' })])
  await line.settle()
  await runJob('audiences/sizes', {})
  const days = await call('GET', `/api/audiences/${id}/sizes?days=4`)
  expect(days).toEqual([
    { day: '2026-11-20', entered: 0, departed: 0, members: null },
    { day: '2026-11-21', entered: 0, departed: 0, members: 1 },
    { day: '2026-11-22', entered: 1, departed: 0, members: 2 },
    { day: '2026-11-23', entered: 0, departed: 2, members: 0 },
  ])
})

test('who is in an audience can be had as a file, and that is written down', async () => {
  const traits = {
    badge: 'x',
    firstName: '=Sophie',
    lastName: 'Le "Goff"',
    email: 'csv@example.fr',
  }
  await line.send(source, [identify('c-1', traits)])
  await line.settle()
  const id = await draw({ kind: 'trait', path: 'badge', op: 'eq', value: 'x' })
  const file = String(await call('GET', `/api/audiences/${id}/members.csv`))
  const [head, row] = file.split('\r\n')
  expect(head).toContain('customer_id,name,email,phone,since')
  expect(row).toContain(`"'=Sophie Le ""Goff""",csv@example.fr`)
  const { lines } = await call('GET', '/api/audit')
  expect(JSON.stringify(lines)).toContain('audiences/exported')
})
