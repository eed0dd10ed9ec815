import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, openReadingDatabase } from '../../../kernel/database.ts'
import { startWork } from '../../../kernel/work.ts'
import { conduct, type Order } from './conduct.ts'
import { store } from './store.ts'

/** What a thread is given to do. */
export interface Task {
  readonly databaseUrl: string
  readonly id: string
  readonly order: Order
  /** The product's time at which it was begun. */
  readonly begun: Date
}

/** A few seconds of computing have no place in the thread that answers people: they are done here. */
const { databaseUrl, id, order, begun } = workerData as Task
const started = performance.now()
// Nothing but what was found is ever written, and that behind all of it: PostgreSQL sees to it.
const past = openReadingDatabase(databaseUrl, () => {}, 4)
const found = await conduct(past, order, (progress) => parentPort?.postMessage(progress)).finally(
  () => past.destroy(),
)
const took = Math.round(performance.now() - started)
const endedAt = new Date(begun.getTime() + took)
const db = openDatabase(databaseUrl, () => {}, 1)
try {
  await startWork(db)((work) => store(work.tx, { id, endedAt, took }, found))
} finally {
  await db.destroy()
}
