import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../test/database.ts'
import { advanceClock, bornAsDemo, productClock } from './clock.ts'
import { type Db, openReadingDatabase } from './database.ts'
import { newId } from './id.ts'
import { addJob, type Job, runJobs } from './jobs.ts'
import { type Loop, runLoop, untoldMs } from './loops.ts'
import { minorUnits } from './money.ts'
import { remember } from './settings.ts'
import { listenForSignals, type Signals, signal } from './signals.ts'
import { startWork } from './work.ts'

let db: Db
let url: string
let signals: Signals
const silent = pino({ level: 'silent' })

beforeAll(async () => {
  ;({ db, url } = await testDatabase())
  signals = await listenForSignals(url)
})
afterAll(async () => {
  await signals.close()
  await db.destroy()
})

describe('the product’s clock', () => {
  test('is wall time where real customers are, and nobody can move it', async () => {
    const clock = await productClock(db, signals)
    const real = db.transaction().execute((tx) => advanceClock(tx, 3_600_000))
    await expect(real).rejects.toMatchObject({ code: 'clock/is-real' })

    // Not even by writing how far it is ahead: only a database born as a demo looks at it.
    await remember(db, 'clock.offset', 3_600_000, new Date())
    await signal(db, 'kernel.clock')
    const again = await productClock(db, signals)
    for (const { now } of [clock, again]) expect(now().getTime() - Date.now()).toBeLessThan(1000)
    clock.stop()
    again.stop()
  })

  test('of a demo goes forward for every process, and never back', async () => {
    const demo = await testDatabase()
    const others = await listenForSignals(demo.url)
    await bornAsDemo(demo.db)
    const here = await productClock(demo.db, others)
    const ahead = () => Math.round((here.now().getTime() - Date.now()) / 60_000)

    await demo.db.transaction().execute((tx) => advanceClock(tx, 60 * 60_000))
    await expect.poll(ahead).toBe(60)
    await demo.db.transaction().execute((tx) => advanceClock(tx, -30 * 60_000))
    await demo.db.transaction().execute((tx) => advanceClock(tx, 60_000))
    await expect.poll(ahead).toBe(61)
    here.stop()
    await others.close()
    await demo.db.destroy()
  })
})

describe('a unit of work', () => {
  test('that PostgreSQL asks to try again is tried again, from the start', async () => {
    let tries = 0
    const result = await startWork(db)(async (work) => {
      tries++
      await remember(work.tx, 'tried', tries, work.now)
      if (tries < 3) throw Object.assign(new Error('deadlock'), { code: '40P01' })
      return tries
    })
    expect(result).toBe(3)
  })

  test('that fails by itself is not tried again, and leaves nothing', async () => {
    let tries = 0
    const broken = startWork(db)(async (work) => {
      tries++
      await remember(work.tx, 'ghost', 1, work.now)
      throw new Error('a bug')
    })
    await expect(broken).rejects.toThrow('a bug')
    expect(tries).toBe(1)
    const ghost = db.selectFrom('kernel.setting').selectAll().where('name', '=', 'ghost')
    expect(await ghost.execute()).toEqual([])
  })
})

test('a database that is opened for reading is not written to, whatever is asked of it', async () => {
  const reading = openReadingDatabase(url, () => {}, 1)
  await expect(
    reading.deleteFrom('kernel.setting').execute(),
    'a statement by itself',
  ).rejects.toMatchObject({ code: '25006' })
  await expect(
    startWork(reading)((work) => remember(work.tx, 'a.setting', 1, new Date())),
    'a unit of work',
  ).rejects.toMatchObject({ code: '25006' })
  await reading.destroy()
})

