import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { award } from './award.tsx'
import { bestHour } from './best-hour.tsx'
import { branch } from './branch.tsx'
import { channel } from './channel.tsx'
import { condition } from './condition.tsx'
import { exit, goal, journey, list } from './deeds.tsx'
import { delay } from './delay.tsx'
import type { KindOf } from './kind.ts'
import { message } from './message.tsx'
import { experiment, split } from './split.tsx'
import { task } from './task.tsx'
import { untilDate } from './until-date.tsx'
import { untilTime } from './until-time.tsx'
import { update } from './update.tsx'
import { waitUntil } from './wait-until.tsx'
import { webhook } from './webhook.tsx'

type Kinds = { readonly [Kind in Step['kind']]: KindOf<Extract<Step, { kind: Kind }>> }

/** Every kind of step, in the order in which they are offered. */
export const kinds: Kinds = {
  message,
  task,
  delay,
  'wait-until': waitUntil,
  'until-time': untilTime,
  'until-date': untilDate,
  'best-hour': bestHour,
  condition,
  branch,
  channel,
  split,
  experiment,
  update,
  list,
  award,
  webhook,
  journey,
  goal,
  exit,
}

export const kindNames = Object.keys(kinds) as Step['kind'][]

/** What is known of one kind of step, whichever it is. */
export const kindNamed = (kind: Step['kind']) => kinds[kind] as unknown as KindOf

export const kindOf = (step: Step): KindOf => kindNamed(step.kind)
