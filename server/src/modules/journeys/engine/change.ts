import type { Effect, Happening, Outcome, Passage, Run } from './run.ts'

/** A path is for people to read; a run that is refreshed all day need not remember each time. */
const longestPath = 60

export function changed(outcome: Outcome, change: Partial<Run>, ...effects: Effect[]): Outcome {
  return { run: { ...outcome.run, ...change }, effects: [...outcome.effects, ...effects] }
}

/** Notes on the run's path what happened, and where. */
export function noted(
  { run, effects }: Outcome,
  at: Date,
  step: string,
  what: Happening,
  detail?: string,
): Outcome {
  const passage: Passage = { step, at: at.toISOString(), what, ...(detail && { detail }) }
  const path = run.path.length < longestPath ? run.path : run.path.slice(0, longestPath - 1)
  return { run: { ...run, path: [...path, passage] }, effects }
}

export function ended(
  outcome: Outcome,
  now: Date,
  state: 'done' | 'exited',
  reason: string,
): Outcome {
  const over = changed(outcome, { state, dueAt: null, endedAt: now, reason }, { do: 'end' })
  return noted(over, now, over.run.step, 'ended', reason)
}

export const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000)
