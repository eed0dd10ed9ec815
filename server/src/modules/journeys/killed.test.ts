import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { installTemplates } from '../messages/index.ts'
import { putInInbox } from '../thread/index.ts'
import { installJourneys } from './index.ts'

/** `KILLED_CARTS=20000` kills one worker after the other until so many have got through. */
const carts = Number(process.env.KILLED_CARTS ?? 1200)
const pauses = carts > 1200 ? Array.from({ length: 500 }, () => 400) : [80, 160, 240]
const left = new Date('2026-11-20T08:00:00Z')
const hourLater = '2026-11-20T09:00:01Z'
const worker = fileURLToPath(new URL('../../../test/journey-worker.ts', import.meta.url))

let db: Db
let url: string
let inWork: InWork
const running = new Set<ChildProcess>()

beforeAll(async () => {
  ;({ db, url } = await testDatabase())
  inWork = startWork(db, { clock: () => left })
  const templateIds = await installTemplates(inWork)
  await inWork((work) => installJourneys(work, { templateIds }))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await db.destroy()
})

async function startWorker() {
  const child = spawn(process.execPath, [worker, url, hourLater], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const cartsLeft = () =>
  inWork((work) =>
    putInInbox(
      work,
      Array.from({ length: carts }, (_, at) => ({
        ...{ id: work.newId(), sourceId: null, messageId: `m${at}`, type: 'track' as const },
        ...{ name: 'Product Added', channel: 'web' as const, userId: `buyer-${at}`, context: {} },
        ...{ at: left.getTime(), receivedAt: left.getTime() },
        properties: { cart_id: `cart-${at}`, sku: 'lip-1', price: 12.5, quantity: 1 },
      })),
    ),
  )

async function counts() {
  const { rows } = await sql<Record<string, number>>`
    select
      (select count(*) from journeys.run) as runs,
      (select count(*) from journeys.run where state = 'done') as done,
      (select count(*) from messages.message) as messages,
      (select count(distinct run_id) from messages.message) as runs_with_message,
      (select count(*) from thread.event where name = 'Journey Entered') as entered,
      (select count(*) from thread.event where name = 'Journey Ended') as ended,
      (select coalesce(sum(value), 0)::bigint from journeys.figure where measure = 'entered') as figure,
      (select count(*) from thread.parked) as parked`.execute(db)
  return rows[0]
}

test(
  'workers killed in the midst of weaving, entering and sending lose nobody and write to nobody twice',
  async () => {
    await cartsLeft()
    let inTheMidst = 0
    let workers = await Promise.all([startWorker(), startWorker()])
    for (const afterMs of pauses) {
      await pause(afterMs)
      const [one, other] = workers
      if ((await counts())?.ended === carts) break
      inTheMidst++
      await kill(one)
      workers = [other, await startWorker()]
    }
    expect(inTheMidst).toBeGreaterThan(0)

    await expect
      .poll(async () => (await counts())?.ended, { timeout: 30_000 + carts * 10 })
      .toBe(carts)

    expect(await counts()).toEqual({
      ...{ runs: carts, done: carts, messages: carts, runs_with_message: carts },
      ...{ entered: carts, ended: carts, figure: carts, parked: 0 },
    })
  },
  60_000 + carts * 40,
)
