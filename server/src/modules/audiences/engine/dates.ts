import type { AnniversaryLeaf, DateLeaf } from '../customer-leaf-contract.ts'
import { valueAt } from './comparison.ts'
import { dayNumber, dayOf, momentIn, startOfDay, todayIn } from './local-time.ts'
import type { LeafMeaning } from './state.ts'
import { steady, timeless, type Verdict } from './verdict.ts'

type Position = Pick<DateLeaf, 'is' | 'seconds' | 'date'>

/** Whether a moment lies where it is asked to, seen from now. What is no moment lies nowhere. */
export function positioned(
  moment: number | undefined,
  { is, seconds = 0, date }: Position,
  zone: string,
  now: number,
): Verdict {
  if (moment === undefined || !Number.isFinite(moment)) return timeless(false)
  const span = seconds * 1000
  switch (is) {
    case 'withinLast':
      return steady((time) => moment <= time && time < moment + span, [moment, moment + span], now)
    case 'moreThanAgo':
      return steady((time) => time >= moment + span, [moment + span], now)
    case 'withinNext':
      return steady((time) => time < moment && moment - span <= time, [moment - span, moment], now)
    case 'moreThanAhead':
      return steady((time) => time < moment - span, [moment - span], now)
    case 'before':
      return timeless(moment < (momentIn(date, zone) ?? Number.NaN))
    case 'after':
      return timeless(moment >= (momentIn(date, zone) ?? Number.NaN))
  }
}

export function compileDate(leaf: DateLeaf): LeafMeaning {
  return {
    evaluate: ({ traits, timeZone }, now) =>
      positioned(momentIn(valueAt(traits, leaf.path), timeZone), leaf, timeZone, now),
    found: ({ traits }) => valueAt(traits, leaf.path) ?? null,
  }
}

export function compileAnniversary(leaf: AnniversaryLeaf): LeafMeaning {
  return {
    evaluate: ({ traits, timeZone }, now) => {
      const born = dayOf(valueAt(traits, leaf.path), timeZone)
      if (!born) return timeless(false)
      const today = todayIn(timeZone, now)
      const windows = yearsAround(today).map((year) => {
        const day = anniversaryIn(year, born)
        return { first: day - leaf.toDays, last: day - leaf.fromDays }
      })
      const isIn = (day: number) => windows.some(({ first, last }) => first <= day && day <= last)
      const days = windows.flatMap(({ first, last }) => [first, last + 1]).sort((a, b) => a - b)
      const next = days.find((day) => day > today && isIn(day) !== isIn(today))
      const until = next === undefined ? Number.POSITIVE_INFINITY : startOfDay(next, timeZone)
      return { is: isIn(today), until }
    },
    found: ({ traits }) => valueAt(traits, leaf.path) ?? null,
  }
}

function yearsAround(today: number): number[] {
  const year = new Date(today * 86_400_000).getUTCFullYear()
  return [-2, -1, 0, 1, 2, 3].map((more) => year + more)
}

function anniversaryIn(year: number, { month, day }: { month: number; day: number }): number {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return dayNumber({ year, month, day: month === 2 && day === 29 && !isLeap ? 28 : day })
}
