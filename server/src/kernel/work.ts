import { setTimeout as pause } from 'node:timers/promises'
import { type Db, inTransaction, type Tx } from './database.ts'
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
  /**
   * Has a statement sent together with the commit, behind those that were given before: nobody waits for it, and what
   * it locks is held for no longer. Nobody reads its answer before: it must fail where it shall not be, which
   * undoes the whole work.
   */
  readonly atLast: (statement: () => Promise<unknown>) => void
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
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
  if (faults.length > 0) throw faults.find((fault) => codeOf(fault) !== aborted) ?? faults[0]
  return ends.map((end) => 'value' in end && end.value) as never
}

/** What statements are told that came behind the one which failed: not the cause. */
const aborted = '25P02'

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
        return await transact(db, task, { now: clock(), newId })
      } catch (error) {
        if (attempt === tries || !tryAgain.has(codeOf(error))) throw error
        await pause(5 * 2 ** attempt)
      }
    }
  }
}

async function transact<Result>(
  db: Db,
  task: (work: Work) => Promise<Result>,
  given: Pick<Work, 'now' | 'newId'>,
): Promise<Result> {
  const last: (() => Promise<unknown>)[] = []
  let ended: Promise<unknown> | undefined
  const atLast: Work['atLast'] = (statement) => void last.push(statement)
  try {
    const answer = await inTransaction(db, async (tx) => {
      const result = await task({ ...given, tx, atLast })
      ended = all(last.map((statement) => statement()))
      // Whatever becomes of it is known once the commit is.
      ended.catch(() => {})
      return result
    })
    // Answered by now; what never reached PostgreSQL says so here.
    await ended
    return answer
  } catch (error) {
    await ended
    throw error
  }
}
