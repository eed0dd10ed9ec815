import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { codeOf } from '../../../kernel/faults.ts'
import type { Loop } from '../../../kernel/loops.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { sweep } from './backtests.ts'
import type { Task } from './worker.ts'

export interface ConductorOptions {
  readonly databaseUrl: string
  readonly inWork: InWork
  readonly log: Logger
}

/** How often it is written down how far a backtest has come, and whether it is still wanted. */
const beatMs = 400

interface Running {
  readonly id: string
  readonly worker: Worker
  progress: { people: number; of: number }
  /** Set once the thread has ended: without anything, or with what went wrong. */
  ended: { error?: unknown } | undefined
}

/**
 * Does backtests one after another, each in a thread of its own. The loop only looks after them: it
 * writes down how far one has come, which is its sign of life, and ends one that nobody wants any more.
 */
export class Conductor {
  readonly #options: ConductorOptions
  #running: Running | undefined

  constructor(options: ConductorOptions) {
    this.#options = options
  }

  get loop(): Loop {
    return {
      name: 'journeys/backtests',
      wakeOn: ['journeys.backtest'],
      run: () => this.#look(),
    }
  }

  /** A process that stops says so of the backtest that it leaves undone. */
  async close(): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    await running.worker.terminate()
    await this.#options.inWork((work) => end(work, running.id, 'interrupted', null))
  }

  async #look(): Promise<boolean> {
    const running = this.#running
    if (!running) return this.#begin()
    if (!running.ended) await pause(beatMs)
    if (this.#running !== running) return false
    if (running.ended) {
      this.#running = undefined
      await this.#settle(running, running.ended)
    } else if (!(await this.#options.inWork((work) => beat(work, running)))) {
      this.#running = undefined
      await running.worker.terminate()
    }
    return true
  }

  async #settle({ id }: Running, { error }: { error?: unknown }): Promise<void> {
    if (error === undefined) return
    this.#options.log.error({ err: error, backtest: id }, 'backtest failed')
    await this.#options.inWork((work) => end(work, id, 'failed', codeOf(error) || 'error'))
  }

  async #begin(): Promise<boolean> {
    const { inWork, databaseUrl } = this.#options
    await inWork(sweep)
    const task = await inWork((work) => claim(work))
    if (!task) return false
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...task, databaseUrl } satisfies Task,
      // Whatever is asked, the process that answers people keeps its memory.
      resourceLimits: { maxOldGenerationSizeMb: 768 },
      execArgv: [],
    })
    const running: Running = {
      ...{ id: task.id, worker, ended: undefined, progress: { people: 0, of: 0 } },
    }
    worker.on('message', (progress) => {
      running.progress = progress
    })
    worker.on('error', (error) => {
      running.ended = { error }
    })
    worker.on('exit', () => {
      running.ended ??= {}
    })
    this.#running = running
    return true
  }
}

/** Takes the next that was asked for; of two processes one gets it. */
async function claim({ tx, now }: Work): Promise<Omit<Task, 'databaseUrl'> | undefined> {
  const next = await tx
    .selectFrom('journeys.backtest')
    .select('id')
    .where('state', '=', 'queued')
    .orderBy('asked_at')
    .limit(1)
    .executeTakeFirst()
  if (!next) return undefined
  const row = await tx
    .updateTable('journeys.backtest')
    .set({ state: 'running', beat_at: sql`clock_timestamp()` })
    .where('id', '=', next.id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const { id, journey_id, definition, from_at, to_at, time_zone } = row
  const order = { journeyId: journey_id, definition, from: from_at, to: to_at, timeZone: time_zone }
  return { id, order, begun: now }
}

/** A sign of life; false where it is not wanted any more. */
async function beat({ tx }: Work, { id, progress: { people, of } }: Running): Promise<boolean> {
  const alive = await tx
    .updateTable('journeys.backtest')
    .set({ people, of_people: of, beat_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', 'in', ['running', 'done'])
    .returning('id')
    .executeTakeFirst()
  return alive !== undefined
}

async function end(
  { tx, now }: Work,
  id: string,
  state: 'failed' | 'interrupted',
  reason: string | null,
): Promise<void> {
  await tx
    .updateTable('journeys.backtest')
    .set({ state, reason, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}
