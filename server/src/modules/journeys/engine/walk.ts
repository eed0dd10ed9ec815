import type { Step, StepOf } from '../step-contract.ts'
import { changed, ended, later, noted, restingBefore } from './change.ts'
import { isTrue } from './conditions.ts'
import { does, isDeed } from './deeds.ts'
import { leftAlone } from './goal.ts'
import type { Plan } from './plan.ts'
import type { Moment, Outcome, Run } from './run.ts'
import { rendered, scopeOf } from './templates.ts'
import { mustQueue, queue } from './turns.ts'
import { isWait, openBranch, type Wait, waitsUntil } from './waits.ts'

/** Where a run is after a step, the step after it unless it stays, and what it said of the customer. */
interface Passed {
  readonly here: Outcome
  readonly next?: string
  readonly moment?: Moment
}

/** Goes on from a step until one waits or the run ends: each step once, so that a loop is cut. */
export function walk(plan: Plan, outcome: Outcome, stepId: string, from: Moment): Outcome {
  let here = outcome
  let moment = from
  let next: string | undefined = stepId
  while (next !== undefined) {
    const step = stepOf(plan, next)
    const { now, paused } = moment
    // Of a journey that is paused time still runs: who waits is held once that is over.
    if (paused && !isWait(step)) return restingBefore(here, step.id, now, 'held')
    here = changed(here, { step: step.id, beforeStep: false })
    if (here.run.memory.taken?.includes(step.id)) return ended(here, now, 'done', 'loop')
    if (mustQueue(plan, here.run, step, now)) return queue(here, step.id, now)
    const passed = pass(plan, plan.hasLoop ? taking(here, step.id) : here, step, moment)
    here = passed.here
    moment = passed.moment ?? moment
    next = passed.next
  }
  return again(plan, outcome.run, here, moment)
}

export function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.get(id)
  if (!step) throw new Error(`version ${plan.versionId} has no step ${id}`)
  return step
}

function taking(here: Outcome, step: string): Outcome {
  const { memory } = here.run
  return changed(here, { memory: { ...memory, taken: [...(memory.taken ?? []), step] } })
}

/** What a step does at once, and the step after it. */
function pass(plan: Plan, here: Outcome, step: Step, moment: Moment): Passed {
  const { now } = moment
  if (isWait(step)) return wait(here, step, moment)
  if (isDeed(step)) {
    const done = does(plan, here, step, moment)
    return { here: done, next: step.next, ...saying(done, here, moment) }
  }
  switch (step.kind) {
    case 'condition': {
      const answer = isTrue(step, here.run, moment) ? 'yes' : 'no'
      return { here: noted(here, now, step.id, answer, { way: answer }), next: step[answer] }
    }
    case 'branch': {
      const branch = step.branches.find((one) => isTrue(one, here.run, moment))
      const way = branch?.name ?? 'otherwise'
      const next = branch?.next ?? step.otherwise
      return { here: noted(here, now, step.id, 'branch', { way }), next }
    }
    case 'split':
    case 'experiment':
      return draw(plan, here, step, moment)
    case 'channel': {
      const chosen = channelFor(step, moment)
      const way = chosen?.channel ?? 'otherwise'
      const next = chosen?.next ?? step.otherwise
      return { here: noted(here, now, step.id, 'channel', { way }), next }
    }
    case 'webhook':
      return call(here, step, moment)
    case 'exit':
      return { here: ended(here, now, 'done', 'end') }
  }
}

function wait(here: Outcome, step: Wait, moment: Moment): Passed {
  const { now } = moment
  const branch = step.kind === 'wait-until' && openBranch(step, here.run, moment)
  if (branch) {
    const { name, next } = branch
    const told = { way: name, ...(branch.on.of === 'audience' && { detail: branch.on.audienceId }) }
    return { here: noted(here, now, step.id, branch.on.of, told), next }
  }
  const dueAt = waitsUntil(step, here.run, moment)
  if (dueAt) return { here: noted(changed(here, { dueAt }), now, step.id, 'waits') }
  if (step.kind === 'wait-until') throw new Error('a wait has an end')
  if (step.kind !== 'until-date') return { here, next: step.next }
  const way = step.otherwise === undefined ? 'next' : 'otherwise'
  const next = step.otherwise ?? step.next
  return { here: noted(here, now, step.id, 'no-date', { way }), next }
}

function draw(
  plan: Plan,
  here: Outcome,
  step: StepOf<'split' | 'experiment'>,
  moment: Moment,
): Passed {
  const label = step.kind === 'split' ? step.id : `experiment:${step.experiment}`
  const { name, next } = armOf(step.arms, moment.draw(label))
  const told = step.kind === 'experiment' ? [{ do: 'experiment', step, arm: name } as const] : []
  const alone = plan.silent.has(next) ? leftAlone(plan, here.run, moment.now) : {}
  const drawn = noted(changed(here, alone, ...told), moment.now, step.id, 'arm', {
    ...{ detail: name, way: name },
  })
  return { here: drawn, next }
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

function channelFor({ channels, prefer }: StepOf<'channel'>, { uses, reachable }: Moment) {
  const use = ({ channel }: { channel: string }) => uses[channel] ?? 0
  const ordered =
    prefer === 'used' ? channels.toSorted((one, other) => use(other) - use(one)) : channels
  return ordered.find(({ channel }) => reachable(channel))
}

/** The longest that an answer is waited for, all tries of the call included. */
const answerSeconds = 3600

function call(here: Outcome, step: StepOf<'webhook'>, moment: Moment): Passed {
  const { now } = moment
  if (here.run.holdout) return { here: noted(here, now, step.id, 'spared'), next: step.next }
  const body = step.body === undefined ? undefined : rendered(step.body, scopeOf(here.run, moment))
  const effect = { do: 'call', step, body } as const
  const called = changed(here, { dueAt: later(now, answerSeconds) }, effect)
  return { here: noted(called, now, step.id, 'called') }
}

/** What a step has just said of the customer is true for the steps after it. */
function saying(done: Outcome, before: Outcome, moment: Moment): { moment?: Moment } {
  const said = done.effects.slice(before.effects.length).find((one) => one.do === 'update')
  if (said?.do !== 'update') return {}
  const traits = Object.fromEntries(
    Object.entries({ ...moment.traits, ...said.traits }).filter(([, value]) => value !== null),
  )
  return { moment: { ...moment, traits } }
}

/** Who is still in the audience when their run ends may begin anew, unless it took no time at all. */
function again(plan: Plan, before: Run, here: Outcome, { now, isIn }: Moment): Outcome {
  const { repeatsWhileIn, entry } = plan.definition
  if (!repeatsWhileIn || entry.kind !== 'audience') return here
  if (here.run.state !== 'done' || before.state !== 'waiting') return here
  if (now <= here.run.enteredAt || isIn(entry.audienceId) !== (entry.change === 'entered')) {
    return here
  }
  return changed(here, {}, { do: 'again' })
}
