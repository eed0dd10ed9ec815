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
