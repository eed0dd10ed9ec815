import { advance, entryKey } from './advance.ts'
import { keyAt } from './compare.ts'
import { enter } from './enter.ts'
import { converted, reaches } from './goal.ts'
import { offered, type Plan } from './plan.ts'
import { type EarlierRun, mayEnter, spoke } from './reentry.ts'
import type { Heard, Moment, Outcome, Run } from './run.ts'

/** A journey as it is followed now: each run by its own version, newcomers by the published one. */
export interface Course {
  readonly published: Plan | undefined
  /** Whether newcomers are let in. */
  readonly isOpen: boolean
  readonly versions: ReadonlyMap<string, Plan>
}

/** One customer in one journey. */
export interface Traveller {
  readonly customerId: string
  /** Which of their ids the fact was woven to. */
  readonly originId?: string
  /** Those that still wait, or may still take the credit for an order. */
  readonly runs: readonly Run[]
  /** What is remembered of those that are over, as far as the rule of re-entry asks. */
  readonly earlier: readonly EarlierRun[]
}

/** A fact meets a customer in a journey: the runs that it changes, and the one that it begins. */
export function meet(
  course: Course,
  traveller: Traveller,
  fact: Heard,
  moment: Moment,
  newId: () => string,
): Outcome[] {
  const credit = creditedRun(course, traveller.runs, fact)
  const outcomes = traveller.runs.map((run) => {
    const plan = planFor(course, run)
    const outcome = advance(plan, run, fact, moment)
    return run.id === credit ? converted(plan, outcome, fact) : outcome
  })
  const changes = outcomes.filter(({ run }, at) => run !== traveller.runs[at])
  const begun = begin(course, traveller, outcomes, fact, moment, newId)
  return begun ? [...changes, begun] : changes
}

export function planFor(course: Course, { versionId }: Pick<Run, 'versionId'>): Plan {
  const plan = course.versions.get(versionId)
  if (!plan) throw new Error(`version ${versionId} of a journey is gone`)
  return plan
}

/**
 * An order is the work of one run of a journey: that of its cart, else the one heard from last, before one
 * that nobody wrote to.
 */
function creditedRun(course: Course, runs: readonly Run[], fact: Heard): string | undefined {
  const candidates = runs.filter((run) => reaches(planFor(course, run), run, fact))
  const ofKey = candidates.find((run) => {
    const { keyPath } = planFor(course, run)
    return keyPath && keyAt(fact.properties, keyPath) === run.key
  })
  const until = ({ attributedUntil }: Run) => attributedUntil?.getTime() ?? 0
  const spoken = candidates.filter(({ touchedAt }) => touchedAt)
  const last = (spoken.length > 0 ? spoken : candidates).toSorted(
    (one, other) => until(other) - until(one),
  )[0]
  return (ofKey ?? last)?.id
}

function begin(
  { published, isOpen }: Course,
  { customerId, originId, earlier }: Traveller,
  outcomes: readonly Outcome[],
  fact: Heard,
  moment: Moment,
  newId: () => string,
): Outcome | undefined {
  const key = published && entryKey(published, fact)
  if (key === undefined || !published || !isOpen) return undefined
  const now = outcomes.map(({ run }) => {
    const { key, state, enteredAt } = run
    return { key, state, enteredAt, spoke: spoke(run) }
  })
  const { definition } = published
  // Who begins anew while in an audience is asked by no rule but that they are in it still.
  const rule = isAgain(fact) ? ({ reentry: 'after-completion' } as const) : definition
  if (isAgain(fact) && !isStillIn(published, moment)) return undefined
  if (!mayEnter(rule, key, [...earlier, ...now], moment.now)) return undefined
  const who = { id: newId(), customerId, key, ...(originId && { originId }) }
  return enter(published, who, fact, moment)
}

const isAgain = ({ name, properties }: Heard) => name === offered && properties.by === 'again'

function isStillIn({ definition: { entry } }: Plan, { isIn }: Moment): boolean {
  return entry.kind === 'audience' && isIn(entry.audienceId) === (entry.change === 'entered')
}
