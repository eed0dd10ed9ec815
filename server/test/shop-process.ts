import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { openDatabase } from '../src/kernel/database.ts'
import { listenForSignals } from '../src/kernel/signals.ts'
import { startWork } from '../src/kernel/work.ts'

/**
 * A server of the product as a process of its own, for tests that have several and kill some. Its
 * arguments: the database, and how long it waits for a provider of payments. It says where it listens.
 */
const [url = '', patience = '20000'] = process.argv.slice(2)
const log = pino({ level: process.env.LOG_LEVEL ?? 'error' }, pino.destination(2))
const db = openDatabase(url, () => {}, 12)
const signals = await listenForSignals(url)
const clock = { now: () => new Date(), demo: false }
const app = await buildApp({
  ...{ db, databaseUrl: url, inWork: startWork(db, { clock: clock.now }), clock, signals, log },
  patience: Number(patience),
  config: {
    ...{ baseUrl: 'http://127.0.0.1:3000', dataDir: '', smtpUrl: undefined, mailFrom: undefined },
    ...{ dkim: undefined, sealKey: 'of the test' },
  },
})
await app.http.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.http.server.address() as AddressInfo
process.stdout.write(`${port}\n`)
