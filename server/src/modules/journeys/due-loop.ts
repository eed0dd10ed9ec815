import { sql } from 'kysely'
import type { Logger } from 'pino'
import { codeOf, isInfrastructureFault } from '../../kernel/faults.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { dueKeys, nextDueAt, runningIds, wakeDue } from './due.ts'

const mostRuns = 100
const tries = 5

interface DueOptions {
  readonly inWork: InWork
  readonly log: Logger
  /** How many of these loops this process runs at once. */
  readonly workers?: number
}

/**
 * Takes the steps whose time has come. Nothing is polled for each run: a loop sleeps until the
 * earliest due time, or until told of an earlier one. However many workers there are, a step is taken
 * once (see updateRuns), and its effects commit with it: whoever dies loses and repeats nothing.
 */
export function dueLoops({ inWork, log, workers = 2 }: DueOptions): Loop[] {
  return Array.from({ length: workers }, (_, at) => dueLoop(`journeys/due-${at + 1}`, inWork, log))
}

function dueLoop(name: string, inWork: InWork, log: Logger): Loop {
  let limit = mostRuns
  let failures = 0
  return {
    name,
    wakeOn: ['journeys.due'],
    nextAt: nextDueAt,
    untold: true,
    run: async () => {
      try {
        const found = await inWork((work) => wakeDue(work, limit))
        failures = 0
        if (found > 0) limit = Math.min(mostRuns, limit * 2)
        return found > 0
      } catch (error) {
        if (isInfrastructureFault(error)) throw error
        if (limit > 1) limit = Math.max(1, limit >> 2)
        else if (++failures >= 2) {
          failures = 0
          log.error({ err: error }, 'journey step put off')
          await inWork((work) => putOff(work, error))
        }
        return true
      }
    },
  }
}

/** A step that cannot be taken is tried later, and after a few times given up, so that others go on. */
async function putOff(work: Work, error: unknown): Promise<void> {
  const [first] = await dueKeys(work, await runningIds(work.tx), 1)
  if (!first) return
  const reason = codeOf(error) || 'error'
  await sql`
    update journeys.run set
      tries = tries + 1, revision = revision + 1, reason = ${reason},
      state = case when tries + 1 >= ${tries} then 'failed' else state end,
      ended_at = case when tries + 1 >= ${tries} then ${work.now}::timestamptz end,
      due_at = case when tries + 1 < ${tries}
        then ${work.now}::timestamptz + interval '1 minute' * power(2, tries) end
    where customer_id = ${first.customer_id} and id = ${first.id} and state = 'waiting'`.execute(
    work.tx,
  )
}
