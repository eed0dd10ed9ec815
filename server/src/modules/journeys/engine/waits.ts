import { audienceEntered, audienceLeft } from '../../audiences/events.ts'
import type { Awaited, StepOf } from '../step-contract.ts'
import { later } from './change.ts'
import { bestHour, dateOf, minutesOf, nextTime, zoneOf } from './clock.ts'
import { matches } from './compare.ts'
import { labelOf } from './conditions.ts'
import type { Heard, Moment, Run } from './run.ts'

export type Wait = StepOf<'delay' | 'until-date' | 'until-time' | 'best-hour' | 'wait-until'>

const kinds = ['delay', 'until-date', 'until-time', 'best-hour', 'wait-until']

export const isWait = (step: { kind: string }): step is Wait => kinds.includes(step.kind)

/** Until when somebody who comes to a step at a moment stays there; undefined: they need not. */
export function waitsUntil(step: Wait, run: Run, moment: Moment): Date | undefined {
  const { now } = moment
  switch (step.kind) {
    case 'delay':
      return later(now, step.seconds)
    case 'wait-until':
      return later(now, step.timeoutSeconds)
    case 'until-time': {
      const zone = zoneOf(moment, step.defaultZone)
      return nextTime(now, zone, minutesOf(step.time), step.weekdays)
    }
    case 'best-hour':
      return bestHour(step, moment)
    case 'until-date': {
      const date = dateOf(step, run, moment)
      return date && date > now ? date : undefined
    }
  }
}

type WaitUntil = StepOf<'wait-until'>
type Branch = WaitUntil['branches'][number]

/** The branch that is open already when somebody comes to the step. */
export function openBranch(step: WaitUntil, run: Run, moment: Moment): Branch | undefined {
  return step.branches.find(({ on }) => {
    if (on.of === 'event') return on.since === 'entry' && run.memory.heard?.includes(labelOf(on))
    if (on.is === 'in') return moment.isIn(on.audienceId)
    return on.is === 'out' && !moment.isIn(on.audienceId)
  })
}

/** The branch that a fact opens. */
export const openedBy = (step: WaitUntil, fact: Heard): Branch | undefined =>
  step.branches.find(({ on }) => opens(on, fact))

function opens(on: Awaited, fact: Heard): boolean {
  if (on.of === 'event') return matches(on, fact)
  const into = on.is === 'in' || on.is === 'entered'
  return changesAudience(fact, on.audienceId, into ? 'entered' : 'left')
}

const names = { entered: audienceEntered, left: audienceLeft }

export const changesAudience = (
  fact: Heard,
  audienceId: string,
  change: 'entered' | 'left',
): boolean => fact.name === names[change] && fact.properties.audienceId === audienceId
