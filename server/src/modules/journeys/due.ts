import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { carryOut } from './carry-out.ts'
import { openJourneys } from './catalogue.ts'
import { advance } from './engine/advance.ts'
import { planFor } from './engine/meet.ts'
import { isQueued } from './engine/turns.ts'
import { giveTurns } from './give-turns.ts'
import { unsettledIds } from './merges.ts'
import { momentsFor, moves } from './people.ts'
import { runsByKey } from './runs.ts'
import { updateRuns } from './write-runs.ts'

/** Takes up to `limit` due steps, and says how many there were. */
export async function wakeDue(work: Work, limit: number): Promise<number> {
  const journeys = await openJourneys(work.tx)
  const running = journeys.filter(moves)
  const resting = await unsettledIds(work)
  const found = await dueKeys(work, idsOf(running), limit * 8)
  const due = found.filter((key) => !resting.has(key.customer_id))
  if (due.length === 0) return 0
  const stored = await runsByKey(work.tx, portionOf(due, limit))
  const momentOf = await momentsFor(
    work,
    running,
    stored.map(({ run }) => run.customerId),
  )
  const byId = new Map(journeys.map((journey) => [journey.id, journey]))
  const revisions = new Map(stored.map(({ run, revision }) => [run.id, revision]))
  const advanced = stored.flatMap(({ run }) => {
    const course = byId.get(run.journeyId)
    if (!course || !run.dueAt || run.dueAt > work.now) return []
    const plan = planFor(course, run)
    const moment = momentOf(run.journeyId, run.customerId, work.now)
    return [{ plan, outcome: advance(plan, run, undefined, moment) }]
  })
  const [queued, going] = parted(advanced, ({ outcome }) => isQueued(outcome.run))
  const outcomes = [
    ...going.map(({ outcome }) => outcome),
    ...(await giveTurns(work, queued, momentOf)),
  ].map((outcome) => ({ ...outcome, revision: revisions.get(outcome.run.id) ?? 0 }))
  const mine = await updateRuns(work.tx, outcomes)
  const taken = outcomes.filter(({ run }) => mine.has(run.id))
  await carryOut(
    work,
    taken.map(({ run }) => run),
    taken.flatMap(({ run, effects }) => effects.map((effect) => ({ run, effect }))),
  )
  return due.length
}

interface DueKey {
  readonly customer_id: string
  readonly id: string
  readonly due_at: Date
}

/**
 * The runs that are due, found without a lock: a search over all customers cannot lock once they live
 * on many nodes.
 */
export async function dueKeys(
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

/** When the next step of any journey that moves is due, or undefined when nobody waits. */
export async function nextDueAt(db: Db): Promise<Date | undefined> {
  const times: number[] = []
  for (const journeyId of await runningIds(db)) {
    const first = await db
      .selectFrom('journeys.run')
      .select('due_at')
      .where('journey_id', '=', journeyId)
      .where('state', '=', 'waiting')
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst()
    if (first?.due_at) times.push(first.due_at.getTime())
  }
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

export const runningIds = async (db: Db) => idsOf((await openJourneys(db)).filter(moves))

const idsOf = (journeys: readonly { id: string }[]) => journeys.map(({ id }) => id)

function parted<Item>(items: readonly Item[], is: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(is), items.filter((item) => !is(item))]
}