describe('a loop', () => {
  const time = { now: new Date('2026-11-30T08:00:00Z') }
  const inMs = (ms: number) => new Date(time.now.getTime() + ms)

  const counting = (run: Loop['run'], rest: Partial<Loop> = {}) =>
    runLoop(
      { name: 'counting', wakeOn: ['counting'], run, ...rest },
      { db, signals, log: silent, now: () => time.now },
    )

  test('rests until a signal of another process wakes it', async () => {
    let runs = 0
    const loop = counting(async () => {
      runs++
      return false
    })
    await expect.poll(() => runs).toBe(1)
    await signal(db, 'counting')
    await expect.poll(() => runs).toBe(2)
    await loop.stop()
  })

  test('that has done all there was does not look again until it is woken', async () => {
    let runs = 0
    const loop = counting(async () => (++runs === 1 ? true : 'all'))
    await expect.poll(() => runs).toBe(2)
    await signal(db, 'counting')
    await expect.poll(() => runs).toBe(3)
    await loop.stop()
    expect(runs).toBe(3)
  })

  test('rests until the next thing is due, and looks before it if the clock is moved', async () => {
    let runs = 0
    let next = inMs(60)
    const rested: number[] = []
    let since = performance.now()
    const loop = counting(
      async () => {
        rested.push(performance.now() - since)
        since = performance.now()
        if (++runs === 2) next = inMs(3_600_000)
        return false
      },
      { nextAt: async () => next },
    )
    await expect.poll(() => runs).toBe(2)
    expect(rested[1]).toBeGreaterThan(55)
    await signal(db, 'kernel.clock')
    await expect.poll(() => runs).toBe(3)
    await loop.stop()
  })

  test('to which later moments are not told asks for the next one from time to time', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    let runs = 0
    let asked = 0
    let next: Date | undefined
    const loop = counting(
      async () => {
        runs++
        next = undefined
        return false
      },
      {
        untold: true,
        nextAt: async () => {
          asked++
          return next
        },
      },
    )
    await vi.advanceTimersByTimeAsync(untoldMs + 1000)
    expect({ runs, asked }).toEqual({ runs: 1, asked: 2 })
    next = inMs(90_000)
    await vi.advanceTimersByTimeAsync(untoldMs)
    expect({ runs, asked }).toEqual({ runs: 1, asked: 3 })
    next = inMs(30_000)
    await vi.advanceTimersByTimeAsync(untoldMs + 30_000)
    expect(runs).toBe(2)
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(runs).toBe(3)
    const ended = loop.stop()
    await vi.advanceTimersByTimeAsync(1)
    await ended
    vi.useRealTimers()
  })

  test('that finds what is due in another’s hands looks again soon, but not all the time', async () => {
    const looks: number[] = []
    const loop = counting(
      async () => {
        looks.push(performance.now())
        return false
      },
      { nextAt: async () => inMs(-1000) },
    )
    await expect.poll(() => looks.length, { timeout: 5000 }).toBeGreaterThan(1)
    await loop.stop()
    const [first = 0, second = 0] = looks
    expect(second - first).toBeGreaterThan(400)
  })

  test('that gathers what comes with a signal is at its post when something is due', async () => {
    let runs = 0
    const loop = counting(
      async () => {
        runs++
        return false
      },
      { gatherMs: 3_600_000, nextAt: async () => inMs(runs < 2 ? 300 : 3_600_000) },
    )
    await expect.poll(() => runs).toBe(1)
    await signal(db, 'counting')
    await expect.poll(() => runs, { timeout: 5000 }).toBe(2)
    await loop.stop()
  })

  test('goes on after a failure, and ends only when it is asked to', async () => {
    let runs = 0
    const loop = counting(async () => {
      runs++
      if (runs < 3) throw new Error('not yet')
      return false
    })
    await expect.poll(() => runs, { timeout: 5000 }).toBe(3)
    await loop.stop()
    await signal(db, 'counting')
    await sql`select pg_sleep(0.05)`.execute(db)
    expect(runs).toBe(3)
  })

  test('hears signals again once a lost connection is back', async () => {
    let runs = 0
    const loop = counting(async () => {
      runs++
      return false
    })
    await expect.poll(() => runs).toBe(1)
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'filrouge signals' and datname = current_database()`)
    await admin.end()
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(2) // what may have been missed is looked for
    await signal(db, 'counting')
    await expect.poll(() => runs).toBe(3)
    await loop.stop()
  })
})

describe('a job', () => {
  const done: unknown[] = []
  const job: Job<string> = {
    name: 'kernel/test',
    payload: z.string(),
    run: async (payload) => void done.push(payload),
  }
  /** As a process leaves it that is killed in the middle. */
  const abandon = (payload: string) =>
    startWork(db)(async ({ tx }) => {
      await addJob(tx, job, payload)
      await sql`
        update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now()`.execute(tx)
    })

  test('that was in hand when its process was killed is done by the next that starts', async () => {
    await abandon('left')
    const queue = await runJobs(url, [job], silent)
    await expect.poll(() => done, { timeout: 5000 }).toEqual(['left'])

    await abandon('in another’s hands')
    const second = await runJobs(url, [job], silent)
    await addJob(db, job, 'new')
    await expect.poll(() => done, { timeout: 5000 }).toEqual(['left', 'new'])
    await second.stop()
    await queue.stop()
  })
})

describe('who waits for a signal', () => {
  const often = { everyMs: 300, patienceMs: 200 }

  test('is called when another process is gone, which may have held what was passed over', async () => {
    let calls = 0
    const here = await listenForSignals(url, often)
    const other = await listenForSignals(url)
    here.on('anything', () => calls++)
    await sql`select pg_sleep(0.7)`.execute(db)
    expect(calls).toBe(0)
    await other.close()
    await expect.poll(() => calls).toBe(1)
    await here.close()
  })

  test('is called over another line when the first has died without a word', async () => {
    const { hostname, port } = new URL(url)
    const open: Socket[] = []
    const router = createServer((coming) => {
      const going = connect(Number(port), hostname)
      open.push(
        coming.on('error', () => {}),
        going.on('error', () => {}),
      )
      coming.pipe(going).pipe(coming)
    })
    router.listen(0, '127.0.0.1')
    await once(router, 'listening')
    const between = new URL(url)
    between.host = `127.0.0.1:${(router.address() as AddressInfo).port}`
    const far = await listenForSignals(between.href, often)
    let calls = 0
    far.on('anything', () => calls++)
    await signal(db, 'anything')
    await expect.poll(() => calls).toBe(1)

    for (const end of open.splice(0)) end.unpipe().pause() // forgotten, not closed
    await signal(db, 'anything')
    await expect.poll(() => calls, { timeout: 5000 }).toBe(2)
    await signal(db, 'anything')
    await expect.poll(() => calls).toBe(3)
    await far.close()
    for (const end of open) end.destroy()
    router.close()
  })
})

test('identifiers grow with the order in which they were made, even within a millisecond', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 200 }), (steps) => {
      const from = Date.now() + 1e6
      const made = steps.map((step, index) => newId(from + index + 3 * (step - 1)))
      expect([...made].sort()).toEqual(made)
      expect(new Set(made).size).toBe(made.length)
      for (const id of made)
        expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-/)
    }),
    { numRuns: 50 },
  )
})

test('amounts of two decimals become exactly the cents that people mean', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
      expect(minorUnits(Number((cents / 100).toFixed(2)))).toBe(cents)
    }),
  )
  expect(minorUnits(1.005)).toBe(101)
})
