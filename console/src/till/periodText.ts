import type { Language } from '../texts/catalogue.ts'
import { localeOf } from '../texts/translator.ts'

/** `2026-11-30`, `2026-11` or `2026` as people write them: of no time zone, since it is the shop's own. */
export function periodText(period: string, language: Language): string {
  const [year = 0, month, day] = period.split('-').map(Number)
  if (month === undefined) return period
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ timeZone: 'UTC', year: 'numeric', month: day === undefined ? 'long' : 'short' },
    ...(day !== undefined && { day: 'numeric' }),
  })
  return format.format(Date.UTC(year, month - 1, day ?? 1))
}
