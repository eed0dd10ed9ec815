import type { Db } from '../../../kernel/database.ts'
import { lastPosition } from '../../thread/index.ts'
import { readPortion } from './read.ts'
import { rehearse, type TrialRun } from './rehearse.ts'
import { openTrial, type TrialOrder } from './trial.ts'
import type { Turns } from './turns.ts'

/** What became of the next people. */
export interface Attempted {
  readonly looked: number
  readonly events: number
  readonly people: readonly { readonly finalId: string; readonly runs: readonly TrialRun[] }[]
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * Tries a journey on everybody's past, a portion of people after another. While one is gone through
 * the next is read already. Only reads.
 */
export async function* attempt(
  db: Db,
  order: TrialOrder,
  turns?: Turns,
): AsyncGenerator<Attempted> {
  const { trial, hearing } = await openTrial(db, order, turns)
  const reading = { trial, hearing, upTo: await lastPosition(db) }
  let next = readPortion(db, reading, beforeAll)
  for (;;) {
    const portion = await next
    const isLast = portion.last === undefined
    if (portion.last !== undefined) {
      next = readPortion(db, reading, portion.last)
      next.catch(() => {}) // awaited in its turn; until then its error is nobody's
    }
    const people = portion.people.map((past) => ({
      finalId: past.finalId,
      runs: rehearse(trial, past),
    }))
    yield {
      ...{ looked: portion.looked, events: portion.events },
      people: people.filter(({ runs }) => runs.length > 0),
    }
    if (isLast) return
  }
}
