import { momentOf, wallAt } from '../../kernel/wall-clock.ts'

/** `2026-11-30`, as the wall of a place has it. */
export function dayAt(moment: Date, timeZone: string): string {
  const { year, month, day } = wallAt(moment, timeZone)
  return dayOf(year, month - 1, day)
}

export function dayAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return dayOf(year, month - 1, date + 1)
}

/** When a day begins there: midnight, or the first moment after it where the clocks jump over it. */
export function beginOf(day: string, timeZone: string): Date {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return momentOf({ year, month, day: date }, 0, timeZone)
}

/** The month and the year that a day is the last of. */
export function endsWith(day: string): { kind: 'month' | 'year'; period: string }[] {
  const next = dayAfter(day)
  const [month, year] = [day.slice(0, 7), day.slice(0, 4)]
  return [
    ...(next.startsWith(month) ? [] : [{ kind: 'month' as const, period: month }]),
    ...(next.startsWith(year) ? [] : [{ kind: 'year' as const, period: year }]),
  ]
}

const retentionYears = 6

/** Until when the law wants a period kept: six years from the end of the year that it lies in. */
export const keptUntil = (period: string) => `${Number(period.slice(0, 4)) + retentionYears}-12-31`

const dayOf = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
