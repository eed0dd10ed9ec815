import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../server/src/kernel/database.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { type Loop, runLoop } from '../server/src/kernel/loops.ts'
import { type InWork, startWork } from '../server/src/kernel/work.ts'
import { journeysLoops } from '../server/src/modules/journeys/index.ts'
import { startServer } from './child.ts'
import { call, openDoor, send, settled } from './crowd.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import type { Finding, Settings } from './run.ts'

const port = 3987
const models = 20
const event = 'Bench Began'

/**
 * So many who wait in a journey, a million unless `--runs` says otherwise: what a waiting run takes, how
 * many due steps two workers take in a second, and how soon after it is due one is done while all the
 * others wait. Beside it two connections that find and update the same rows in bare SQL.
 */
export const bench = ({ runs = 1_000_000 }: Settings): Promise<Finding> =>
  inEmptyHouse((house) => measure(house, runs))

async function measure(house: BenchHouse, runs: number): Promise<Finding> {
  const journeyId = await modelRuns(house)
  await multiply(house, journeyId, runs)
  const waiting = await count(house, journeyId)
  const bytes = await bytesOf(house)
  progress(`${waiting} wait, ${round(bytes / waiting)} bytes each`)

  const taken = Math.min(100_000, Math.floor(runs / 4))
  await makeDue(house, journeyId, taken)
  const bare = await bareRate(house, journeyId, taken)
  progress(`bare ${round(bare)}/s`)
  await makeDue(house, journeyId, taken)
  const rate = await claimRate(house, taken)
  progress(`two workers ${round(rate)}/s`)
  const latencies = await latency(house, journeyId)
  return {
    figures: {
      ...{ waiting, bytesPerRun: round(bytes / waiting), stepsPerSecond: round(rate) },
      dueToDoneP50: round(percentile(latencies, 50), 1),
      dueToDoneP99: round(percentile(latencies, 99), 1),
      timed: latencies.length,
    },
    ceiling: { stepsPerSecond: round(bare) },
    ratio: round(rate / bare, 2),
  }
}

/** A few people who came in by the doors: what their runs look like, all others will. */
async function modelRuns(house: BenchHouse): Promise<string> {
  const base = `http://127.0.0.1:${port}`
  const server = await startServer(house.environment, port, 'all')
  const door = await openDoor(house, base)
  const delay = (id: string, days: number, next: string) => ({
    ...{ id, kind: 'delay', seconds: days * 86_400, next },
  })
  const { id } = await call<{ id: string }>(door, '/api/journeys', {
    name: 'bench',
    definition: {
      entry: { kind: 'event', event, key: 'cart_id' },
      ...{ reentry: 'always', first: 'first' },
      steps: [
        delay('first', 30, 'second'),
        delay('second', 30, 'end'),
        { id: 'end', kind: 'exit' },
      ],
    },
  })
  await call(door, `/api/journeys/${id}/publish`, {})
  await send(
    door,
    Array.from({ length: models }, (_, at) => ({
      ...{ type: 'track', event, userId: `model-${at}`, messageId: `model-${at}` },
      properties: { cart_id: `cart-${at}`, total: 42.5, currency: 'EUR', products: [product] },
    })),
  )
  await settled(house)
  while ((await count(house, id)) < models) await pause(50)
  await server.stop()
  return id
}

const product = { product_id: 'p1', sku: 'lip-1', name: 'Baume', price: 12.5, quantity: 1 }

/** The same rows for other people. */
async function multiply({ db }: BenchHouse, journeyId: string, runs: number): Promise<void> {
  const portion = 50_000
  for (let done = models; done < runs; ) {
    const times = Math.ceil(Math.min(portion, runs - done) / models)
    await sql`
      insert into journeys.run (customer_id, id, journey_id, version_id, key, place, state, step, due_at,
        entered_at, holdout, snapshot, path, origin_id, before_step, memory)
      select new.id, gen_random_uuid(), journey_id, version_id, key, place, state, step,
        due_at + random() * interval '20 days', entered_at, holdout, snapshot, path, new.id,
        before_step, memory
      from journeys.run, generate_series(1, ${times}), lateral (select gen_random_uuid() as id) as new
      where journey_id = ${journeyId}
        and customer_id in (select customer_id from customers.customer)`.execute(db)
    done += times * models
    progress(`${done} of ${runs} made`)
  }
  await sql`vacuum analyze journeys.run`.execute(db)
}

