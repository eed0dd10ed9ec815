/** A day of rest by law: the same each year, or so many days after Easter. */
type Day = { readonly month: number; readonly day: number } | { readonly afterEaster: number }

interface Holiday {
  readonly name: string
  readonly on: Day
  /** Only in these zones of the country; everywhere, if absent. */
  readonly zones?: readonly string[]
  /** The years for which the law says so. */
  readonly from?: number
  readonly to?: number
}

/** Public holidays by country. France: article L3133-1 of its labour code, and those of overseas. */
const holidays: Readonly<Record<string, readonly Holiday[]>> = {
  FR: [
    { name: 'new-year', on: { month: 1, day: 1 } },
    { name: 'easter-monday', on: { afterEaster: 1 } },
    { name: 'labour-day', on: { month: 5, day: 1 } },
    { name: 'victory-1945', on: { month: 5, day: 8 }, from: 1982 },
    { name: 'ascension', on: { afterEaster: 39 } },
    { name: 'whit-monday', on: { afterEaster: 50 } },
    { name: 'bastille-day', on: { month: 7, day: 14 } },
    { name: 'assumption', on: { month: 8, day: 15 } },
    { name: 'all-saints', on: { month: 11, day: 1 } },
    { name: 'armistice-1918', on: { month: 11, day: 11 } },
    { name: 'christmas', on: { month: 12, day: 25 } },
    ...[
      { zone: 'America/Martinique', month: 5, day: 22 },
      { zone: 'America/Guadeloupe', month: 5, day: 27 },
      { zone: 'America/Cayenne', month: 6, day: 10 },
      { zone: 'Indian/Reunion', month: 12, day: 20 },
      { zone: 'Indian/Mayotte', month: 4, day: 27 },
    ].map(({ zone, month, day }) => ({
      name: 'abolition-of-slavery',
      on: { month, day },
      zones: [zone],
      from: 1983,
    })),
  ],
  BE: [
    { name: 'new-year', on: { month: 1, day: 1 } },
    { name: 'easter-monday', on: { afterEaster: 1 } },
    { name: 'labour-day', on: { month: 5, day: 1 } },
    { name: 'ascension', on: { afterEaster: 39 } },
    { name: 'whit-monday', on: { afterEaster: 50 } },
    { name: 'national-day', on: { month: 7, day: 21 } },
    { name: 'assumption', on: { month: 8, day: 15 } },
    { name: 'all-saints', on: { month: 11, day: 1 } },
    { name: 'armistice-1918', on: { month: 11, day: 11 } },
    { name: 'christmas', on: { month: 12, day: 25 } },
  ],
}

interface DayOf {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The holiday that a day is somewhere, or undefined. */
export function holidayOn(day: DayOf, country: string, timeZone: string): string | undefined {
  return holidays[country]?.find(
    ({ on, zones, from = 0, to = 9999 }) =>
      day.year >= from && day.year <= to && (!zones || zones.includes(timeZone)) && falls(on, day),
  )?.name
}

function falls(on: Day, { year, month, day }: DayOf): boolean {
  if ('month' in on) return on.month === month && on.day === day
  const moved = new Date(easter(year) + on.afterEaster * 86_400_000)
  return moved.getUTCMonth() + 1 === month && moved.getUTCDate() === day
}

/** Easter Sunday of the Gregorian calendar (the anonymous computus), in milliseconds. */
function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1)
}
