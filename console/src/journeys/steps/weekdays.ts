import type { Words } from '../sentences.ts'

/** « lundi, mardi ou jeudi » */
export function weekdaysText({ formats }: Words, days: readonly number[]): string {
  const name = new Intl.DateTimeFormat(formats.locale, { weekday: 'long', timeZone: 'UTC' })
  const list = new Intl.ListFormat(formats.locale, { type: 'disjunction' })
  // 1 January 2024 was a Monday.
  return list.format(days.map((day) => name.format(new Date(Date.UTC(2024, 0, day)))))
}