async function count({ db }: BenchHouse, journeyId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from journeys.run
    where journey_id = ${journeyId} and state = 'waiting'`.execute(db)
  return rows[0]?.n ?? 0
}

async function bytesOf({ db }: BenchHouse): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select pg_total_relation_size('journeys.run')::text as bytes`.execute(db)
  return Number(rows[0]?.bytes)
}

/** So many who have not been looked at yet are due since a moment ago. */
async function makeDue({ db }: BenchHouse, journeyId: string, n: number): Promise<void> {
  await sql`
    update journeys.run set due_at = now() - interval '1 second' where (customer_id, id) in (
      select customer_id, id from journeys.run
      where journey_id = ${journeyId} and state = 'waiting' and step = 'first' and due_at > now()
      order by due_at desc limit ${n})`.execute(db)
  await sql`vacuum analyze journeys.run`.execute(db)
}

/** Find a hundred that are due, move them on if nobody else has: two connections at once. */
async function bareRate({ db }: BenchHouse, journeyId: string, n: number): Promise<number> {
  const begun = performance.now()
  const take = async () => {
    for (;;) {
      const took = await db.transaction().execute((tx) => takeBare(tx, journeyId))
      if (took === 0) return
    }
  }
  await Promise.all([take(), take()])
  return n / ((performance.now() - begun) / 1000)
}

async function takeBare(tx: Tx, journeyId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with due as (
      select customer_id, id, revision from journeys.run
      where journey_id = ${journeyId} and state = 'waiting' and due_at <= now()
      order by due_at limit 100 for update skip locked
    )
    update journeys.run set due_at = now() + interval '30 days', step = 'second',
      revision = run.revision + 1
    from due where run.customer_id = due.customer_id and run.id = due.id
    returning run.id`.execute(tx)
  return rows.length
}

const dueLoopsOf = (inWork: InWork): Loop[] =>
  journeysLoops({ inWork, log: openLog('warn', 2) }).filter(({ name }) => name.includes('/due-'))

async function claimRate({ inWork }: BenchHouse, n: number): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    dueLoopsOf(inWork).map(async (loop) => {
      while (await loop.run());
    }),
  )
  return n / ((performance.now() - begun) / 1000)
}

const perSecond = 100
const seconds = 20

/** A hundred come due each second, the workers rest in between, and everybody else waits on. */
async function latency(house: BenchHouse, journeyId: string): Promise<number[]> {
  const { db, signals } = house
  const from = new Date(Date.now() + 3000)
  const timed = await sql<{ id: string; due_at: Date }>`
    with chosen as (
      select customer_id, id, row_number() over () as place from journeys.run
      where journey_id = ${journeyId} and state = 'waiting' and step = 'first' and due_at > now()
      limit ${perSecond * seconds}
    )
    update journeys.run set due_at = ${from}::timestamptz + chosen.place * interval '1 second' / ${perSecond}::int
    from chosen where run.customer_id = chosen.customer_id and run.id = chosen.id
    returning run.id, due_at`.execute(db)
  const dues = new Map(timed.rows.map((row) => [row.id, row.due_at.getTime()]))
  const committed = new Map<string, number>()
  const plain = startWork(db)
  // What a transaction did bears the moment of its beginning; when it was done is known here.
  const inWork: InWork = async (task) => {
    let at = ''
    const result = await plain((work) => {
      at = work.now.toISOString()
      return task(work)
    })
    committed.set(at, Date.now())
    return result
  }
  const loops = dueLoopsOf(inWork).map((loop) =>
    runLoop(loop, { db, signals, log: openLog('warn', 2), now: () => new Date() }),
  )
  await pause(from.getTime() - Date.now() + seconds * 1000 + 3000)
  for (const loop of loops) await loop.stop()
  const { rows } = await sql<{ id: string; path: { what: string; at: string }[] }>`
    select id, path from journeys.run
    where journey_id = ${journeyId} and id = any(${[...dues.keys()]}::uuid[])`.execute(db)
  return rows.flatMap(({ id, path }) => {
    const took = path.find(({ what }) => what === 'time-out')?.at
    const done = took === undefined ? undefined : committed.get(took)
    const due = dues.get(id)
    return done === undefined || due === undefined ? [] : [done - due]
  })
}
