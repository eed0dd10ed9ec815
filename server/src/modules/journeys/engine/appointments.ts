import { momentOf, wallAt } from '../../../kernel/wall-clock.ts'
import type { DateEntry } from '../entry-contract.ts'
import { dayAfter, minutesOf, momentIn } from './clock.ts'
import { valueAt } from './compare.ts'
import type { Properties } from './run.ts'

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** When the day of a customer's date comes next, after a moment; undefined: never. */
export function nextAppointment(
  { path, anniversary, offsetDays, time }: DateEntry,
  traits: Properties,
  zone: string,
  after: Date,
): Date | undefined {
  const day = dayIn(valueAt(traits, path), zone)
  if (!day) return undefined
  const on = (of: Day) => momentOf(dayAfter(of, offsetDays), minutesOf(time), zone)
  if (!anniversary) {
    const moment = on(day)
    return moment > after ? moment : undefined
  }
  // The day before the 1st of January belongs to a year, the day itself to the next.
  const { year } = wallAt(after, zone)
  return [-1, 0, 1, 2, 3]
    .map((years) => year + years)
    .filter((one) => one >= day.year)
    .map((one) => on({ ...day, year: one, day: Math.min(day.day, lastDay(one, day.month)) }))
    .find((moment) => moment > after)
}

/** Who was born on the 29th of February is wished well on the 28th where there is none. */
const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** A date without a time is the same day everywhere; a moment is a day where the customer is. */
function dayIn(value: unknown, zone: string): Day | undefined {
  const plain = typeof value === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value.trim())
  if (plain) {
    const [year, month, day] = plain.slice(1).map(Number) as [number, number, number]
    const real = new Date(Date.UTC(year, month - 1, day))
    return real.getUTCMonth() + 1 === month && real.getUTCDate() === day
      ? { year, month, day }
      : undefined
  }
  const moment = momentIn(value)
  return moment && wallAt(moment, zone)
}
