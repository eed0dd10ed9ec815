import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'

/** The same step with one of its ways (as `waysOf` counts them) leading elsewhere. */
export function leadWay(step: Step, index: number, to: string): Step {
  switch (step.kind) {
    case 'exit':
      return step
    case 'wait-until':
      return index === 0
        ? { ...step, onTimeout: to }
        : { ...step, branches: ledAt(step.branches, index - 1, to) }
    case 'condition':
      return index === 0 ? { ...step, yes: to } : { ...step, no: to }
    case 'branch':
      return index < step.branches.length
        ? { ...step, branches: ledAt(step.branches, index, to) }
        : { ...step, otherwise: to }
    case 'split':
    case 'experiment':
      return { ...step, arms: ledAt(step.arms, index, to) }
    case 'channel':
      return index < step.channels.length
        ? { ...step, channels: ledAt(step.channels, index, to) }
        : { ...step, otherwise: to }
    case 'webhook':
      return index === 0 ? { ...step, next: to } : { ...step, onFailure: to }
    case 'until-date':
      return index === 0 ? { ...step, next: to } : { ...step, otherwise: to }
    default:
      return { ...step, next: to }
  }
}

const ledAt = <Way extends { next: string }>(ways: readonly Way[], index: number, next: string) =>
  ways.map((way, at) => (at === index ? { ...way, next } : way))

/** The same step with all its ways leading to one other. */
export const leadAll = (step: Step, to: string): Step =>
  waysOf(step).reduce((led, _, index) => leadWay(led, index, to), step)
