import type { Condition } from '../condition-contract.ts'
import type { Step } from '../step-contract.ts'
import { changed, ended, later, noted } from './change.ts'
import { holds } from './compare.ts'
import type { Plan } from './plan.ts'
import type { Moment, Outcome, Run } from './run.ts'

/** Goes on from a step until one waits or the run ends. A published graph has no cycle (check.ts). */
export function walk(plan: Plan, outcome: Outcome, stepId: string, moment: Moment): Outcome {
  let here = outcome
  let next: string | undefined = stepId
  while (next !== undefined) {
    const step = stepOf(plan, next)
    here = changed(here, { step: step.id })
    ;[here, next] = pass(plan, here, step, moment)
  }
  return here
}

export function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.get(id)
  if (!step) throw new Error(`version ${plan.versionId} has no step ${id}`)
  return step
}

/** What a step does at once, and the step after it, or undefined where the run stays. */
function pass(plan: Plan, here: Outcome, step: Step, moment: Moment): [Outcome, string?] {
  const { now } = moment
  switch (step.kind) {
    case 'delay':
      return [waiting(here, step.id, now, step.seconds)]
    case 'wait-until':
      return [waiting(here, step.id, now, step.timeoutSeconds)]
    case 'condition': {
      const answer = step.all.every((test) => isTrue(test, here.run, moment)) ? 'yes' : 'no'
      return [noted(here, now, step.id, answer), step[answer]]
    }
    case 'split': {
      const arm = armOf(step.arms, moment.draw(step.id))
      return [noted(here, now, step.id, 'arm', arm.name), arm.next]
    }
    case 'message':
      return [say(plan, here, step, now), step.next]
    case 'exit':
      return [ended(here, now, 'done', 'end')]
    default:
      throw new Error(`a step of the kind ${step.kind} was published`)
  }
}

const waiting = (here: Outcome, step: string, now: Date, seconds: number) =>
  noted(changed(here, { dueAt: later(now, seconds) }), now, step, 'waits')

function isTrue(test: Condition, run: Run, moment: Moment): boolean {
  if (test.of === 'audience') return moment.isIn(test.audienceId) === (test.is === 'in')
  if (test.of !== 'event' && test.of !== 'traits') throw new Error(`a condition of ${test.of}`)
  return holds(test, test.of === 'event' ? run.snapshot : moment.traits)
}

/** Shares are weights: three arms of 33.33, 33.33 and 33.34 divide everybody. */
function armOf<Arm extends { share: number }>(arms: readonly Arm[], draw: number): Arm {
  const whole = arms.reduce((sum, { share }) => sum + share, 0)
  let upTo = 0
  for (const arm of arms) {
    upTo += arm.share / whole
    if (draw < upTo) return arm
  }
  return arms.at(-1) as Arm
}

/** In the control group nothing is sent, but its time runs as if it had been. */
function say(plan: Plan, here: Outcome, step: Extract<Step, { kind: 'message' }>, now: Date) {
  const { id, templateId } = step
  if (!here.run.holdout) {
    const message = { do: 'message', step: id, templateId } as const
    return noted(changed(here, {}, message), now, id, 'message')
  }
  const { goal } = plan.definition
  const touched = {
    touchedAt: here.run.touchedAt ?? now,
    attributedUntil: goal ? later(now, goal.attributionSeconds) : null,
  }
  return noted(changed(here, touched), now, id, 'withheld')
}
