import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { buildApp } from '../server/src/app.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { startWork } from '../server/src/kernel/work.ts'
import type { Condition } from '../server/src/modules/audiences/condition-contract.ts'
import { publishWording } from '../server/src/modules/consent/index.ts'
import { commandLine, createKey } from '../server/src/modules/team/index.ts'
import { createSource } from '../server/src/modules/thread/index.ts'
import { benchNow, fillPeople, peopleState, toldBy } from './audience-people.ts'
import { type BenchHouse, inEmptyHouse, median, percentile, progress, round } from './house.ts'
import type { Finding } from './run.ts'

const customers = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000)
const weaveCounts = (process.env.BENCH_AUDIENCES ?? '50,500,2000').split(',').map(Number)
const proven = 150
const inOne = 2_000
const wovenEach = Number(process.env.BENCH_WOVEN ?? 20_000)

/**
 * Audiences over a million customers and ten million events: how long their size takes while somebody
 * types, how long one is built, and what weaving costs as there are more and more that an event cannot
 * touch. The customers are written directly; that this gives what the line would have made of their
 * events is proved on the first of them.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

type App = Awaited<ReturnType<typeof buildApp>>
type Headers = Record<string, string>

const day = 86_400
const event = (name: string, op: 'gte' | 'eq', n: number, days?: number, more = {}): Condition => ({
  ...{ kind: 'event', name, count: { op, n }, ...more },
  ...(days && { withinSeconds: days * day }),
})

/** Kinds of conditions; the last is the sentence of a marketer who knows what they want. */
const asked: Record<string, Condition> = {
  count: event('Order Completed', 'gte', 1, 90),
  trait: { kind: 'trait', path: 'tier', op: 'eq', value: 'gold' },
  consent: { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
  amount: {
    ...{ kind: 'amount', measure: 'sum', path: 'revenue', name: 'Order Completed' },
    ...{ withinSeconds: 365 * day, op: 'gte', value: 100 },
  },
  sequence: {
    ...{ kind: 'sequence', first: { name: 'Product Viewed' }, next: { name: 'Order Completed' } },
    ...{ withinSeconds: 7 * day, happens: true },
  },
  stage: { kind: 'stage', in: ['at_risk'] },
  rfm: { kind: 'rfm', recency: { from: 0, to: 90 }, frequency: { from: 2 }, currency: 'EUR' },
  sentence: {
    kind: 'all',
    of: [
      event('Order Completed', 'gte', 2, 90, {
        items: [{ path: 'category', op: 'eq', value: 'skin care' }],
      }),
      { kind: 'not', of: { kind: 'channel', which: 'used', channel: 'shop' } },
      { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
      { kind: 'message', did: 'sent', count: { op: 'eq', n: 0 }, withinSeconds: 10 * day },
    ],
  },
}

async function measure(house: BenchHouse): Promise<Finding> {
  const inWork = startWork(house.db, { clock: () => benchNow })
  const clock = { now: () => benchNow, demo: false }
  const app = await buildApp({ ...house, inWork, clock, log: openLog('warn', 2) })
  await app.http.ready()
  const { authorization, headers } = await inWork(async (work) => {
    const source = await createSource(work, { name: 'bench', kind: 'server' })
    await publishWording(work, {
      ...{ purpose: 'marketing', channel: 'email', version: 'bench', language: 'fr' },
      text: 'Je veux recevoir les nouvelles.',
    })
    const rights = ['audiences:read', 'audiences:write'] as const
    const { key } = await createKey(work, commandLine, { name: 'bench', rights: [...rights] })
    return {
      authorization: `Basic ${btoa(`${source.writeKey}:`)}`,
      headers: { authorization: `Bearer ${key}` },
    }
  })
  await prove(house, app, authorization)
  await fill(house)
  const figures: Record<string, number> = { customers, events: customers * 10 }
  const took = await sizes(app, headers, figures)
  await build(house, app, headers, figures)
  await buildBeside(app, { authorization, headers, figures })
  await weaving(house, app, { authorization, headers, figures })
  const bare = await bareCount(house)
  await app.close()
  return {
    figures,
    ceiling: { countFromCountersMilliseconds: round(bare, 1) },
    ratio: round(bare / percentile(took, 50), 2),
  }
}

async function settle(app: App): Promise<void> {
  for (let busy = true; busy; ) {
    busy = false
    for (const loop of app.loops) while (await loop.run()) busy = true
  }
}

/** Builds what there is to build, as the running product does. */
async function built(app: App): Promise<void> {
  const loop = app.loops.find(({ name }) => name === 'audiences/building')
  while (await loop?.run());
}

async function put(app: App, authorization: string, batch: object[]): Promise<void> {
  const answer = await app.http.inject({
    ...{ method: 'POST', url: '/v1/batch', headers: { authorization }, payload: { batch } },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}

async function prove(house: BenchHouse, app: App, authorization: string): Promise<void> {
  for (let n = 0; n < proven; n += 10) {
    const batch = Array.from({ length: 10 }, (_, index) => toldBy(n + index)).flat()
    await put(app, authorization, batch)
  }
  await settle(app)
  const woven = await peopleState(house)
  await empty(house)
  await fillPeople(house, 0, proven, 0)
  const filled = await peopleState(house)
  await empty(house)
  if (woven !== filled) {
    const at = [...woven].findIndex((letter, place) => letter !== filled[place])
    const near = (text: string) => text.slice(Math.max(0, at - 300), at + 300)
    throw new Error(`filled is not as woven:\n${near(woven)}\n${near(filled)}`)
  }
  progress(`${proven} customers filled are as ${proven} customers woven`)
}

async function empty({ db }: BenchHouse): Promise<void> {
  await sql`truncate customers.customer, customers.identity, customers.identifier, thread.event,
    audiences.tally, audiences.standing, consent.standing, consent.decision, thread.seen`.execute(
    db,
  )
}

async function fill(house: BenchHouse): Promise<void> {
  const begun = performance.now()
  for (let from = 0; from < customers; from += inOne) {
    await fillPeople(house, from, Math.min(inOne, customers - from), from * 10)
    if (from % 100_000 === 0) progress(`${from} customers`)
  }
  await sql`vacuum analyze`.execute(house.db)
  await sql`update thread.weaver set position = ${customers * 10 + 1}`.execute(house.db)
  await sql`update thread.consumer set position = ${customers * 10 + 1}`.execute(house.db)
  progress(`filled in ${round((performance.now() - begun) / 1000)} s`)
}

async function sizes(app: App, headers: Headers, figures: Record<string, number>) {
  const all: number[] = []
  for (const [kind, condition] of Object.entries(asked)) {
    const took: number[] = []
    for (let turn = 0; turn < 12; turn++) {
      const begun = performance.now()
      const answer = await app.http.inject({
        ...{ method: 'POST', url: '/api/audiences/size', headers, payload: { condition } },
      })
      if (turn > 1) took.push(performance.now() - begun)
      if (answer.statusCode !== 200) throw new Error(answer.body)
      const { size, low, high, looked } = answer.json()
      Object.assign(figures, { [`${kind}Size`]: size, [`${kind}Looked`]: looked })
      figures[`${kind}HalfWidthPercent`] = round(((high - low) / 2 / customers) * 100, 2)
    }
    all.push(...took)
    figures[`${kind}SizeP50Milliseconds`] = round(percentile(took, 50))
    figures[`${kind}SizeP95Milliseconds`] = round(percentile(took, 95))
    progress(
      `size by ${kind}: p50 ${round(percentile(took, 50))} ms, looked at ${figures[`${kind}Looked`]}, ± ${figures[`${kind}HalfWidthPercent`]} %`,
    )
  }
  return all
}

async function build(
  house: BenchHouse,
  app: App,
  headers: Headers,
  figures: Record<string, number>,
): Promise<void> {
  const payload = { name: 'built', condition: asked.count }
  const made = await app.http.inject({ method: 'POST', url: '/api/audiences', headers, payload })
  const { id } = made.json()
  const begun = performance.now()
  await built(app)
  figures.buildSeconds = round((performance.now() - begun) / 1000, 1)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audiences.member where audience_id = ${id}`.execute(house.db)
  figures.builtMembers = rows[0]?.n ?? 0
  // What was estimated before is known now.
  const off = Math.abs((figures.countSize ?? 0) - figures.builtMembers) / customers
  figures.estimateOffPercent = round(off * 100, 2)
  progress(`built over ${customers} in ${figures.buildSeconds} s, ${figures.builtMembers} members`)
}

interface Weaving {
  readonly authorization: string
  readonly headers: Headers
  readonly figures: Record<string, number>
}

/** The same stream woven by itself, and while an audience is built beside it; from inbox to thread. */
async function buildBeside(app: App, { authorization, headers, figures }: Weaving) {
  const alone = await paced(app, authorization, 'alone', pause(10_000))
  const payload = { name: 'beside', condition: asked.stage }
  await app.http.inject({ method: 'POST', url: '/api/audiences', headers, payload })
  const begun = performance.now()
  const building = built(app)
  const beside = await paced(app, authorization, 'beside', Promise.race([building, pause(30_000)]))
  await building
  figures.buildSecondsBesideEvents = round((performance.now() - begun) / 1000, 1)
  for (const [name, took] of Object.entries({ Alone: alone, BesideABuilding: beside })) {
    figures[`wovenP50${name}`] = round(percentile(took, 50), 1)
    figures[`wovenP99${name}`] = round(percentile(took, 99), 1)
  }
  progress(
    `25 events woven: p50 ${figures.wovenP50Alone}, p99 ${figures.wovenP99Alone} ms; beside a building ${figures.wovenP50BesideABuilding}, ${figures.wovenP99BesideABuilding} ms`,
  )
}

/** 500 events a second, 25 at a time, until something else is over; how long each 25 took. */
async function paced(app: App, authorization: string, run: string, over: Promise<unknown>) {
  const weaver = app.loops.find(({ name }) => name === 'thread/weave')
  const took: number[] = []
  let isOver = false
  over.then(() => {
    isOver = true
  })
  for (let from = 0; !isOver; from += 25) {
    const begun = performance.now()
    await put(app, authorization, stream(run, from, 25))
    while (await weaver?.run());
    const ms = performance.now() - begun
    took.push(ms)
    await pause(Math.max(1, 50 - ms))
  }
  return took
}

/**
 * Live audiences that no event of the stream can touch, more and more of them: in turns, since the
 * machine is not the same for minutes, and the first turn counts for none.
 */
async function weaving(house: BenchHouse, app: App, parts: Weaving): Promise<void> {
  const weaver = app.loops.find(({ name }) => name === 'thread/weave')
  const most = Math.max(...weaveCounts)
  for (let drawn = 1; drawn < most; drawn++) await draw(app, parts.headers, drawn)
  const rates = new Map(weaveCounts.map((count) => [count, [] as number[]]))
  for (let turn = 0; turn < 4; turn++) {
    for (const count of weaveCounts) {
      await live(house, count)
      const run = `${count}-${turn}`
      for (let from = 0; from < wovenEach; from += 500) {
        await put(app, parts.authorization, stream(run, from, 500))
      }
      const begun = performance.now()
      while (await weaver?.run());
      if (turn > 0) rates.get(count)?.push(wovenEach / ((performance.now() - begun) / 1000))
    }
  }
  for (const [count, found] of rates) {
    parts.figures[`wovenPerSecondWith${count}`] = round(median(found))
    progress(`${count} audiences: ${round(median(found))} events woven a second`)
    await live(house, count)
    await latency(app, parts, count)
  }
}

/** So many of those that were drawn first follow the thread, the others are off. */
async function live({ db }: BenchHouse, count: number): Promise<void> {
  await sql`update audiences.audience set built_to = null,
    state = case when number <= ${count} then 'live' else 'off' end`.execute(db)
  await sql`update audiences.turn set definitions = gen_random_uuid()`.execute(db)
}

/** Of two thousand brands each has its own: another category, another trait, another event. */
async function draw(app: App, headers: Headers, n: number): Promise<void> {
  const items = [{ path: 'category', op: 'eq' as const, value: `kind ${n}` }]
  const kinds: Condition[] = [
    event('Order Completed', 'gte', 1 + (n % 3), 30 + n, { items }),
    { kind: 'trait', path: `trait${n}`, op: 'eq', value: 'x' },
    event(`Something ${n}`, 'gte', 1, 30),
  ]
  const condition = kinds[n % kinds.length] ?? kinds[0]
  const payload = { name: `audience ${n}`, condition }
  const answer = await app.http.inject({ method: 'POST', url: '/api/audiences', headers, payload })
  if (answer.statusCode !== 201) throw new Error(answer.body)
}

const stream = (run: string, from: number, size: number) =>
  Array.from({ length: size }, (_, index) => {
    const n = (from + index) % 5_000
    const category = `other ${n % 40}`
    const isOrder = n % 10 === 0
    return {
      ...{ type: 'track', event: isOrder ? 'Order Completed' : 'Product Viewed' },
      ...{ userId: `W-${n}`, messageId: `${run}-${from + index}` },
      properties: isOrder ? { products: [{ category, price: 5 }] } : { category },
    }
  })

/** From one event in the inbox to the membership that it changes, with nothing else to do. */
async function latency(app: App, { authorization, headers, figures }: Weaving, count: number) {
  const weaver = app.loops.find(({ name }) => name === 'thread/weave')
  const name = `Probe ${count}`
  const payload = { name, condition: event(name, 'gte', 1) }
  const made = await app.http.inject({ method: 'POST', url: '/api/audiences', headers, payload })
  const { id } = made.json()
  await built(app)
  const took: number[] = []
  for (let turn = 0; turn < 100; turn++) {
    const begun = performance.now()
    const probe = { type: 'track', event: name, userId: `W-${turn}`, messageId: `${name}-${turn}` }
    await put(app, authorization, [probe])
    while (await weaver?.run());
    took.push(performance.now() - begun)
  }
  const { members } = (
    await app.http.inject({ method: 'GET', url: `/api/audiences/${id}`, headers })
  ).json()
  if (members !== 100) throw new Error(`${members} of 100 probes became members`)
  figures[`membershipP50With${count}`] = round(percentile(took, 50), 1)
  figures[`membershipP99With${count}`] = round(percentile(took, 99), 1)
}

/** The ceiling: one count over the counters, by SQL written for it. */
async function bareCount({ db }: BenchHouse): Promise<number> {
  const since = benchNow.getTime() - 90 * day * 1000
  const took: number[] = []
  for (let turn = 0; turn < 4; turn++) {
    const begun = performance.now()
    await sql`select count(*) from audiences.tally
      where event = 'Order Completed' and filter = '' and recent[1] > ${since}`.execute(db)
    took.push(performance.now() - begun)
  }
  return median(took)
}
