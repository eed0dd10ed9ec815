import { minorUnits } from '../../../kernel/money.ts'
import { changed, later, noted } from './change.ts'
import { asNumber, matches, valueAt } from './compare.ts'
import { messageClicked, messageSent, type Plan } from './plan.ts'
import type { Heard, Outcome, Run } from './run.ts'

/** A message of this run was handed over, or its link clicked: from here an order is its work. */
export function reported(plan: Plan, outcome: Outcome, fact: Heard): Outcome {
  const { run } = outcome
  if (fact.properties.runId !== run.id) return outcome
  const step = String(fact.properties.stepId ?? run.step)
  const what = fact.name === messageSent ? 'sent' : 'clicked'
  if (what === 'clicked' && run.path.some((one) => one.what === what && one.step === step)) {
    return outcome
  }
  const until = plan.definition.goal && later(fact.at, plan.definition.goal.attributionSeconds)
  const touched = changed(
    outcome,
    {
      touchedAt: run.touchedAt ?? fact.at,
      attributedUntil: latest(run.attributedUntil, until ?? null),
    },
    { do: 'count', what, at: fact.at, step },
  )
  return noted(touched, fact.at, step, what)
}

export const isReport = ({ name }: Heard) => name === messageSent || name === messageClicked

/** Whether this event is the goal of a run that has not reached it and may still take the credit. */
export function reaches(plan: Plan, run: Run, fact: Heard): boolean {
  const { goal } = plan.definition
  if (!goal || run.convertedAt || !run.touchedAt || !run.attributedUntil) return false
  return fact.at >= run.touchedAt && fact.at <= run.attributedUntil && matches(goal, fact)
}

/** Notes the goal, once per run. */
export function converted(plan: Plan, outcome: Outcome, fact: Heard): Outcome {
  const amounts = (plan.definition.goal?.value ?? []).map((path) =>
    asNumber(valueAt(fact.properties, path)),
  )
  const { currency } = fact.properties
  const done = changed(
    outcome,
    { convertedAt: fact.at },
    {
      do: 'convert',
      at: fact.at,
      amount: minorUnits(amounts.find((amount) => amount !== undefined) ?? 0),
      currency: typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'EUR',
    },
  )
  return noted(done, fact.at, outcome.run.step, 'converted')
}

const latest = (one: Date | null, other: Date | null) =>
  !one || (other && other > one) ? other : one
