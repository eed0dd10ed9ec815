import type { Effect, Happening, Outcome, Passage, Run } from './run.ts'

/** A path is for people to read; a run that is refreshed all day need not remember each time. */
const longestPath = 60

export function changed(outcome: Outcome, change: Partial<Run>, ...effects: Effect[]): Outcome {
  return { run: { ...outcome.run, ...change }, effects: [...outcome.effects, ...effects] }
}

interface Told {
  readonly detail?: string | undefined
  readonly way?: string | undefined
}

/** Notes on the run's path what happened, and where. */
export function noted(
  { run, effects }: Outcome,
  at: Date,
  step: string,
  what: Happening,
  { detail, way }: Told = {},
): Outcome {
  const passage: { -readonly [Key in keyof Passage]: Passage[Key] } = {
    ...{ step, at: at.toISOString(), what },
  }
  if (detail) passage.detail = detail
  if (way) passage.way = way
  const path = run.path.length < longestPath ? run.path : run.path.slice(0, longestPath - 1)
  return { run: { ...run, path: [...path, passage] }, effects }
}

export function ended(
  outcome: Outcome,
  now: Date,
  state: 'done' | 'exited',
  reason: string,
): Outcome {
  const over = { state, dueAt: null, beforeStep: false, endedAt: now, reason }
  const left = changed(outcome, over, { do: 'end' })
  return noted(left, now, left.run.step, 'ended', { detail: reason })
}

/** Rests before a step, which is taken when the time has come. */
export function restingBefore(
  outcome: Outcome,
  step: string,
  now: Date,
  why: 'held' | 'queued',
): Outcome {
  const resting = changed(outcome, { step, beforeStep: true, dueAt: now })
  return noted(resting, now, step, why)
}

export const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000)
