import type { Db } from './database.ts'
import { defineRefusal } from './refusal.ts'
import { remember, setting } from './settings.ts'
import { type Signals, signal } from './signals.ts'

/** The clock of a brand that is not a demo cannot be moved. */
export const ClockIsReal = defineRefusal<Record<string, never>>('clock/is-real', 409)

const born = 'demo.born'
const offset = 'clock.offset'

/** The product's clock: wall time, but for a demo whose owner has moved it forward. */
export interface ProductClock {
  readonly now: () => Date
  readonly demo: boolean
  stop(): void
}

/** Marks a database as a demo. Only whoever creates it may call this: it is not to be had later. */
export async function bornAsDemo(db: Db): Promise<void> {
  await remember(db, born, true, new Date())
}

/** Reads how far this database's clock was moved, and follows when another process moves it. */
export async function productClock(db: Db, signals: Signals): Promise<ProductClock> {
  const demo = (await setting(db, born)) === true
  let ahead = 0
  const read = async () => {
    ahead = Number((await setting(db, offset)) ?? 0)
  }
  if (demo) await read()
  const leave = signals.on('kernel.clock', () => {
    if (demo) read().catch(() => {}) // the database is away: loops say so, the next signal mends it
  })
  return { now: () => new Date(Date.now() + ahead), demo, stop: leave }
}

/** Moves a demo's clock forward by so many milliseconds; it never goes back. */
export async function advanceClock(tx: Db, milliseconds: number): Promise<void> {
  if ((await setting(tx, born)) !== true) throw new ClockIsReal({})
  const ahead = Number((await setting(tx, offset)) ?? 0)
  await remember(tx, offset, ahead + Math.max(0, Math.round(milliseconds)), new Date())
  await signal(tx, 'kernel.clock')
}
