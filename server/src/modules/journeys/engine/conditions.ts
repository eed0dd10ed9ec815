import { createHash } from 'node:crypto'
import type { Condition, EventMatch, Test } from '../condition-contract.ts'
import { holds } from './compare.ts'
import type { Moment, Properties, Run } from './run.ts'

/** Whether a test holds for a run now. */
export function isTrue({ all, any }: Test, run: Run, moment: Moment): boolean {
  const is = (condition: Condition) => conditionHolds(condition, run, moment)
  return all.every(is) && (any.length === 0 || any.some(is))
}

function conditionHolds(condition: Condition, run: Run, moment: Moment): boolean {
  switch (condition.of) {
    case 'audience':
      return moment.isIn(condition.audienceId) === (condition.is === 'in')
    case 'happened':
      return run.memory.heard?.includes(labelOf(condition)) ?? false
    case 'answer':
      return holds(condition, { ...run.memory.answers?.[condition.step] } as Properties)
    case 'event':
      return holds(condition, run.snapshot)
    case 'traits':
      return holds(condition, moment.traits)
  }
}

/** A short name for an event that is listened for, the same in every version that does. */
export function labelOf({ event, where }: Pick<EventMatch, 'event' | 'where'>): string {
  const text = JSON.stringify([event, where.map(({ path, is, value }) => [path, is, value])])
  return createHash('sha256').update(text).digest('base64url').slice(0, 10)
}
