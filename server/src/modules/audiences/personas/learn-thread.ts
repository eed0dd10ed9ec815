import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type Learned, type Learning, learn } from './learn.ts'

/** Learns beside the thread that weaves and answers: it may compute for some seconds. */
export function learnBeside(learning: Learning): Promise<Learned> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: learning })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`learning ended with ${code}`)))
  })
}

if (parentPort) parentPort.postMessage(learn(workerData as Learning))
