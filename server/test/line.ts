import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { advanceClock, bornAsDemo } from '../src/kernel/clock.ts'
import { openDatabase } from '../src/kernel/database.ts'
import type { Loop } from '../src/kernel/loops.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { startWork } from '../src/kernel/work.ts'
import { commandLine, createKey, type Role, rightsOf } from '../src/modules/team/index.ts'
import type { SourceKind } from '../src/modules/thread/contract.ts'
import { createSource } from '../src/modules/thread/index.ts'
import { testDatabase } from './database.ts'

interface LineOptions {
  /** A database that exists; without it the test gets one of its own. */
  url?: string
  /** The moment at which the test begins; it may change `line.now` as it likes. */
  now?: Date
  demo?: boolean
  baseUrl?: string
  smtpUrl?: string
  /** Where files go that are uploaded. */
  dataDir?: string
}

/** Without it, a test's requests are those of a robot, which is no visitor. */
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/**
 * The whole product on a database of its own, at a chosen time, with nothing running by itself: a test
 * sends events, then calls `settle` to let every loop do what there is to do.
 */
export async function startLine({
  url: existing,
  now = new Date('2026-11-21T10:00:00Z'),
  demo = false,
  baseUrl = 'http://localhost:3000',
  smtpUrl,
  dataDir = '',
}: LineOptions = {}) {
  const { db, url } = existing
    ? { db: openDatabase(existing, () => {}, 8), url: existing }
    : await testDatabase()
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const signals = await listenForSignals(url)
  const time = { now }
  const clock = { now: () => time.now, demo }
  const inWork = startWork(db, { clock: clock.now })
  if (demo && !existing) await bornAsDemo(db)
  const app = await buildApp({
    db,
    databaseUrl: url,
    inWork,
    clock,
    signals,
    log,
    config: {
      ...{ baseUrl, dataDir, smtpUrl, mailFrom: undefined, dkim: undefined },
      sealKey: 'of the test',
    },
  })
  await app.http.ready()

  return {
    get now() {
      return time.now
    },
    set now(moment: Date) {
      time.now = moment
    },
    db,
    url,
    inWork,
    app,
    signals,
    /** Lets the loops work until none of them finds anything more to do. */
    async settle(only: (loop: Loop) => boolean = () => true) {
      for (let busy = true; busy; ) {
        busy = false
        for (const loop of app.loops.filter(only)) while (await loop.run()) busy = true
      }
    },
    /** A source to send through: its write key in the form that clients send it. */
    async source(kind: SourceKind = 'browser', name: string = kind) {
      const source = await inWork((work) => createSource(work, { name, kind }))
      return { ...source, authorization: `Basic ${btoa(`${source.writeKey}:`)}` }
    },
    /** Sends a batch as a library in somebody's browser would, and answers with the response. */
    send(source: { authorization: string }, batch: readonly object[], extra: object = {}) {
      const { authorization } = source
      return app.http.inject({
        method: 'POST',
        url: '/v1/batch',
        headers: { authorization, 'content-type': 'text/plain', 'user-agent': firefox },
        payload: JSON.stringify({ batch, ...extra }),
      })
    },
    /** Headers of a key of this role. */
    async as(role: Role = 'owner') {
      const { key } = await inWork((work) =>
        createKey(work, commandLine, { name: role, rights: [...rightsOf[role]] }),
      )
      return { authorization: `Bearer ${key}` }
    },
    advance: (milliseconds: number) => {
      time.now = new Date(time.now.getTime() + milliseconds)
      return demo ? advanceClock(db, milliseconds) : Promise.resolve()
    },
    async stop() {
      await app.close()
      await signals.close()
      await db.destroy()
    },
  }
}

export type Line = Awaited<ReturnType<typeof startLine>>
