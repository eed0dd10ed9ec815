import type { Throttle } from '../definition-contract.ts'
import type { Step } from '../step-contract.ts'
import { changed, restingBefore } from './change.ts'
import type { Plan } from './plan.ts'
import type { Outcome, Run } from './run.ts'

const perMs = { minute: 60_000, hour: 3_600_000 } as const

/** How long after one message of a journey the next may be sent. */
export const spacingMs = ({ messages, per }: Throttle) => perMs[per] / messages

/**
 * Whether a message must wait its turn: it has none yet, or one so long ago (the journey was paused, the
 * workers were down) that all the missed ones would go out at once.
 */
export function mustQueue(plan: Plan, run: Run, step: Step, now: Date): boolean {
  const { throttle } = plan.definition
  if (!throttle || step.kind !== 'message' || run.holdout) return false
  const { turn } = run.memory
  if (turn?.step !== step.id || turn.at === null) return true
  return now.getTime() - Date.parse(turn.at) > perMs[throttle.per]
}

/** Rests before a message, and asks for a turn. That it waits is noted once, however often it asks. */
export function queue(here: Outcome, step: string, now: Date): Outcome {
  const { memory } = here.run
  const asking = changed(here, { memory: { ...memory, turn: { step, at: null } } })
  return memory.turn?.step === step
    ? changed(asking, { step, beforeStep: true, dueAt: now })
    : restingBefore(asking, step, now, 'queued')
}

/** Whether a run has come to a message and has not been given a turn yet. */
export const isQueued = ({ state, memory }: Run): boolean =>
  state === 'waiting' && memory.turn?.at === null

/** Gives a run its turn: it is taken when that has come. */
export function withTurn(run: Run, at: Date): Run {
  const turn = { step: run.step, at: at.toISOString() }
  return changed({ run, effects: [] }, { dueAt: at, memory: { ...run.memory, turn } }).run
}
