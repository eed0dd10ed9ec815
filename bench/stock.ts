import { sql } from 'kysely'
import { openDatabase } from '../server/src/kernel/database.ts'
import { newId } from '../server/src/kernel/id.ts'
import { type InWork, startWork } from '../server/src/kernel/work.ts'
import {
  availability,
  prove,
  Rush,
  receive,
  reserve,
  reserveAtLast,
} from '../server/src/modules/stock/index.ts'
import { cpuSeconds, postgresSeconds } from './cpu.ts'
import { type BenchHouse, inEmptyHouse, percentile, progress, round } from './house.ts'
import type { Finding, Settings } from './run.ts'
import { bareTables, openBare } from './stock-bare.ts'

const clients = 16
const batchedClients = 2000
const products = 10_000
const places = 5
const enough = 1_000_000

/**
 * Reservations of one hot product, one by one and batched, and of many products, as the last statement of a
 * work as a checkout makes them, and within one, each beside what bare SQL
 * does with the same promise in the same run; availability of a page of products. All stock is received
 * through its door, and proved to agree with its journal in the end.
 */
export const bench = (settings: Settings): Promise<Finding> =>
  inEmptyHouse((house) => measure(house, settings.seconds ?? 8))

async function measure(house: BenchHouse, seconds: number): Promise<Finding> {
  const db = openDatabase(house.databaseUrl, () => {}, clients)
  const inWork = startWork(db)
  const locations = Array.from({ length: places }, () => newId())
  const [here = ''] = locations
  await fill(house, inWork, locations)
  const any = <Item>(list: readonly Item[]) => list[Math.floor(Math.random() * list.length)] as Item
  const anySku = () => `P${Math.floor(Math.random() * products)}`
  const asking = (sku: string, locationId: string) => ({
    ...{ id: newId(), kind: 'cart' as const, channel: 'web', ref: 'bench' },
    ...{ lines: [{ sku, locationId, quantity: 1 }], expiresAt: new Date(Date.now() + 900_000) },
  })
  const run = (name: string, many: number, task: () => Promise<unknown>, each = 1) =>
    pour(house, { name, many, seconds, each, task })

  const bare = await openBare(house.databaseUrl, clients)
  const bareHot = await run('bare, one hot product', clients, () => bare.one('HOT', here))
  const hot = await run('one hot product', clients, () =>
    inWork(async (work) => reserveAtLast(work, asking('HOT', here))),
  )
  const hotWithin = await run('one hot product, within a work', clients, () =>
    inWork((work) => reserve(work, asking('HOT', here))),
  )
  const bareBatch = await run('bare, 32 in one', 1, () => bare.many('HOT', here, 32), 32)
  const rush = new Rush(inWork)
  const batched = await run('batched', batchedClients, () => rush.reserveSoon(asking('HOT', here)))
  const bareMany = await run('bare, many products', clients, () =>
    bare.one(anySku(), any(locations)),
  )
  const many = await run('many products', clients, () =>
    inWork(async (work) => reserveAtLast(work, asking(anySku(), any(locations)))),
  )
  const gathered = await run('many products, batched', batchedClients, () =>
    rush.reserveSoon(asking(anySku(), any(locations))),
  )
  const baskets = await run('baskets of three', clients, () =>
    inWork((work) =>
      reserve(work, {
        ...asking('', here),
        lines: [1, 2, 3].map(() => ({ sku: anySku(), locationId: any(locations), quantity: 1 })),
      }),
    ),
  )
  const looks = await run('availability of 24 products', 4, () =>
    availability(db, Array.from({ length: 24 }, anySku), { channel: 'web' }),
  )
  const { disagreements, moves, tookMs } = await inWork(prove)
  if (disagreements > 0) throw new Error('journal, levels and reservations do not agree')
  progress(`${moves} moves proved in ${tookMs} ms`)
  await bare.close()
  await db.destroy()
  return {
    figures: {
      ...named('hot', hot),
      ...named('hotWithin', hotWithin),
      ...named('batched', batched),
      ...named('many', many),
      ...named('manyBatched', gathered),
      ...named('baskets', baskets),
      ...named('availability', looks),
      ...{ provedMoves: moves, proofMs: tookMs },
      hotRatio: round(hot.perSecond / bareHot.perSecond, 2),
      batchedRatio: round(batched.perSecond / bareBatch.perSecond, 2),
      manyBatchedRatio: round(gathered.perSecond / bareMany.perSecond, 2),
      manyRatio: round(many.perSecond / bareMany.perSecond, 2),
    },
    ceiling: {
      hotPerSecond: round(bareHot.perSecond),
      hotCpuMs: round(bareHot.cpuMs, 3),
      batchedPerSecond: round(bareBatch.perSecond),
      manyPerSecond: round(bareMany.perSecond),
      manyCpuMs: round(bareMany.cpuMs, 3),
    },
    ratio: round(many.perSecond / bareMany.perSecond, 2),
  }
}

async function fill(house: BenchHouse, inWork: InWork, locations: readonly string[]) {
  const skus = ['HOT', ...Array.from({ length: products }, (_, n) => `P${n}`)]
  const lines = skus.flatMap((sku) =>
    locations.map((locationId) => ({ sku, locationId, quantity: enough })),
  )
  for (let from = 0; from < lines.length; from += 1000) {
    await inWork((work) => receive(work, { lines: lines.slice(from, from + 1000) }))
  }
  await sql.raw(bareTables).execute(house.db)
  await sql`insert into bare.level (sku, location_id, on_hand)
    select sku, location_id, on_hand from stock.level`.execute(house.db)
  await sql`vacuum analyze`.execute(house.db)
  progress(`${lines.length} levels`)
}

interface Poured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Of server and database together, for one reservation. */
  readonly cpuMs: number
}

interface Pour {
  readonly name: string
  /** How many go on at once. */
  readonly many: number
  readonly seconds: number
  /** How many reservations a task makes. */
  readonly each: number
  readonly task: () => Promise<unknown>
}

/** Lets so many clients do the same again and again, after a second of warming up. */
async function pour(
  { db }: BenchHouse,
  { name, many, seconds, each, task }: Pour,
): Promise<Poured> {
  const took: number[] = []
  const warm = performance.now() + 1000
  let until = warm
  const client = async () => {
    for (let begun = performance.now(); begun < until; begun = performance.now()) {
      await task()
      if (begun >= warm) took.push(performance.now() - begun)
    }
  }
  const cpu = async () => (await cpuSeconds(process.pid)) + (await postgresSeconds(db))
  until += seconds * 1000
  const all = Promise.all(Array.from({ length: many }, client))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const [before, begun] = [await cpu(), performance.now()]
  await all
  const spent = (performance.now() - begun) / 1000
  const used = (await cpu()) - before
  const done = took.length * each
  const poured = {
    perSecond: done / spent,
    p50: percentile(took, 50),
    p99: percentile(took, 99),
    cpuMs: (used * 1000) / done,
  }
  progress(
    `${name}: ${round(poured.perSecond)}/s, p50 ${round(poured.p50, 2)} ms, p99 ${round(poured.p99, 2)} ms, CPU ${round(poured.cpuMs, 3)} ms`,
  )
  return poured
}

const named = (name: string, { perSecond, p50, p99, cpuMs }: Poured) => ({
  [`${name}PerSecond`]: round(perSecond),
  [`${name}P50`]: round(p50, 2),
  [`${name}P99`]: round(p99, 2),
  [`${name}CpuMs`]: round(cpuMs, 3),
})
