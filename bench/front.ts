import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { CardBank } from '../server/src/demo/cards/bank.ts'
import { cardServer } from '../server/src/demo/cards/server.ts'
import { openSeal } from '../server/src/kernel/seal.ts'
import { remember } from '../server/src/kernel/settings.ts'
import { setAccount } from '../server/src/modules/payments/index.ts'
import { createSource } from '../server/src/modules/thread/index.ts'
import { startServer } from './child.ts'
import { cpuSeconds, postgresSeconds } from './cpu.ts'
import { type Goods, openFloor } from './floor.ts'
import { type BenchHouse, percentile, round } from './house.ts'

const secretKey = 'sk_test_of_the_bench'
/** Two can measure on one machine, each from a port of their own on. */
const firstPort = Number(process.env.BENCH_PORT ?? 3968)

/** A shop that is open: goods on its shelves, servers, and a bank that speaks Stripe's format. */
export async function openFront(
  house: BenchHouse,
  goods: readonly Goods[],
  { servers = 1, role = 'all' }: { servers?: number; role?: 'all' | 'api' } = {},
) {
  const places = [{ code: 'depot', kind: 'warehouse' as const }]
  await openFloor(house.inWork, { goods, places })
  const bank = new CardBank()
  const provider = await cardServer({ bank, secretKey })
  const seal = openSeal(house.config)
  const { writeKey } = await house.inWork(async (work) => {
    await setAccount(work, seal, { baseUrl: provider.url, publishableKey: 'pk_test', secretKey })
    const limits = { callsPerMinute: 1_000_000, sessionsPerMinute: 1_000_000 }
    await remember(work.tx, 'carts.settings', limits, work.now)
    return createSource(work, { name: 'bench', kind: 'browser' })
  })
  await sql`analyze`.execute(house.db)
  const ports = Array.from({ length: servers }, (_, at) => firstPort + 2 + at)
  const children = await Promise.all(
    ports.map((port) => startServer(house.environment, port, role)),
  )
  return {
    ...{ bank, children, writeKey },
    servers: ports.map((port) => `http://127.0.0.1:${port}`),
    async close() {
      for (const child of children) await child.stop()
      await provider.close()
    },
  }
}

export type Front = Awaited<ReturnType<typeof openFront>>

/** So many tasks by so many clients: how fast, and what each cost the servers and their database. */
export async function measured(
  house: BenchHouse,
  { children }: Pick<Front, 'children'>,
  { clients, tasks }: { clients: number; tasks: readonly (() => Promise<unknown>)[] },
) {
  const cpu = async () => {
    const ours = await Promise.all(children.map(({ pid }) => cpuSeconds(pid)))
    return {
      server: ours.reduce((sum, one) => sum + one, 0),
      database: await postgresSeconds(house.db),
    }
  }
  const before = await cpu()
  const began = performance.now()
  const took: number[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let task = tasks[next++]; task; task = tasks[next++]) {
        const start = performance.now()
        await task()
        took.push(performance.now() - start)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const after = await cpu()
  const per = (spent: number) => round((spent * 1000) / tasks.length, 2)
  const serverMs = per(after.server - before.server)
  const databaseMs = per(after.database - before.database)
  return {
    perSecond: round(tasks.length / seconds, 1),
    ...{ p50: round(percentile(took, 50), 1), p99: round(percentile(took, 99), 1) },
    ...{ serverMs, databaseMs, cpuMs: round(serverMs + databaseMs, 2) },
  }
}

/**
 * What a worker has left to do with all of that, and what it costs for each of so many. That a process starts is no
 * part of it: a second one, with nothing left to do, says how much that is.
 */
export async function behindIt(house: BenchHouse, many: number) {
  const busy = await oneWorker(house)
  const idle = await oneWorker(house)
  const per = (first: number, second: number) => round(((first - second) * 1000) / many, 2)
  const serverMs = per(busy.server, idle.server)
  const databaseMs = per(busy.database, idle.database)
  const starting = round(((idle.server + idle.database) * 1000) / many, 2)
  return { serverMs, databaseMs, cpuMs: round(serverMs + databaseMs, 2), starting }
}

/** From its start until there is nothing left to do, in seconds. */
async function oneWorker(house: BenchHouse) {
  const before = await postgresSeconds(house.db)
  const worker = await startServer(house.environment, firstPort, 'worker')
  try {
    const idle = async () => {
      const { rows } = await sql<{ left: number }>`
        select (select count(*) from thread.inbox) + (select count(*) from orders.letter)
          + (select count(*) from payments.payment where due_at is not null)
          + (select count(*) from messages.message where state = 'planned') as left`.execute(
        house.db,
      )
      return Number(rows[0]?.left) === 0
    }
    for (let quiet = 0; quiet < 3; quiet = (await idle()) ? quiet + 1 : 0) await pause(500)
    return {
      server: await cpuSeconds(worker.pid),
      database: (await postgresSeconds(house.db)) - before,
    }
  } finally {
    await worker.stop()
  }
}

/** What the same database does in the same run: durable inserts of one row, by as many clients. */
export async function bareInserts(house: BenchHouse, clients: number): Promise<number> {
  await sql`create table bare (id bigint generated always as identity primary key, body text)`.execute(
    house.db,
  )
  const until = performance.now() + 3000
  let rows = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (; performance.now() < until; rows++) {
        await sql`insert into bare (body) values (${'x'.repeat(200)})`.execute(house.db)
      }
    }),
  )
  return round(rows / 3)
}
