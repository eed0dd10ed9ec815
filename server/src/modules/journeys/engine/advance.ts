import type { EventMatch } from '../condition-contract.ts'
import { changed, ended, later, noted } from './change.ts'
import { keyAt, matches } from './compare.ts'
import { isReport, reported } from './goal.ts'
import { offered, type Plan } from './plan.ts'
import type { Heard, Moment, Outcome, Run } from './run.ts'
import { snapshotAfter } from './snapshot.ts'
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
  const { state, dueAt, step: at } = outcome.run
  if (state !== 'waiting' || !dueAt || dueAt > moment.now) return outcome
  const step = stepOf(plan, at)
  const rested = noted(changed(outcome, { dueAt: null }), moment.now, at, 'time-out')
  if (step.kind === 'delay') return walk(plan, rested, step.next, moment)
  if (step.kind === 'wait-until') return walk(plan, rested, step.onTimeout, moment)
  throw new Error(`a run waits at ${at}, which is no place to wait`)
}

function hear(plan: Plan, outcome: Outcome, fact: Heard, moment: Moment): Outcome {
  if (isReport(fact)) return reported(plan, outcome, fact)
  if (outcome.run.state !== 'waiting' || !concerns(plan, outcome.run, fact)) return outcome
  return live(plan, outcome, fact, moment)
}

function live(plan: Plan, outcome: Outcome, fact: Heard, moment: Moment): Outcome {
  const heard = (match: EventMatch) => matches(match, fact)
  if (plan.definition.exits.some(heard)) return ended(outcome, moment.now, 'exited', fact.name)
  // History may end a run, since who has bought wants no reminder; it never moves one on to a send.
  if (fact.historical) return outcome
  const step = stepOf(plan, outcome.run.step)
  const branch =
    step.kind === 'wait-until' && step.branches.find(({ on }) => on.of === 'event' && heard(on))
  if (branch) {
    const met = noted(changed(outcome, { dueAt: null }), moment.now, step.id, 'event', fact.name)
    return walk(plan, met, branch.next, moment)
  }
  return plan.definition.refresh?.on.some(heard) ? refreshed(plan, outcome, fact, moment) : outcome
}

function refreshed(plan: Plan, outcome: Outcome, fact: Heard, { now }: Moment): Outcome {
  const step = stepOf(plan, outcome.run.step)
  const wait = step.kind === 'delay' ? step.seconds : 0
  const seconds = step.kind === 'wait-until' ? step.timeoutSeconds : wait
  const again = plan.definition.refresh?.restartsWait ? { dueAt: later(now, seconds) } : {}
  const snapshot = snapshotAfter(plan, outcome.run.snapshot, fact)
  return noted(changed(outcome, { ...again, snapshot }), now, step.id, 'refreshed', fact.name)
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
  const isOffered = fact.name === offered && fact.properties.journeyId === plan.journeyId
  if (fact.historical || !(isOffered || matches(plan.entry, fact))) return undefined
  return (plan.keyPath && keyAt(fact.properties, plan.keyPath)) ?? ''
}

interface Newcomer {
  readonly id: string
  readonly customerId: string
  readonly originId?: string
  readonly key: string
}

/** Begins a run, and takes it to where it first waits. */
export function enter(plan: Plan, who: Newcomer, fact: Heard, moment: Moment): Outcome {
  const { now } = moment
  const { first, holdout } = plan.definition
  const run: Run = {
    ...who,
    journeyId: plan.journeyId,
    versionId: plan.versionId,
    state: 'waiting',
    step: first,
    dueAt: null,
    enteredAt: now,
    endedAt: null,
    reason: null,
    holdout: moment.draw('holdout') * 100 < holdout,
    snapshot: snapshotAfter(plan, {}, fact),
    path: [],
    touchedAt: null,
    attributedUntil: null,
    convertedAt: null,
  }
  const counted = { do: 'count', what: 'entered', at: now, step: '' } as const
  const begun = noted({ run, effects: [counted] }, now, first, 'entered', fact.name)
  return walk(plan, begun, first, moment)
}
