import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../../kernel/database.ts'
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
const db = openDatabase(databaseUrl, () => {}, 4)
const started = performance.now()
try {
  const found = await conduct(db, order, (progress) => parentPort?.postMessage(progress))
  const took = Math.round(performance.now() - started)
  const endedAt = new Date(begun.getTime() + took)
  await startWork(db)((work) => store(work.tx, { id, endedAt, took }, found))
} finally {
  await db.destroy()
}
