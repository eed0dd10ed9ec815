import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from '../../../kernel/database.ts'
import { lastPosition } from '../../thread/index.ts'
import type { PersonPast, Trial } from './past.ts'
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

const hearEveryMs = 5
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
    yield {
      ...{ looked: portion.looked, events: portion.events },
      people: await goThrough(trial, portion.people),
    }
    if (isLast) return
  }
}

/** Between people what PostgreSQL answers is heard, and the next is asked of it: else it would wait for all of a portion. */
async function goThrough(trial: Trial, pasts: readonly PersonPast[]): Promise<Attempted['people']> {
  const people: Attempted['people'][number][] = []
  let since = performance.now()
  for (const past of pasts) {
    const runs = rehearse(trial, past)
    if (runs.length > 0) people.push({ finalId: past.finalId, runs })
    if (performance.now() - since < hearEveryMs) continue
    await turn()
    since = performance.now()
  }
  return people
}
