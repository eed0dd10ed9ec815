import { setTimeout as pause } from 'node:timers/promises'
import { advanceClock, ClockIsReal } from '../kernel/clock.ts'
import type { Db } from '../kernel/database.ts'
import { signal } from '../kernel/signals.ts'
import type { InWork } from '../kernel/work.ts'
import { type Actor, audit } from '../modules/team/index.ts'
import type { ClockMove, ClockMoved } from './contract.ts'
import { NothingDue } from './refusals.ts'

/** When the next thing is due that waits for its time, as a module knows it. */
export type NextDue = (db: Db) => Promise<Date | undefined>

export interface MovableClock {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { readonly now: () => Date; readonly demo: boolean }
  readonly nextDue: readonly NextDue[]
}

const lengths = { hour: 3_600_000, day: 86_400_000 }

/** Moves a demo's clock forward, and wakes whoever has slept until then. */
export async function moveClock(
  { db, inWork, clock, nextDue }: MovableClock,
  actor: Actor,
  { by }: ClockMove,
): Promise<ClockMoved> {
  if (!clock.demo) throw new ClockIsReal({})
  const before = clock.now().getTime()
  const milliseconds = by === 'next' ? await untilNext(db, nextDue, before) : lengths[by]
  await inWork(async (work) => {
    await advanceClock(work.tx, milliseconds)
    await audit(work, actor, 'demo/clock-moved', 'clock', { milliseconds })
  })
  // The move itself wakes everybody, but whoever looks before their own clock has followed finds
  // nothing due and sleeps on: so they are woken once more when it has.
  for (let looks = 0; clock.now().getTime() < before + milliseconds && looks < 100; looks++) {
    await pause(10)
  }
  await signal(db, 'kernel.clock')
  return { now: clock.now().toISOString(), milliseconds }
}

/** To the moment itself, and a second over. */
async function untilNext(db: Db, nextDue: readonly NextDue[], now: number): Promise<number> {
  const due = await Promise.all(nextDue.map((next) => next(db)))
  const times = due.filter((at) => at !== undefined).map((at) => at.getTime())
  if (times.length === 0) throw new NothingDue({})
  return Math.max(0, Math.min(...times) - now) + 1000
}
