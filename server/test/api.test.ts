import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess, Right } from '../src/modules/team/index.ts'
import { type Line, startLine } from './line.ts'

interface Operation {
  readonly summary?: string
}

let line: Line
let routes: { url: string; method: string; access: string | undefined }[]

beforeAll(async () => {
  line = await startLine()
  routes = line.app.http.stated.map(({ url, method, config }) => {
    return { url, method: String(method), access: config?.access }
  })
})
afterAll(() => line.stop())

test('every route says who may call it, by a right that exists', () => {
  const known: readonly string[] = [...openAccess, ...Right.options]
  expect(routes.length).toBeGreaterThan(40)
  expect(routes.filter(({ access }) => !access || !known.includes(access))).toEqual([])
})

test('nothing of the team’s is open: what is public is what customers and clients need', () => {
  const open = routes.filter(({ url, access }) => access === 'public' && url.startsWith('/api/'))
  const team = 'sign-in|sign-out|owner|people/join|openapi.json|docs|demo$'
  const customers = 'shop/|payments/webhooks/'
  const expected = new RegExp(`^/api/(${team}|${customers})`)
  expect(open.filter(({ url }) => !expected.test(url))).toEqual([])
})

test('a caller without a key gets nowhere, and one without the right is told which it lacks', async () => {
  const url = '/api/customers'
  expect((await line.app.http.inject(url)).statusCode).toBe(401)
  const refused = await line.app.http.inject({ url: '/api/keys', headers: await line.as('agent') })
  expect(refused.statusCode).toBe(403)
  expect(refused.json()).toMatchObject({ details: { right: 'team:read' } })
})

test('every operation that is shown says in one line what it is for', async () => {
  const { body } = await line.app.http.inject('/api/openapi.json')
  const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, Operation>> }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({ path, method, summary })),
  )
  expect(operations.length).toBeGreaterThan(200)
  const oneLine = /^\S.{1,78}\S$/
  expect(operations.filter(({ summary }) => !oneLine.test(summary ?? ''))).toEqual([])
})

test('the description of the API in docs/openapi.json is that of the routes (-u renews it)', async () => {
  const { body } = await line.app.http.inject('/api/openapi.json')
  await expect(`${JSON.stringify(JSON.parse(body), null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/openapi.json',
  )
})
