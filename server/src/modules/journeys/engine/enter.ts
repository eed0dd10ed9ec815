import { noted } from './change.ts'
import { matches } from './compare.ts'
import { offered, type Plan } from './plan.ts'
import type { Heard, Memory, Moment, Outcome, Properties, Run } from './run.ts'
import { snapshotAfter } from './snapshot.ts'
import { walk } from './walk.ts'

interface Newcomer {
  readonly id: string
  readonly customerId: string
  readonly originId?: string
  readonly key: string
}

/** Begins a run, and takes it to where it first waits. */
export function enter(plan: Plan, who: Newcomer, fact: Heard, moment: Moment): Outcome {
  const { now } = moment
  const { first } = plan.definition
  const run: Run = {
    ...who,
    journeyId: plan.journeyId,
    versionId: plan.versionId,
    state: 'waiting',
    step: first,
    beforeStep: false,
    dueAt: null,
    enteredAt: now,
    endedAt: null,
    reason: null,
    holdout: isHeldOut(plan, moment),
    snapshot: snapshotAfter(plan, {}, given(fact)),
    memory: memoryOf(plan, fact),
    path: [],
    touchedAt: null,
    attributedUntil: null,
    convertedAt: null,
  }
  const counted = { do: 'count', what: 'entered', at: now, step: '' } as const
  const detail = fact.name === offered ? String(fact.properties.by ?? '') : fact.name
  const begun = noted({ run, effects: [counted] }, now, first, 'entered', { detail })
  return walk(plan, begun, first, moment)
}

function isHeldOut({ definition }: Plan, { draw, globalHoldout }: Moment): boolean {
  if (globalHoldout && definition.inGlobalHoldout) return true
  return definition.holdout > 0 && draw('holdout') * 100 < definition.holdout
}

/** Of an offer, what it hands over; else the event itself. */
function given(fact: Heard): Heard {
  if (fact.name !== offered) return fact
  const { properties } = fact.properties
  return { ...fact, properties: (properties ?? {}) as Properties }
}

function memoryOf(plan: Plan, fact: Heard): Memory {
  const heard = plan.remembers.filter(({ match }) => matches(match, fact)).map(({ label }) => label)
  const { chain } = fact.name === offered ? fact.properties : {}
  return {
    ...(heard.length > 0 && { heard }),
    ...(Array.isArray(chain) && { chain: chain.map(String) }),
  }
}
