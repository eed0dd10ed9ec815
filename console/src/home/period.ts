/** A stretch of whole days, both included, as the server counts them in the brand's zone. */
export interface Days {
  from: string
  to: string
}

export const spans = [7, 30, 90, 365] as const

/** The last so many days, today included. */
export function lastDays(span: number, now: Date, timeZone: string): Days {
  const to = dayOf(now, timeZone)
  return { from: addDays(to, 1 - span), to }
}

/** The calendar day of a moment somewhere: 2026-11-22. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment)
}

/** Days are counted at noon UTC, where no zone's clock change can move them. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

export function daysOf({ from, to }: Days): string[] {
  const days = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
