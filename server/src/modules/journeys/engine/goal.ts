import { minorUnits } from '../../../kernel/money.ts'
import { changed, later, noted } from './change.ts'
import { asNumber, matches, valueAt } from './compare.ts'
import { type Plan, reports } from './plan.ts'
import type { Heard, Outcome, Run } from './run.ts'

/**
 * What became of a message of this run. Once it was sent, or its link clicked, an order is its work;
 * further clicks of one message count no more.
 */
export function reported(plan: Plan, outcome: Outcome, fact: Heard): Outcome {
  const { run } = outcome
  const what = reports[fact.name]
  // A mail scanner follows links too: that is no sign of a person.
  if (!what || fact.properties.runId !== run.id || fact.properties.bot) return outcome
  const step = String(fact.properties.step ?? run.step)
  if (what === 'not-sent')
    return noted(outcome, fact.at, step, what, { detail: String(fact.properties.reason) })
  if (what === 'clicked' && run.path.some((one) => one.what === what && one.step === step)) {
    return outcome
  }
  const counted = { do: 'count', what, at: fact.at, step } as const
  const touched = changed(outcome, touchedBy(plan, run, fact.at), counted)
  return noted(touched, fact.at, step, what)
}

function touchedBy(plan: Plan, run: Run, at: Date): Partial<Run> {
  const { goal } = plan.definition
  const until = goal ? later(at, goal.attributionSeconds) : null
  return {
    touchedAt: run.touchedAt ?? at,
    attributedUntil: latest(run.attributedUntil, until),
  }
}

/**
 * Who is drawn into an arm that writes to nobody reaches the goal in as much time as the others, counted
 * from the draw: else nothing could be set beside it. The journey takes no credit for that.
 */
export function leftAlone(plan: Plan, run: Run, now: Date): Partial<Run> {
  const { goal } = plan.definition
  if (!goal || run.touchedAt || run.holdout) return {}
  return {
    attributedUntil: later(now, goal.attributionSeconds),
    memory: { ...run.memory, alone: run.memory.alone ?? now.toISOString() },
  }
}

export const isReport = ({ name }: Heard) => Object.hasOwn(reports, name)

/** Whether this event is the goal of a run that has not reached it and may still take the credit. */
export function reaches(plan: Plan, run: Run, fact: Heard): boolean {
  const { goal } = plan.definition
  const since = run.touchedAt ?? (run.memory.alone ? new Date(run.memory.alone) : null)
  if (!goal || run.convertedAt || !since || !run.attributedUntil) return false
  return fact.at >= since && fact.at <= run.attributedUntil && matches(goal, fact)
}

/** Notes the goal, once per run. */
export function converted(plan: Plan, outcome: Outcome, fact: Heard): Outcome {
  const worth = worthOf(plan.definition.goal?.value ?? [], fact)
  const claim = outcome.run.touchedAt ? [{ do: 'convert', at: fact.at, ...worth } as const] : []
  const memory = { ...outcome.run.memory, worth }
  const done = changed(outcome, { convertedAt: fact.at, memory }, ...claim)
  return noted(done, fact.at, outcome.run.step, 'converted')
}

/** What an event is worth: the first of these paths that holds a number, in minor units. */
export function worthOf(paths: readonly string[], { properties }: Pick<Heard, 'properties'>) {
  const amounts = paths.map((path) => asNumber(valueAt(properties, path)))
  const { currency } = properties
  return {
    amount: minorUnits(amounts.find((amount) => amount !== undefined) ?? 0),
    currency: typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'EUR',
  }
}

const latest = (one: Date | null, other: Date | null) =>
  !one || (other && other > one) ? other : one
