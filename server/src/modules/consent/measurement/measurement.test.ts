import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../../test/line.ts'
import { allTables } from '../../../app.ts'
import { houseMails, lastClicks } from '../../messages/index.ts'
import { openLinks, retentionNight } from '../index.ts'

let line: Line
let source: Awaited<ReturnType<Line['source']>>
let officer: { authorization: string }

beforeAll(async () => {
  line = await startLine()
  source = await line.source()
  officer = await line.as('data_officer')
})
afterAll(() => line.stop())

const one = '0192f8a0-0000-7000-8000-000000000001'
const other = '0192f8a0-0000-7000-8000-000000000002'
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const look = (visitor: string, path: string, more: object = {}, agent = browser) =>
  line.app.http.inject({
    ...{ method: 'POST', url: '/v1/measure' },
    headers: { 'content-type': 'text/plain', 'user-agent': agent, origin: 'https://shop.example' },
    payload: JSON.stringify({ writeKey: source.writeKey, visitor, path, ...more }),
  })
const sums = async () =>
  (await line.app.http.inject({ url: '/api/consent/measurement', headers: officer })).json()

test('counts pages and people without knowing anybody, and joins no profile', async () => {
  const answer = await look(one, '/rayon?email=sophie@example.fr')
  expect(answer.statusCode).toBe(204)
  expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example')
  await look(one, '/rayon')
  await look(one, '/panier')
  await look(other, '/rayon')
  await look(other, '/rayon', {}, 'Googlebot/2.1 (+http://www.google.com/bot.html)')
  await line.settle()
  expect(await sums()).toEqual({
    days: [{ day: '2026-11-21', views: 4, visitors: 2 }],
    pages: [
      { path: '/rayon', views: 3, visitors: 2 },
      { path: '/panier', views: 1, visitors: 1 },
    ],
  })
  for (const table of ['thread.event', 'thread.unidentified', 'customers.customer']) {
    const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(line.db)
    expect(rows).toEqual([])
  }
})

test('takes nothing that could name somebody, nor from who has no key', async () => {
  expect((await look(one, '/x', { userId: 'MC-1' })).statusCode).toBe(400)
  expect((await look(one, '/x', { writeKey: 'nobody' })).statusCode).toBe(401)
})

test('forgets who was counted with the day, and the sums after 25 months', async () => {
  const night = async () =>
    retentionNight({
      ...{ inWork: line.inWork, tables: allTables, lastClicks, recipients: [] },
      ...{ post: houseMails(line.inWork), baseUrl: 'http://localhost' },
      links: await openLinks(line.db, line.now),
    })
  line.now = new Date('2026-11-22T02:40:00Z')
  await night()
  expect(await line.db.selectFrom('consent.measured').selectAll().execute()).toEqual([])
  expect((await sums()).days).toHaveLength(1)
  line.now = new Date('2028-12-23T02:40:00Z')
  expect(await night()).toMatchObject({ measurement: 3 })
})
