import type { Moment } from '../src/modules/journeys/engine/run.ts'

/** A moment in the life of somebody of whom nothing is known, for tests of the journeys' engine. */
export const momentAt = (now: Date, known: Partial<Moment> = {}): Moment => ({
  now,
  draw: () => 0,
  traits: {},
  isIn: () => false,
  zone: undefined,
  brandZone: 'Europe/Paris',
  hours: Array.from({ length: 24 }, () => 0),
  uses: {},
  reachable: () => false,
  paused: false,
  globalHoldout: false,
  ...known,
})
