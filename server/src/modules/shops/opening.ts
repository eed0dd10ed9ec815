import { holidayOn } from '../../kernel/holidays.ts'
import { momentOf, type Wall, wallAt } from '../../kernel/wall-clock.ts'
import type { DayHours, Location, Opening } from './contract.ts'

/** So far ahead somebody may ask when a place opens. */
const daysAhead = 60

type Kept = Pick<Location, 'hours' | 'specialDays' | 'closedOnHolidays' | 'timeZone'> & {
  readonly address: Pick<Location['address'], 'country'>
}

/** Whether a place is open at a moment, and until when; else when it opens next. */
export function openAt(place: Kept, at: Date): Opening {
  const now = at.getTime()
  let until: number | undefined
  for (const { from, to } of times(place, at)) {
    if (until === undefined) {
      if (to <= now) continue
      if (from > now) return { open: false, opensAt: new Date(from).toISOString() }
      until = to
    } else if (from <= until) until = Math.max(until, to)
    else return { open: true, until: new Date(until).toISOString() }
  }
  return until === undefined
    ? { open: false, opensAt: null }
    : { open: true, until: until < horizon(place, at) ? new Date(until).toISOString() : null }
}

/** The next moment at which a closed place opens, or an open one after it has closed. */
export function nextOpening(place: Kept, at: Date): Date | null {
  const now = openAt(place, at)
  if (!now.open) return now.opensAt ? new Date(now.opensAt) : null
  if (!now.until) return null
  const then = openAt(place, new Date(now.until))
  return then.open || !then.opensAt ? null : new Date(then.opensAt)
}

/** What is known of the hours ends here: whoever is open until then closes at no time that we know. */
function horizon(place: Kept, at: Date): number {
  return momentOf(dayAfter(wallAt(at, place.timeZone), daysAhead), 0, place.timeZone).getTime()
}

/** The times at which a place is open, from the day before on: one that began then may not be over. */
function* times(place: Kept, at: Date) {
  const today = wallAt(at, place.timeZone)
  for (let days = -1; days <= daysAhead; days++) {
    const day = dayAfter(today, days)
    for (const { from, to } of hoursOn(place, day)) {
      const [begins, ends] = [minutesOf(from), minutesOf(to)]
      const next = ends > begins ? day : dayAfter(day, 1)
      yield {
        from: momentOf(day, begins, place.timeZone).getTime(),
        to: momentOf(next, ends, place.timeZone).getTime(),
      }
    }
  }
}

type DayOf = Pick<Wall, 'year' | 'month' | 'day'>

function dayAfter({ year, month, day }: DayOf, days: number): DayOf & { weekday: number } {
  const there = new Date(Date.UTC(year, month - 1, day + days))
  return {
    ...{ year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate() },
    weekday: there.getUTCDay(),
  }
}

/** What a day's hours are: what was said of this very day, else of holidays, else of its weekday. */
export function hoursOn(place: Kept, day: DayOf & { weekday: number }): DayHours {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString().slice(0, 10)
  const special = place.specialDays.find((one) => one.day === date)
  if (special) return inOrder(special.hours)
  const rests =
    place.closedOnHolidays && holidayOn(day, place.address.country, place.timeZone) !== undefined
  return rests ? [] : inOrder(place.hours[(day.weekday + 6) % 7] ?? [])
}

const inOrder = (hours: DayHours): DayHours =>
  [...hours].sort((one, other) => (one.from < other.from ? -1 : 1))

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
