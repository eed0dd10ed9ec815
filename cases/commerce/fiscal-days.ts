import { z } from 'zod'

const Span = z.looseObject({
  days: z.int().optional(),
  months: z.int().optional(),
  years: z.int().optional(),
})

/** The days that pass until a month or a year ends: `days: 31`, “month end” is January. */
export function daysOf(given: object, when: string): string[] {
  const { days, months, years } = Span.parse(given)
  const year = years !== undefined || /year/i.test(when)
  const end = year ? Date.UTC(2027, 0, 0) : Date.UTC(2026, 1, 0)
  const [yearOf, month] = year ? [2026, 11] : [2026, 0]
  const begin =
    years !== undefined
      ? Date.UTC(yearOf + 1 - years, 0, 1)
      : months !== undefined
        ? Date.UTC(yearOf, month + 1 - months, 1)
        : end - ((days ?? 1) - 1) * 86_400_000
  // A day that is closed by itself is one within the month.
  const shift = /month|year/i.test(when) || days !== undefined ? 0 : 86_400_000
  const length = Math.round((end - begin) / 86_400_000) + 1
  return Array.from({ length }, (_, at) =>
    new Date(begin + at * 86_400_000 - shift).toISOString().slice(0, 10),
  )
}
