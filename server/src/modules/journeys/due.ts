import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../../kernel/database.ts'
import { codeOf, isInfrastructureFault } from '../../kernel/faults.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { carryOut, longestRestMs } from './carry-out.ts'
import { openJourneys } from './catalogue.ts'
import { advance } from './engine/advance.ts'
import { planFor } from './engine/meet.ts'
import { unsettledIds } from './merges.ts'
import { momentsFor } from './people.ts'
import { runsByKey, updateRuns } from './runs.ts'

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
export function journeysLoops({ inWork, log, workers = 2 }: DueOptions): Loop[] {
  return Array.from({ length: workers }, (_, at) => dueLoop(`journeys/due-${at + 1}`, inWork, log))
}

function dueLoop(name: string, inWork: InWork, log: Logger): Loop {
  let limit = mostRuns
  let failures = 0
  let restMs = 0
  return {
    name,
    wakeOn: ['journeys.due', 'kernel.clock'],
    get idleMs() {
      return restMs
    },
    run: async () => {
      try {
        const { found, next } = await inWork((work) => wakeDue(work, limit))
        restMs = next
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

/** Takes up to `limit` due steps, and says how many there were and how long there is nothing else. */
export async function wakeDue(work: Work, limit: number): Promise<{ found: number; next: number }> {
  const journeys = await openJourneys(work.tx)
  const running = journeys.filter(({ status }) => status === 'running')
  const resting = await unsettledIds(work)
  const due = (
    await dueKeys(
      work,
      running.map(({ id }) => id),
      limit * 8,
    )
  ).filter((key) => !resting.has(key.customer_id))
  if (due.length === 0) return { found: 0, next: await restOf(work) }
  const stored = await runsByKey(work.tx, portionOf(due, limit))
  const momentOf = await momentsFor(
    work,
    running,
    stored.map(({ run }) => run.customerId),
  )
  const byId = new Map(journeys.map((journey) => [journey.id, journey]))
  const outcomes = stored.flatMap(({ run, revision }) => {
    const course = byId.get(run.journeyId)
    if (!course || !run.dueAt || run.dueAt > work.now) return []
    const moment = momentOf(run.journeyId, run.customerId, work.now)
    return [{ ...advance(planFor(course, run), run, undefined, moment), revision }]
  })
  const mine = await updateRuns(work.tx, outcomes)
  const taken = outcomes.filter(({ run }) => mine.has(run.id))
  await carryOut(
    work,
    taken.map(({ run }) => run),
    taken.flatMap(({ run, effects }) => effects.map((effect) => ({ run, effect }))),
  )
  return { found: due.length, next: 0 }
}

interface DueKey {
  readonly customer_id: string
  readonly id: string
  readonly due_at: Date
}

/** The runs that are due, without locking them: a search over all customers cannot lock once they live on many nodes. */
async function dueKeys(
  work: Work,
  journeyIds: readonly string[],
  limit: number,
): Promise<DueKey[]> {
  const found: DueKey[] = []
  for (const journeyId of journeyIds) {
    const { rows } = await sql<DueKey>`
      select customer_id, id, due_at from journeys.run
      where journey_id = ${journeyId} and state = 'waiting' and due_at <= ${work.now}
      order by due_at limit ${limit}`.execute(work.tx)
    found.push(...rows)
  }
  return found.sort((one, other) => one.due_at.getTime() - other.due_at.getTime())
}

/** Where more is due than one portion, workers begin at different places and seldom meet. */
function portionOf(due: readonly DueKey[], limit: number): readonly DueKey[] {
  if (due.length <= limit || limit === 1) return due.slice(0, limit)
  const portions = Math.ceil(Math.min(due.length, limit * 8) / limit)
  const from = Math.floor(Math.random() * portions) * limit
  return due.slice(from, from + limit)
}

/** Milliseconds until something is due; at most half a minute, in case a signal was missed. */
async function restOf(work: Work): Promise<number> {
  const next = await nextDueAt(work.tx)
  const rest = next ? next.getTime() - work.now.getTime() : longestRestMs
  return Math.min(longestRestMs, Math.max(50, rest))
}

/** When the next step of any running journey is due, or undefined when nobody waits. */
export async function nextDueAt(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ due_at: Date | null }>`
    select min(first.due_at) as due_at
    from journeys.journey
    cross join lateral (
      select due_at from journeys.run
      where journey_id = journey.id and state = 'waiting' order by due_at limit 1) first
    where journey.status = 'running'`.execute(db)
  return rows[0]?.due_at ?? undefined
}

/** A step that cannot be taken is tried later, and after a few times given up, so that others go on. */
async function putOff(work: Work, error: unknown): Promise<void> {
  const running = (await openJourneys(work.tx)).filter(({ status }) => status === 'running')
  const [first] = await dueKeys(
    work,
    running.map(({ id }) => id),
    1,
  )
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
