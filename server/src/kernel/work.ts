import { setTimeout as pause } from 'node:timers/promises'
import type { Db, Tx } from './database.ts'
import { codeOf } from './faults.ts'
import { newId as nextId } from './id.ts'

/**
 * One unit of work: a transaction, and with it the only time and the only identifiers that the code
 * inside may use. Whoever takes a Work can neither commit halfway nor depend on the real clock.
 */
export interface Work {
  readonly tx: Tx
  readonly now: Date
  readonly newId: () => string
}

export type InWork = <Result>(task: (work: Work) => Promise<Result>) => Promise<Result>

interface Sources {
  clock?: () => Date
  newId?: () => string
}

/**
 * Asks several things of PostgreSQL without waiting for each: it answers in the order in which they were
 * asked. All have ended before the first fault is thrown, so that nothing of a work outlives it.
 */
export async function all<Results extends readonly unknown[]>(
  tasks: Results,
): Promise<{ -readonly [Index in keyof Results]: Awaited<Results[Index]> }> {
  const ends = await Promise.allSettled(tasks)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return ends.map((end) => 'value' in end && end.value) as never
}

/** Deadlock and serialisation failure: PostgreSQL undid everything and asks to be tried again. */
const tryAgain = new Set(['40P01', '40001'])
const tries = 5

/** The one place where transactions begin: routes, jobs and subscribers call it, services never do. */
export function startWork(
  db: Db,
  { clock = () => new Date(), newId = () => nextId() }: Sources = {},
): InWork {
  return async (task) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute((tx) => task({ tx, now: clock(), newId }))
      } catch (error) {
        if (attempt === tries || !tryAgain.has(codeOf(error))) throw error
        await pause(5 * 2 ** attempt)
      }
    }
  }
}
