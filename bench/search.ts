import { sql } from 'kysely'
import { buildApp } from '../server/src/app.ts'
import { openLog } from '../server/src/kernel/log.ts'
import { commandLine, createKey } from '../server/src/modules/team/index.ts'
import { createSource } from '../server/src/modules/thread/index.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import {
  empty,
  eventsOf,
  fill,
  learnAllWords,
  type Somebody,
  somebody,
  stateOf,
} from './population.ts'
import type { Finding } from './run.ts'

const customers = Number(process.env.BENCH_CUSTOMERS ?? 1_000_000)
const proven = 200
const inOne = 5000
const turns = 150

/**
 * The search over a million customers, asked at its HTTP route as people type, beside what the same
 * PostgreSQL needs for one row by its primary key. The customers are written directly; that this gives
 * what the line would have made of their events is proved on the first two hundred.
 */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

type App = Awaited<ReturnType<typeof buildApp>>

async function measure(house: BenchHouse): Promise<Finding> {
  const app = await buildApp({ ...house, log: openLog('warn', 2) })
  await app.http.ready()
  const { source, headers } = await house.inWork(async (work) => {
    const { key } = await createKey(work, commandLine, {
      name: 'bench',
      rights: ['customers:read'],
    })
    return {
      source: await createSource(work, { name: 'bench', kind: 'server' }),
      headers: { authorization: `Bearer ${key}` },
    }
  })
  await prove(house, app, source)
  await fillAll(house, source.id)

  const ask = async (search: string): Promise<number> => {
    const url = `/api/customers?limit=20&search=${encodeURIComponent(search)}`
    const begun = performance.now()
    const answer = await app.http.inject({ url, headers })
    const took = performance.now() - begun
    if (answer.statusCode !== 200) throw new Error(`${search}: ${answer.body}`)
    found += answer.json().customers.length > 0 ? 1 : 0
    asked++
    return took
  }
  let found = 0
  let asked = 0
  const figures: Record<string, number> = { customers }
  const all: number[] = []
  for (const [kind, typed] of Object.entries(kinds)) {
    const took: number[] = []
    found = asked = 0
    for (let turn = 0; turn < turns; turn++) {
      took.push(await ask(typed(somebody(Math.floor((turn + 0.5) * (customers / turns))), turn)))
    }
    all.push(...took)
    figures[`${kind}P50`] = round(percentile(took, 50), 1)
    figures[`${kind}P99`] = round(percentile(took, 99), 1)
    figures[`${kind}Found`] = round(found / asked, 2)
    progress(`${kind}: p50 ${figures[`${kind}P50`]} ms, p99 ${figures[`${kind}P99`]} ms`)
  }
  const bare = await bareLookups(house)
  await app.close()
  return {
    figures: { ...figures, p50: round(percentile(all, 50), 1), p99: round(percentile(all, 99), 1) },
    ceiling: { p50: round(percentile(bare, 50), 2), p99: round(percentile(bare, 99), 2) },
    ratio: round(percentile(bare, 50) / percentile(all, 50), 3),
  }
}

/** What people type, by what they have in front of them. */
const kinds: Record<string, (one: Somebody, turn: number) => string> = {
  email: ({ email }) => email,
  phone: ({ phone }) => `0${phone.slice(3).replace(/(\d\d)/g, '$1 ')}`.trim(),
  card: ({ card }) => card.toLowerCase(),
  order: ({ order }) => order,
  userId: ({ userId }) => userId,
  name: ({ firstName, lastName }) => `${firstName} ${lastName}`.toUpperCase(),
  beginnings: ({ firstName, lastName }) => `${lastName.slice(0, 4)} ${firstName.slice(0, 3)}`,
  surname: ({ lastName }) => lastName,
  firstName: ({ firstName }) => firstName,
  threeLetters: ({ lastName }) => lastName.slice(0, 3),
  partOfNumber: ({ phone }) => phone.slice(-6),
  mistyped: ({ firstName, lastName }, turn) => `${firstName} ${slip(lastName, turn)}`,
  nothing: (_, turn) => `qxw${turn}zk`,
}

/** Two letters exchanged, or one left out. */
function slip(word: string, turn: number): string {
  const at = 1 + (turn % Math.max(1, word.length - 2))
  if (turn % 2) return word.slice(0, at) + word.slice(at + 1)
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

async function prove(
  house: BenchHouse,
  app: App,
  source: { id: string; writeKey: string },
): Promise<void> {
  const people = Array.from({ length: proven }, (_, n) => somebody(n))
  await app.http.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Basic ${btoa(`${source.writeKey}:`)}` },
    payload: { batch: people.flatMap(eventsOf) },
  })
  for (let busy = true; busy; ) {
    busy = false
    for (const loop of app.loops) while (await loop.run()) busy = true
  }
  const woven = await stateOf(house)
  await empty(house)
  await fill(house, people, source.id)
  await learnAllWords(house)
  const filled = await stateOf(house)
  await empty(house)
  if (woven !== filled) {
    const at = [...woven].findIndex((letter, place) => letter !== filled[place])
    const near = (text: string) => text.slice(Math.max(0, at - 200), at + 200)
    throw new Error(`filled is not as woven:\n${near(woven)}\n${near(filled)}`)
  }
  progress(`${proven} customers filled are as ${proven} customers woven`)
}

/** Indexes are built when their rows are there: the same index, sooner. */
async function fillAll(house: BenchHouse, sourceId: string): Promise<void> {
  const { rows: indexes } = await sql<{ name: string; made: string }>`
    select schemaname || '.' || indexname as name, indexdef as made from pg_indexes
    where indexname in ('finding_by_words', 'sale_by_number', 'sale_by_customer')`.execute(house.db)
  for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(house.db)
  for (let from = 0; from < customers; from += inOne) {
    const size = Math.min(inOne, customers - from)
    await fill(
      house,
      Array.from({ length: size }, (_, n) => somebody(from + n)),
      sourceId,
    )
    if (from % 100_000 === 0) progress(`${from} customers`)
  }
  for (const { made } of indexes) await sql.raw(made).execute(house.db)
  await learnAllWords(house)
  await sql`vacuum analyze`.execute(house.db)
}

async function bareLookups({ db }: BenchHouse): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn < turns * 4; turn++) {
    const { userId } = somebody(Math.floor((turn + 0.5) * (customers / (turns * 4))))
    const begun = performance.now()
    await sql`select customer_id from customers.identity
      where kind = 'user_id' and value = ${userId}`.execute(db)
    took.push(performance.now() - begun)
  }
  return took
}
