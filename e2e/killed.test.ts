import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailWorld, mailWorld } from '../server/test/mail-world.ts'
import { type Api, openApi, type Source } from './parts/api.ts'
import { type House, moveIn, type Running } from './parts/house.ts'
import { type Load, startLoad } from './parts/load.ts'
import { startQuickJourney } from './parts/quick-journey.ts'

/**
 * The house at its worst: two apis and two workers on one embedded PostgreSQL, clients that never
 * stop, and `kill -9` of each in turn, of the database, and of all at once.
 */
let house: House
let world: MailWorld
let api: Api
let source: Source
let database: Client
const running: Record<'api' | 'secondApi' | 'worker' | 'secondWorker', Running> = {} as never

const roles = { api: 'api', secondApi: 'api', worker: 'worker', secondWorker: 'worker' } as const
type Name = keyof typeof roles

async function start(name: Name): Promise<void> {
  const again = running[name] && { port: running[name].port }
  running[name] = await house.start({ env: { ROLE: roles[name] }, ...again })
}

beforeAll(async () => {
  world = await mailWorld()
  house = await moveIn({ DEMO: '0', SMTP_URL: world.url })
  await start('api')
  await Promise.all([start('secondApi'), start('worker'), start('secondWorker')])
  api = await openApi(house, running.api)
  source = await api.source('Site')
  await startQuickJourney(api)
})
afterAll(async () => {
  await house?.leave()
  await world?.close()
})

const rows = async <Row>(sql: string): Promise<Row[]> => (await database.query(sql)).rows
const one = async (sql: string) => Number((await rows<{ n: number }>(sql))[0]?.n)

/** Goes on until so many more events are acknowledged: what was just killed must not stop it for good. */
async function goOn(load: Load, events = 300): Promise<void> {
  const until = load.total() + events
  await expect.poll(load.total, { timeout: 90_000 }).toBeGreaterThanOrEqual(until)
}

async function killPostgres(): Promise<void> {
  process.kill((await house.postmaster()) ?? 0, 'SIGKILL')
}

/** Everything that was set in motion has come to its end. */
async function settled(): Promise<void> {
  const quiet = `select (select count(*) from thread.inbox)
    + (select count(*) from journeys.run where state = 'waiting')
    + (select count(*) from messages.message where state = 'planned')
    + (select sum((select position from thread.weaver) - position) from thread.consumer) as n`
  await expect.poll(() => one(quiet), { timeout: 90_000 }).toBe(0)
}

test('whatever is killed under load, what was acknowledged is on the thread once and in order, and no cart is written about twice', async () => {
  const doors = () => [running.api.url, running.secondApi.url]
  const load = startLoad({ writeKey: source.writeKey, doors })
  await goOn(load)
  await running.worker.kill()
  await goOn(load)
  await Promise.all([start('worker'), running.api.kill()])
  await goOn(load)
  await start('api')
  await killPostgres()
  await goOn(load)
  await running.secondWorker.kill()
  await goOn(load)
  await Promise.all([killPostgres(), ...Object.values(running).map((process) => process.kill())])
  await start('api')
  await Promise.all([start('secondApi'), start('worker'), start('secondWorker')])
  await goOn(load)
  await load.end()
  database = await house.database()
  await settled()

  expect(await threadOf()).toEqual(new Map(load.acknowledged))
  await expectEachCartOnce(load)
}, 300_000)

/** How many events each user has on the thread, having seen that none is there twice or out of order. */
async function threadOf(): Promise<Map<string, number>> {
  const events = await rows<{ user: string; number: number; customer_id: string }>(`
    select properties->>'user' as user, (properties->>'number')::int as number, customer_id
    from thread.event where properties->>'user' is not null order by position`)
  const counts = new Map<string, number>()
  for (const { user, number } of events) {
    const next = counts.get(user) ?? 0
    expect(number, `the next event of ${user}`).toBe(next)
    counts.set(user, next + 1)
  }
  const people = new Set(events.map(({ user, customer_id }) => `${user} ${customer_id}`))
  expect(people.size).toBe(counts.size)
  return counts
}

async function expectEachCartOnce(load: Load): Promise<void> {
  const carts = [...load.acknowledged.values()].reduce((sum, n) => sum + Math.ceil(n / 20), 0)
  expect(await one('select count(*) as n from journeys.run')).toBe(carts)
  expect(await one('select count(distinct (customer_id, key)) as n from journeys.run')).toBe(carts)
  expect(await one(`select count(*) as n from thread.event where name = 'Journey Entered'`)).toBe(
    carts,
  )
  expect(await one('select count(*) as n from messages.message')).toBe(carts)
  expect(await one('select count(distinct run_id) as n from messages.message')).toBe(carts)

  const states = new Map<string, number>()
  const received = new Map<string, number>()
  for (const { messageId = '' } of world.mails) {
    const id = messageId.slice(1, 37)
    received.set(id, (received.get(id) ?? 0) + 1)
  }
  const messages = await rows<{ id: string; state: string }>(
    'select id, state from messages.message',
  )
  for (const { id, state } of messages) {
    states.set(state, (states.get(state) ?? 0) + 1)
    if (state === 'handed_over') expect(received.get(id), id).toBe(1)
    else expect(received.get(id) ?? 0, `${state} ${id}`).toBeLessThanOrEqual(1)
  }
  // A sender that was killed leaves at most what it had in hand: two batches of its lane.
  const handedOver = states.get('handed_over') ?? 0
  const unknown = (states.get('claimed') ?? 0) + (states.get('unknown') ?? 0)
  expect(handedOver + unknown).toBe(carts)
  expect(unknown).toBeLessThanOrEqual(4 * 64)
  // What a sender had in hand when all else was quiet is told a moment later.
  const untold = `select (select count(*) from messages.message where state = 'handed_over')
    - (select count(*) from thread.event where name = 'Email Sent') as n`
  await expect.poll(() => one(untold), { timeout: 30_000 }).toBe(0)
}
