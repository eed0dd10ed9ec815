import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type Learned, type Learning, learn } from './learn.ts'

/** What a thread is given that is to learn. */
interface Task {
  readonly learning: Learning
}

/** Learns beside the thread that weaves and answers: it may compute for some seconds. */
export function learnBeside(learning: Learning): Promise<Learned> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { learning } satisfies Task,
    })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`learning ended with ${code}`)))
  })
}

/** Other threads that do something else may come by this file, too. */
const { learning } = (workerData ?? {}) as Partial<Task>
if (parentPort && learning) parentPort.postMessage(learn(learning))
