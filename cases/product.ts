import { sql } from 'kysely'
import { pino } from 'pino'
import { allTables, buildApp } from '../server/src/app.ts'
import { signal } from '../server/src/kernel/signals.ts'
import { startWork } from '../server/src/kernel/work.ts'
import { commandLine, createKey, Right } from '../server/src/modules/team/index.ts'
import { createSource } from '../server/src/modules/thread/index.ts'
import type { Ground } from './suite.ts'

/**
 * The whole product with nothing running by itself, at a time that the cases choose; mails stop in its
 * catcher unless a server is named.
 */
export async function openProduct(
  { db, databaseUrl, signals }: Ground,
  { smtpUrl }: { smtpUrl?: string } = {},
) {
  const time = { now: new Date('2026-01-01T00:00:00Z') }
  const clock = { now: () => time.now, demo: false }
  const inWork = startWork(db, { clock: clock.now })
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const config = { baseUrl: 'http://localhost', dataDir: '', smtpUrl }
  const app = await buildApp({
    ...{ db, databaseUrl, inWork, clock, signals, log },
    config: { ...config, mailFrom: undefined, dkim: undefined },
  })
  await app.http.ready()
  const source = await inWork((work) => createSource(work, { name: 'cases', kind: 'server' }))
  const input = { name: 'cases', rights: Right.options, expiresAt: null }
  const { key } = await inWork((work) => createKey(work, commandLine, input))
  const write = `Basic ${btoa(`${source.writeKey}:`)}`
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    authorization: string,
    body?: object,
  ) => {
    const headers = { authorization }
    const payload = body && { payload: body }
    const answer = await app.http.inject({ method, url, headers, ...payload })
    if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.body ? answer.json() : undefined
  }
  /** Signals come in order: once this one is heard, whoever waits for an earlier one has heard it. */
  const heard = () =>
    new Promise<void>((resolve) => {
      const leave = signals.on('cases.heard', () => {
        leave()
        resolve()
      })
      void signal(db, 'cases.heard')
    })
  return {
    cashier: app.cashier,
    gate: app.door.gate,
    db,
    heard,
    inWork,
    time,
    /** Calls a route as a person of the team with every right would. */
    call: (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object) =>
      ask(method, url, `Bearer ${key}`, body),
    /** Calls the shop's own API as a page does, and takes a no for an answer. */
    async shop(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, asked: ShopCall = {}) {
      const { token, body, key: idempotency } = asked
      const answer = await app.http.inject({
        ...{ method, url, ...(body && { payload: body }) },
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(idempotency && { 'idempotency-key': idempotency }),
        },
      })
      return { status: answer.statusCode, body: answer.body ? answer.json() : undefined }
    },
    writeKey: source.writeKey,
    seal: app.seal,
    /** Posts a form as anybody in the world may. */
    async post(url: string, payload: string) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await app.http.inject({ method: 'POST', url, headers, payload })
      if (answer.statusCode >= 400) throw new Error(`POST ${url}: ${answer.statusCode}`)
    },
    /** Sends one event as a client library would. */
    collect: (event: object) => ask('POST', '/v1/batch', write, { batch: [event] }),
    /** Lets every loop do what there is to do. */
    async settle() {
      for (let busy = true; busy; ) {
        busy = false
        for (const loop of app.loops) while (await loop.run()) busy = true
      }
    },
    /** Forgets all customers and what happened to them; the brand's settings stay. */
    async forgetEverybody() {
      // Where there is little, deleting takes a tenth of the time of truncating.
      const emptied = customerTables.map((table) => sql`delete from ${sql.table(table)}`)
      const said = sql`select kernel.restamp(part) from kernel.stamp`
      await sql`/* cross-shard */ ${sql.join([...emptied, said], sql`; `)}`.execute(db)
      await signal(db, 'consent.barred')
      await heard()
    },
    close: () => app.close(),
  }
}

interface ShopCall {
  readonly token?: string
  readonly body?: object
  /** Of idempotency. */
  readonly key?: string
}

export type Product = Awaited<ReturnType<typeof openProduct>>

const others = ['thread.seen', 'consent.opposed', 'customers.kept_apart', 'customers.blocked_value']

const customerTables = Object.entries(allTables)
  .filter(([name, { kind, data }]) => {
    if (others.includes(name)) return true
    return kind === 'key' || data.holds === 'pseudonymised' || name === 'thread.unidentified'
  })
  .map(([name]) => name)
