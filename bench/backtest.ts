import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { buildApp } from '../server/src/app.ts'
import { wordings } from '../server/src/demo/wordings.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { runLoop } from '../server/src/kernel/loops.ts'
import { publishWording } from '../server/src/modules/consent/index.ts'
import { installTemplates } from '../server/src/modules/messages/index.ts'
import { call, type Door, openDoor } from './crowd.ts'
import { emptyHistory, fillHistory, type History, retell } from './history.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const customers = Number(process.env.BENCH_CUSTOMERS ?? 100_000)
const events = Number(process.env.BENCH_EVENTS ?? 5_000_000)
const proven = { customers: 200, events: 10_000 }
const days = 90
const port = 3983

/**
 * Two journeys tried on ninety days of many people, asked for over HTTP while other requests are
 * answered: one that begins with an event, one with an audience that changes by events and by time.
 * Beside it, the bare reading of the same events from the same PostgreSQL. The history is written
 * directly; that the line would have made the same of it is proved on the first people: trials of both
 * find the same.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const app = await buildApp({ ...house, log: openLog('warn', 2) })
  await app.http.listen({ port, host: '127.0.0.1' })
  const door = await openDoor(house, `http://127.0.0.1:${port}`)
  await house.inWork(async (work) => {
    for (const wording of wordings) await publishWording(work, wording)
  })
  const journeys = await drawJourneys(house, door)
  const loop = app.loops.find(({ name }) => name === 'journeys/backtests')
  if (!loop) throw new Error('nobody does backtests')
  const running = runLoop(loop, { ...house, log: openLog('warn', 2), now: house.clock.now })
  const tryOn = (id: string) => tried(door, id)

  await prove(house, app, journeys, tryOn)
  const until = new Date(Date.now() - 60_000)
  progress(`writing ${events} events of ${customers} people`)
  await fillHistory(house, { customers, events, days, until })

  const byEvent = await tryOn(journeys.cart)
  progress(`by event: ${byEvent.seconds} s, ${byEvent.result.entered.runs} runs`)
  const byAudience = await tryOn(journeys.lapsing)
  progress(`by audience: ${byAudience.seconds} s, ${byAudience.result.entered.runs} runs`)
  const names = [
    'Identified',
    'Consent Given',
    'Product Added',
    'Order Completed',
    'Product Viewed',
  ]
  const bare = await bareReading(house.databaseUrl, names.slice(0, 4))
  const bareMore = await bareReading(house.databaseUrl, names)
  progress(
    `bare: ${bare.seconds} s of ${bare.rows} events, ${bareMore.seconds} s of ${bareMore.rows}`,
  )
  const cancelled = await cancelling(door, journeys.lapsing)
  await running.stop()
  await app.close()
  return {
    figures: {
      ...{ customers, events, days },
      seconds: byEvent.seconds,
      secondsByAudience: byAudience.seconds,
      entered: byEvent.result.entered.runs,
      enteredByAudience: byAudience.result.entered.runs,
      heard: byEvent.result.events,
      heardByAudience: byAudience.result.events,
      cancelledWithinMs: cancelled,
      answerP50: byAudience.p50,
      answerP99: byAudience.p99,
      answerMost: byAudience.most,
    },
    ceiling: { seconds: bare.seconds, secondsByAudience: bareMore.seconds },
    ratio: round(bare.seconds / byEvent.seconds, 2),
  }
}

interface Result {
  readonly events: number
  readonly entered: { readonly runs: number }
}
interface Backtest {
  readonly id: string
  readonly state: string
  readonly took: number
  readonly result: Result
}

/** Asks for a backtest and waits for it, while somebody looks at the list of journeys all the time. */
async function tried(door: Door, journey: string) {
  const path = `/api/journeys/${journey}/backtests`
  const { id } = await call<Backtest>(door, path, { days })
  const took: number[] = []
  for (;;) {
    for (let look = 0; look < 20; look++) {
      const begun = performance.now()
      await call(door, '/api/journeys')
      took.push(performance.now() - begun)
      await pause(25)
    }
    const found = await call<Backtest>(door, `${path}/${id}`)
    if (found.state === 'queued' || found.state === 'running') continue
    if (found.state !== 'done') throw new Error(`a backtest has ${found.state}`)
    const at = (percent: number) => round(percentile(took, percent), 1)
    const seconds = round(found.took / 1000, 1)
    return { seconds, result: found.result, p50: at(50), p99: at(99), most: at(100) }
  }
}

