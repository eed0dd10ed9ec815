import { changed, ended, noted } from './change.ts'
import { keyAt, matches } from './compare.ts'
import { isReport, reported } from './goal.ts'
import { offered, type Plan, stopAsked } from './plan.ts'
import type { Answer, Heard, Moment, Outcome, Run } from './run.ts'
import { snapshotAfter } from './snapshot.ts'
import { changesAudience, isWait, openedBy, waitsUntil } from './waits.ts'
import { stepOf, walk } from './walk.ts'

/**
 * One run, one fact or the passing of time: what becomes of it. A pure function, so that a journey
 * that runs and one that is tried on the past differ only in where facts and clock come from.
 *
 * A wait that ended before the fact came ends first, however late the worker: what a customer gets
 * does not depend on which of two processes was quicker.
 */
export function advance(plan: Plan, run: Run, fact: Heard | undefined, moment: Moment): Outcome {
  const awake = wake(plan, { run, effects: [] }, moment)
  return fact ? hear(plan, awake, fact, moment) : awake
}

function wake(plan: Plan, outcome: Outcome, moment: Moment): Outcome {
  const { state, dueAt, step: at, beforeStep } = outcome.run
  if (state !== 'waiting' || !dueAt || dueAt > moment.now) return outcome
  // Of a journey that is paused, or a message that waits its turn, somebody rests before a step.
  if (beforeStep) return moment.paused ? outcome : walk(plan, outcome, at, moment)
  const step = stepOf(plan, at)
  const rested = changed(outcome, { dueAt: null })
  if (step.kind === 'webhook') return unanswered(plan, outcome, 'no-answer', moment)
  if (step.kind === 'wait-until') {
    const over = noted(rested, moment.now, at, 'time-out', { way: 'time-out' })
    return walk(plan, over, step.onTimeout, moment)
  }
  if (!isWait(step)) throw new Error(`a run waits at ${at}, which is no place to wait`)
  const way = step.kind === 'until-date' ? { way: 'next' } : {}
  return walk(plan, noted(rested, moment.now, at, 'time-out', way), step.next, moment)
}

function hear(plan: Plan, outcome: Outcome, fact: Heard, moment: Moment): Outcome {
  if (isReport(fact)) return reported(plan, outcome, fact)
  if (outcome.run.state !== 'waiting' || !concerns(plan, outcome.run, fact)) return outcome
  return live(plan, remembering(plan, outcome, fact), fact, moment)
}

/** What a later step asks for is remembered when it happens. */
function remembering(plan: Plan, outcome: Outcome, fact: Heard): Outcome {
  const { memory } = outcome.run
  const heard = memory.heard ?? []
  const fresh = plan.remembers
    .filter(({ label, match }) => !heard.includes(label) && matches(match, fact))
    .map(({ label }) => label)
  if (fresh.length === 0) return outcome
  return changed(outcome, { memory: { ...memory, heard: [...heard, ...fresh] } })
}

function live(plan: Plan, outcome: Outcome, fact: Heard, moment: Moment): Outcome {
  const { definition } = plan
  const { now } = moment
  if (fact.name === stopAsked && fact.properties.journeyId === plan.journeyId) {
    return ended(outcome, now, 'exited', 'stopped')
  }
  if (definition.exits.some((match) => matches(match, fact))) {
    return ended(outcome, now, 'exited', fact.name)
  }
  const leaves = definition.exitAudiences.some(({ audienceId, change }) =>
    changesAudience(fact, audienceId, change),
  )
  if (leaves) return ended(outcome, now, 'exited', fact.name)
  // History may end a run, since who has bought wants no reminder; it never moves one on to a send.
  if (fact.historical) return outcome
  const step = stepOf(plan, outcome.run.step)
  const renews = definition.refresh?.on.some((match) => matches(match, fact))
  const branch =
    step.kind === 'wait-until' && !outcome.run.beforeStep ? openedBy(step, fact) : undefined
  if (branch) {
    const { on, name, next } = branch
    const detail = on.of === 'event' ? fact.name : on.audienceId
    // What ends the wait may also be what the steps behind it speak of.
    const snapshot = renews ? snapshotAfter(plan, outcome.run.snapshot, fact) : outcome.run.snapshot
    const known = changed(outcome, { dueAt: null, snapshot })
    const met = noted(known, now, step.id, on.of, { detail, way: name })
    return walk(plan, met, next, moment)
  }
  return renews ? refreshed(plan, outcome, fact, moment) : outcome
}

function refreshed(plan: Plan, outcome: Outcome, fact: Heard, moment: Moment): Outcome {
  const { run } = outcome
  const step = stepOf(plan, run.step)
  const snapshot = snapshotAfter(plan, run.snapshot, fact)
  const renewed = { ...run, snapshot }
  const restarts = plan.definition.refresh?.restartsWait && isWait(step) && !run.beforeStep
  const again = restarts ? { dueAt: waitsUntil(step, renewed, moment) ?? moment.now } : {}
  const changes = changed(outcome, { ...again, snapshot })
  return noted(changes, moment.now, step.id, 'refreshed', { detail: fact.name })
}

/** What a webhook answered: the run goes on, if it still waits for that. */
export function answered(
  plan: Plan,
  run: Run,
  step: string,
  answer: Answer | 'no-answer' | 'refused',
  moment: Moment,
): Outcome {
  const outcome = { run, effects: [] }
  if (run.state !== 'waiting' || run.step !== step || run.beforeStep) return outcome
  const at = stepOf(plan, step)
  if (at.kind !== 'webhook') return outcome
  if (typeof answer === 'string') return unanswered(plan, outcome, answer, moment)
  const { memory } = run
  const answers = { ...memory.answers, [step]: answer }
  const known = changed(outcome, { dueAt: null, memory: { ...memory, answers } })
  const ok = answer.status >= 200 && answer.status < 300
  const told = { detail: String(answer.status), way: ok ? 'next' : 'failed' }
  const heard = noted(known, moment.now, step, ok ? 'answered' : 'failed', told)
  return walk(plan, heard, ok ? at.next : at.onFailure, moment)
}

function unanswered(plan: Plan, outcome: Outcome, detail: string, moment: Moment): Outcome {
  const step = stepOf(plan, outcome.run.step)
  if (step.kind !== 'webhook') throw new Error(`nothing was called at ${step.id}`)
  const rested = changed(outcome, { dueAt: null })
  const told = { detail, way: 'failed' }
  return walk(plan, noted(rested, moment.now, step.id, 'failed', told), step.onFailure, moment)
}

/**
 * Whether the fact is about this run. Of a keyed journey, facts of another key are not; one without
 * a key (an order that names no cart) is about every run of the customer, and a run without a key
 * hears every fact. Of history only what happened after the run began.
 */
export function concerns(plan: Plan, run: Run, fact: Heard): boolean {
  if (fact.historical && fact.at < run.enteredAt) return false
  const key = plan.keyPath && keyAt(fact.properties, plan.keyPath)
  return !key || !run.key || key === run.key
}

/**
 * The key under which a fact would start this journey, or undefined if it does not. Many sites send
 * 'Product Added' without a cart's id: the customer then has one cart, whose key is empty.
 */
export function entryKey(plan: Plan, fact: Heard): string | undefined {
  if (fact.historical) return undefined
  if (fact.name === offered && fact.properties.journeyId === plan.journeyId) {
    return keyAt(fact.properties, 'key') ?? ''
  }
  if (!plan.entry || !matches(plan.entry, fact)) return undefined
  return (plan.keyPath && keyAt(fact.properties, plan.keyPath)) ?? ''
}
