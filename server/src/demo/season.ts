/** When people of a French brand buy: the day of the week, the time of year, the hour. */

const hour = 3_600_000
const day = 24 * hour

/** What the clocks of Paris are ahead of UTC: an hour, in summer two (European rule since 1996). */
export function parisAhead(utc: number): number {
  const year = new Date(utc).getUTCFullYear()
  return utc >= lastSunday(year, 2) && utc < lastSunday(year, 9) ? 2 * hour : hour
}

/** The last Sunday of a month at 01:00 UTC. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  return last.getTime() - last.getUTCDay() * day
}

/** A day in Paris: its midnight in UTC, and what it is in the calendar. */
export interface ParisDay {
  readonly start: number
  readonly month: number
  readonly date: number
  readonly weekday: number
}

/** The days of the `count` × 24 hours before `now`, today included. */
export function daysUpTo(now: number, count: number): ParisDay[] {
  const local = now + parisAhead(now)
  const today = local - (local % day)
  return Array.from({ length: count }, (_, index) => {
    const midnight = today - (count - 1 - index) * day
    const date = new Date(midnight)
    return {
      start: midnight - parisAhead(midnight - hour),
      month: date.getUTCMonth() + 1,
      date: date.getUTCDate(),
      weekday: date.getUTCDay(),
    }
  })
}

/** How busy the year is: quiet August, sales in January and July, the week of Black Friday, Christmas. */
const months = [1.05, 0.9, 0.95, 0.97, 1.12, 1, 0.98, 0.68, 1.08, 1, 1.25, 1.75]
const onLine = [1.25, 1.05, 0.95, 0.95, 0.95, 0.9, 1.05]
const inShop = [0.25, 0.7, 0.85, 1.05, 0.95, 1.2, 1.9]

export function busyness({ month, date, weekday }: ParisDay, channel: 'online' | 'shop'): number {
  const week = (channel === 'shop' ? inShop : onLine)[weekday] ?? 1
  return (months[month - 1] ?? 1) * week * occasion(month, date)
}

function occasion(month: number, date: number): number {
  if (month === 12 && date >= 25) return date === 25 ? 0.25 : 0.7
  if (month === 11 && date >= 24) return 1.6
  if (month === 1 && date >= 8) return 1.3
  if (month === 7 && date <= 20) return 1.35
  if (month === 5 && date >= 20) return 1.25
  return 1
}

const onLineHours = [
  2, 1, 0.6, 0.4, 0.4, 0.8, 2, 4, 5, 6, 6.5, 6.5, 7.5, 7, 6, 5.5, 5.5, 6, 6.5, 7, 9, 10, 8, 4.5,
]
const shopHours = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 8, 9, 7, 7, 9, 11, 12, 10, 2, 0, 0, 0, 0]

export const hoursOf = (channel: 'online' | 'shop'): readonly number[] =>
  channel === 'shop' ? shopHours : onLineHours