/** How soon after being cancelled nobody works on it any more and another can be asked for. */
async function cancelling(door: Door, journey: string): Promise<number> {
  const path = `/api/journeys/${journey}/backtests`
  const { id } = await call<Backtest>(door, path, { days })
  await pause(3000)
  const begun = performance.now()
  await call(door, `${path}/${id}/cancel`, {})
  const next = await call<Backtest>(door, path, { days: 1 })
  for (;;) {
    const { state } = await call<Backtest>(door, `${path}/${next.id}`)
    if (state !== 'queued') break
    await pause(20)
  }
  const ms = round(performance.now() - begun)
  await call(door, `${path}/${next.id}/cancel`, {}).catch(() => {}) // it may be done already
  return ms
}

async function drawJourneys(house: BenchHouse, door: Door) {
  const { abandonedCart: templateId } = await installTemplates(house.inWork)
  const message = { id: 'mail', kind: 'message', templateId, next: 'end' }
  const end = { id: 'end', kind: 'exit' }
  const draw = async (name: string, definition: object) =>
    (await call<{ id: string }>(door, '/api/journeys', { name, definition })).id
  const audience = await call<{ id: string }>(door, '/api/audiences', {
    name: 'lapsing',
    condition: {
      kind: 'all',
      of: [
        {
          ...{ kind: 'event', name: 'Order Completed', withinSeconds: 60 * 86_400 },
          count: { op: 'gte', n: 1 },
        },
        {
          ...{ kind: 'event', name: 'Product Viewed', withinSeconds: 7 * 86_400 },
          count: { op: 'eq', n: 0 },
        },
      ],
    },
  })
  return {
    cart: await draw('cart', {
      entry: { kind: 'event', event: 'Product Added', key: 'cart_id' },
      reentry: 'once-per-key',
      refresh: { on: [{ event: 'Product Added' }], remember: 'cart' },
      first: 'wait',
      steps: [{ id: 'wait', kind: 'delay', seconds: 3600, next: 'mail' }, message, end],
      exits: [{ event: 'Order Completed' }],
      goal: { event: 'Order Completed', attributionSeconds: 5 * 86_400, value: ['revenue'] },
    }),
    lapsing: await draw('lapsing', {
      entry: { kind: 'audience', audienceId: audience.id, change: 'entered' },
      reentry: 'after-completion',
      first: 'wait',
      steps: [{ id: 'wait', kind: 'delay', seconds: 86_400, next: 'mail' }, message, end],
      goal: { event: 'Order Completed', attributionSeconds: 7 * 86_400, value: ['revenue'] },
    }),
  }
}

type App = Awaited<ReturnType<typeof buildApp>>

/** Written directly and woven, the same history gives the same answer. */
async function prove(
  house: BenchHouse,
  app: App,
  journeys: Record<string, string>,
  tryOn: (id: string) => Promise<{ result: Result }>,
): Promise<void> {
  const history: History = { ...proven, days, until: new Date(Date.now() - 60_000) }
  const results = async () => {
    const found: unknown[] = []
    for (const id of Object.values(journeys)) found.push((await tryOn(id)).result)
    return found
  }
  await fillHistory(house, history)
  const filled = await results()
  await retell(house)
  const weaver = app.loops.find(({ name }) => name === 'thread/weave')
  while (await weaver?.run());
  const woven = await results()
  await emptyHistory(house)
  if (!isDeepStrictEqual(filled, woven)) {
    throw new Error(`filled is not as woven: ${JSON.stringify([filled, woven]).slice(0, 4000)}`)
  }
  progress(`${proven.events} events filled are as ${proven.events} events woven`)
}

/** All events of these names, read by the customer as they lie, and nothing done with them. */
async function bareReading(url: string, names: readonly string[]) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const begun = performance.now()
  await client.query('begin')
  await client.query(
    `declare history no scroll cursor for
     select position, customer_id, id, type, name, at, received_at, channel, properties, historical
     from thread.event where name = any($1) order by customer_id, position`,
    [names],
  )
  let rows = 0
  for (;;) {
    const { rowCount } = await client.query('fetch 20000 from history')
    if (!rowCount) break
    rows += rowCount
  }
  const seconds = round((performance.now() - begun) / 1000, 1)
  await client.end()
  return { rows, seconds }
}
