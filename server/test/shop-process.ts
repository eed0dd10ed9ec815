import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { openDatabase } from '../src/kernel/database.ts'
import { runLoop } from '../src/kernel/loops.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { startWork } from '../src/kernel/work.ts'

/**
 * A server of the product as a process of its own, for tests that have several and kill some. Its
 * arguments: the database, and the loops that it runs, between commas. It says where it listens.
 */
const [url = '', loops = ''] = process.argv.slice(2)
const wanted = loops.split(',')
const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination(2))
const db = openDatabase(url, () => {}, 12)
const signals = await listenForSignals(url)
const clock = { now: () => new Date(), demo: false }
const app = await buildApp({
  ...{ db, databaseUrl: url, inWork: startWork(db, { clock: clock.now }), clock, signals, log },
  config: {
    ...{ baseUrl: 'http://127.0.0.1:3000', dataDir: '', smtpUrl: undefined, mailFrom: undefined },
    ...{ dkim: undefined, sealKey: 'of the test' },
  },
})
await app.http.listen({ host: '127.0.0.1', port: 0 })
for (const loop of app.loops) if (wanted.includes(loop.name)) runLoop(loop, signals, log)
const { port } = app.http.server.address() as AddressInfo
process.stdout.write(`${port}\n`)
