import type { Step, StepOf } from '../step-contract.ts'
import { changed, later, noted } from './change.ts'
import type { Plan } from './plan.ts'
import type { Effect, Happening, Moment, Outcome, Properties } from './run.ts'
import { rendered, scopeOf, valueIn } from './templates.ts'

export type Deed = StepOf<'message' | 'update' | 'list' | 'award' | 'journey' | 'task' | 'goal'>

const kinds = ['message', 'update', 'list', 'award', 'journey', 'task', 'goal']

export const isDeed = (step: Step): step is Deed => kinds.includes(step.kind)

/** Does what a step is for. In the control group nothing is done, but its time runs as if it had been. */
export function does(plan: Plan, here: Outcome, step: Deed, moment: Moment): Outcome {
  const { now } = moment
  if (step.kind === 'goal') return reachesGoal(here, step, now)
  if (here.run.holdout) {
    return step.kind === 'message'
      ? withheld(plan, here, step, now)
      : noted(here, now, step.id, 'spared')
  }
  const { effect, what, detail } = deedOf(plan, step, here, moment)
  return noted(changed(here, {}, ...effect), now, step.id, what, { detail })
}

interface Done {
  readonly effect: readonly Effect[]
  readonly what: Happening
  readonly detail?: string
}

function deedOf(
  { definition: { priority } }: Plan,
  step: Exclude<Deed, StepOf<'goal'>>,
  { run }: Outcome,
  moment: Moment,
): Done {
  switch (step.kind) {
    case 'message': {
      const { id, templateId } = step
      return { effect: [{ do: 'message', step: id, templateId, priority }], what: 'message' }
    }
    case 'update': {
      const traits = traitsOf(step, run, moment)
      const effect = { do: 'update', step: step.id, traits } as const
      return { effect: [effect], what: 'updated', detail: Object.keys(traits).join(', ') }
    }
    case 'list':
      return { effect: [{ do: 'list', step }], what: 'listed', detail: step.action }
    case 'award':
      return { effect: [{ do: 'award', step }], what: 'awarded', detail: step.award }
    case 'task': {
      const text = rendered(step.text, scopeOf(run, moment))
      return { effect: [{ do: 'task', step, text }], what: 'task', detail: step.title }
    }
    case 'journey': {
      const what = step.action === 'start' ? 'started' : 'stopped'
      // A journey that led to this one would lead to it again.
      const round = [run.journeyId, ...(run.memory.chain ?? [])].includes(step.journeyId)
      if (step.action === 'start' && round) return { effect: [], what, detail: 'loop' }
      return { effect: [{ do: 'journey', step }], what, detail: step.journeyId }
    }
  }
}

/** What templates leave empty is not said: a trait is only taken back by `null`. */
export function traitsOf(step: StepOf<'update'>, run: Outcome['run'], moment: Moment): Properties {
  const scope = scopeOf(run, moment)
  const said = Object.entries(step.traits).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? valueIn(value, scope) : value,
  ])
  return Object.fromEntries(
    said.filter(([name, value]) =>
      step.traits[name] === null ? true : value !== undefined && value !== null && value !== '',
    ),
  )
}

function withheld(plan: Plan, here: Outcome, { id }: StepOf<'message'>, now: Date): Outcome {
  const { goal } = plan.definition
  const touched = {
    touchedAt: here.run.touchedAt ?? now,
    attributedUntil: goal ? later(now, goal.attributionSeconds) : null,
  }
  return noted(changed(here, touched), now, id, 'withheld')
}

/** Reached once, by this step or by an event. */
function reachesGoal(here: Outcome, { id, name }: StepOf<'goal'>, now: Date): Outcome {
  const there = noted(here, now, id, 'goal', { detail: name })
  if (here.run.convertedAt) return there
  return changed(
    there,
    { convertedAt: now },
    { do: 'convert', at: now, amount: 0, currency: 'EUR' },
  )
}
