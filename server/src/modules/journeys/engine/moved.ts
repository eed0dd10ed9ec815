import { changed, ended, noted } from './change.ts'
import type { Plan } from './plan.ts'
import type { Moment, Outcome, Run } from './run.ts'
import { isWait, waitsUntil } from './waits.ts'
import { stepOf } from './walk.ts'

/**
 * Takes a run over to another version, to the step that stands for the one it is at; null lets it go.
 * Who waits goes on waiting there, as if they had come to that wait when they came to the old one; any
 * other step is taken afresh, but a call that is under way is waited for.
 */
export function moved(
  from: Plan,
  to: Plan,
  run: Run,
  target: string | null,
  moment: Moment,
): Outcome {
  const outcome = { run, effects: [] }
  if (target === null) return ended(outcome, moment.now, 'exited', 'moved-out')
  const [old, fresh] = [stepOf(from, run.step), stepOf(to, target)]
  const there = changed(outcome, { versionId: to.versionId, step: target })
  const told = noted(there, moment.now, target, 'moved', { detail: run.step })
  const goesOn = !run.beforeStep && old.kind === fresh.kind
  if (goesOn && old.kind === 'webhook' && old.id === fresh.id) return told
  if (!goesOn || !isWait(fresh)) return changed(told, { beforeStep: true, dueAt: moment.now })
  const arrival = { ...moment, now: arrivedAt(run) }
  const until = waitsUntil(fresh, run, arrival) ?? moment.now
  // What is overdue is taken at once.
  return changed(told, { dueAt: new Date(Math.max(until.getTime(), moment.now.getTime())) })
}

/** When somebody came to the wait at which they are, or it began anew. */
function arrivedAt({ path, step, enteredAt }: Run): Date {
  const came = path.findLast(
    (one) => one.step === step && (one.what === 'waits' || one.what === 'refreshed'),
  )
  return came ? new Date(came.at) : enteredAt
}
