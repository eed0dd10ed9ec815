import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../test/line.ts'
import { sources } from '../modules/thread/index.ts'
import { beginDemo } from './begin.ts'
import { passersLoop } from './passers-loop.ts'
import { storyOf } from './story.ts'
import { tellerLoop } from './tell.ts'
import { yearOf } from './year.ts'

let line: Line
const baseUrl = 'http://localhost:3000'
const customers = 150

beforeAll(async () => {
  line = await startLine({ demo: true, baseUrl })
  await line.inWork((work) => beginDemo(work, { baseUrl, customers }))
})
afterAll(() => line.stop())

/** Everything on the thread whose message id begins so, of customers and of nobody. */
const events = async (prefix = 'demo-7-') => {
  const columns = ['message_id', 'historical', 'at'] as const
  const of = (table: 'thread.event' | 'thread.unidentified') =>
    line.db.selectFrom(table).select(columns).where('message_id', 'like', `${prefix}%`).execute()
  return [...(await of('thread.event')), ...(await of('thread.unidentified'))]
}

/** The year and what becomes of it; the goods are another story. */
const told = () =>
  line.settle(({ name }) => !['demo/goods', 'demo/stock', 'demo/orders'].includes(name))

test('a telling that was cut off goes on where it was, and takes each event of the year once', async () => {
  const { db, inWork } = line
  // Three processes, each of which ends after a portion; two of them say the same one.
  await tellerLoop({ db, inWork, furnish: [] }).run()
  await tellerLoop({ db, inWork, furnish: [] }).run()
  const [one, other] = [
    tellerLoop({ db, inWork, furnish: [] }),
    tellerLoop({ db, inWork, furnish: [] }),
  ]
  await Promise.all([one.run(), other.run()])
  await told()

  const year = [
    ...yearOf({ seed: 7, customers, now: line.now.getTime(), shopUrl: `${baseUrl}/shop` }),
  ]
  const entered = await events()
  expect(entered.length).toBe(year.length)
  expect(new Set(entered.map(({ message_id }) => message_id)).size).toBe(year.length)
  const state = await storyOf(db)
  expect(state).toMatchObject({ done: true, next: year.length })
})

test('what happened up to six hours ago is history, what came after is news', async () => {
  const newest = line.now.getTime() - 6 * 3_600_000
  for (const { at, historical } of await events()) expect(historical).toBe(at.getTime() < newest)
})

test('nothing of the year is refused, and every known customer of it is recognised', async () => {
  const all = await sources(line.db)
  expect(all.map(({ refused }) => refused)).toEqual(all.map(() => 0))
  const { count } = await line.db
    .selectFrom('customers.customer')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBeGreaterThanOrEqual(customers)
})

test('the console reads how far the year is told', async () => {
  const answer = await line.app.http.inject({ url: '/api/demo' })
  expect(answer.json()).toMatchObject({ demo: true, story: { done: true, share: 1 } })
})

test('the owner moves the clock by an hour; a marketer may not, and a real brand has no such hand', async () => {
  const move = async (role: 'owner' | 'marketer', by: string) =>
    line.app.http.inject({
      method: 'POST',
      url: '/api/demo/clock',
      headers: await line.as(role),
      payload: { by },
    })
  expect((await move('marketer', 'hour')).statusCode).toBe(403)
  expect((await move('owner', 'hour')).json()).toMatchObject({ milliseconds: 3_600_000 })
})

test('people pass once the year is told, and stay at home when the owner says so', async () => {
  const { db, inWork } = line
  const loop = passersLoop({ db, inWork, now: () => line.now })
  const passed = async () => {
    line.now = new Date(line.now.getTime() + 25_000)
    for (let looks = 0; looks < 20; looks++) {
      line.now = new Date(line.now.getTime() + 25_000)
      await loop.run()
    }
    await told()
    return (await events('demo-live-')).length
  }
  const some = await passed()
  expect(some).toBeGreaterThan(10)
  const headers = await line.as('owner')
  const answer = await line.app.http.inject({
    method: 'PUT',
    url: '/api/demo/passers',
    headers,
    payload: { out: false },
  })
  expect(answer.statusCode).toBe(204)
  expect(await passed()).toBe(some)
})
