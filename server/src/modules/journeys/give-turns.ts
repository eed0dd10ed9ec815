import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { advance } from './engine/advance.ts'
import type { Plan } from './engine/plan.ts'
import type { Outcome, Run } from './engine/run.ts'
import { isQueued, spacingMs, withTurn } from './engine/turns.ts'
import type { MomentOf } from './people.ts'
import './tables.ts'

interface Asking {
  readonly plan: Plan
  readonly outcome: Outcome
}

/**
 * Gives those who wait before a message of a throttled journey the moment at which it may go, each a
 * moment of its own, so that nobody is woken twice; those whose moment is now go on.
 */
export async function giveTurns(
  work: Work,
  asking: readonly Asking[],
  momentOf: MomentOf,
): Promise<Outcome[]> {
  const given: Outcome[] = []
  let waiting = asking
  while (waiting.length > 0) {
    const turns = await nextTurns(work, waiting)
    const outcomes = waiting.map(({ plan, outcome }, at) => ({
      plan,
      outcome: goOn(plan, outcome, turns[at] ?? work.now, work, momentOf),
    }))
    waiting = outcomes.filter(({ outcome }) => isQueued(outcome.run))
    for (const { outcome } of outcomes) if (!isQueued(outcome.run)) given.push(outcome)
  }
  return given
}

function goOn(plan: Plan, { run, effects }: Outcome, at: Date, work: Work, momentOf: MomentOf) {
  const turned: Run = withTurn(run, at)
  if (at > work.now) return { run: turned, effects }
  const moment = momentOf(run.journeyId, run.customerId, work.now)
  const gone = advance(plan, turned, undefined, moment)
  return { run: gone.run, effects: [...effects, ...gone.effects] }
}

/** For each who asks, in order; the row of a journey is taken by one transaction after the other. */
async function nextTurns(work: Work, asking: readonly Asking[]): Promise<Date[]> {
  const counts = new Map<string, { plan: Plan; n: number }>()
  for (const { plan } of asking) {
    const { n } = counts.get(plan.journeyId) ?? { n: 0 }
    counts.set(plan.journeyId, { plan, n: n + 1 })
  }
  const next = new Map<string, { at: number; spacing: number }>()
  for (const [id, { plan, n }] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const { throttle } = plan.definition
    if (!throttle) throw new Error(`journey ${id} has no throttle`)
    const spacing = spacingMs(throttle)
    const { rows } = await sql<{ next_at: Date }>`
      insert into journeys.turn (journey_id, next_at)
      values (${id}, ${new Date(work.now.getTime() + n * spacing)})
      on conflict (journey_id) do update set next_at =
        greatest(turn.next_at, ${work.now}::timestamptz) + ${n * spacing} * interval '1 millisecond'
      returning next_at`.execute(work.tx)
    const after = rows[0]?.next_at.getTime() ?? work.now.getTime()
    next.set(id, { at: after - n * spacing, spacing })
  }
  return asking.map(({ plan }) => {
    const turn = next.get(plan.journeyId)
    if (!turn) throw new Error(`no turn for journey ${plan.journeyId}`)
    const at = new Date(turn.at)
    turn.at += turn.spacing
    return at
  })
}
