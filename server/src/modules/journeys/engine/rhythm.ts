import { momentOf, wallAt } from '../../../kernel/wall-clock.ts'
import type { Rhythm } from '../entry-contract.ts'
import { minutesOf, nextTime } from './clock.ts'

/** When a rhythm strikes next, after a moment; undefined: never again. */
export function nextBeat(rhythm: Rhythm, zone: string, after: Date): Date | undefined {
  switch (rhythm.every) {
    case 'once': {
      const at = new Date(rhythm.at)
      return at > after ? at : undefined
    }
    case 'day':
      return nextTime(after, zone, minutesOf(rhythm.time))
    case 'week':
      return nextTime(after, zone, minutesOf(rhythm.time), rhythm.weekdays)
    case 'month':
      return nextOfMonth(rhythm.day, minutesOf(rhythm.time), zone, after)
  }
}

/** A month that is too short has its last day. */
function nextOfMonth(wanted: number, minutes: number, zone: string, after: Date): Date {
  const { year, month } = wallAt(after, zone)
  for (let months = 0; ; months++) {
    const last = new Date(Date.UTC(year, month + months, 0))
    const there = {
      year: last.getUTCFullYear(),
      month: last.getUTCMonth() + 1,
      day: Math.min(wanted, last.getUTCDate()),
    }
    const moment = momentOf(there, minutes, zone)
    if (moment > after) return moment
  }
}
