import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { condition } from './condition.tsx'
import { delay } from './delay.tsx'
import { exit } from './exit.tsx'
import type { Exit, KindOf } from './kind.ts'
import { message } from './message.tsx'
import { split } from './split.tsx'
import { unknown } from './unknown.tsx'
import { waitUntil } from './wait-until.tsx'

type Kinds = { readonly [Kind in Step['kind']]?: KindOf<Extract<Step, { kind: Kind }>> }

/** Every kind of step, in the order in which they are offered. */
export const kinds: Kinds = {
  message,
  delay,
  'wait-until': waitUntil,
  condition,
  split,
  exit,
}

/** What is known of this step's kind. */
export const kindOf = (step: Step): KindOf =>
  (kinds[step.kind] as unknown as KindOf | undefined) ?? unknown

export const exitsOf = (step: Step): readonly Exit[] => kindOf(step).exits(step)
