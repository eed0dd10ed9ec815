/** Days and moments as the calendar of a customer's zone has them. */

export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = newClock(zone)
  if (clocks.size > 1000) clocks.clear()
  clocks.set(zone, clock)
  return clock
}

function newClock(timeZone: string): Intl.DateTimeFormat {
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-US', { timeZone, era: 'short', ...parts, ...time })
}

/** What the clocks of a zone show, as if it were UTC. */
function shownAt(moment: number, zone: string): number {
  const shown: Record<string, string> = {}
  for (const { type, value } of clockOf(zone).formatToParts(moment)) shown[type] = value
  const said = (name: string) => Number(shown[name])
  const year = shown.era === 'BC' ? 1 - said('year') : said('year')
  return utc(
    { year, month: said('month'), day: said('day') },
    said('hour') * 3600 + said('minute') * 60 + said('second'),
  )
}

function utc({ year, month, day }: Day, seconds = 0): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + seconds * 1000
}

/** The moment at which the clocks of a zone show this; the next they show where they leap over it. */
function momentShowing(shown: number, zone: string): number {
  const seconds = Math.floor(shown / 1000) * 1000
  const first = 2 * seconds - shownAt(seconds, zone)
  const second = first + seconds - shownAt(first, zone)
  if (shownAt(second, zone) === seconds) return second + (shown - seconds)
  // In the hour that is leapt over: whichever guess lies behind the leap.
  return Math.max(first, second) + (shown - seconds)
}

const dayMs = 86_400_000

/** A day as a number that counts days. */
export const dayNumber = (day: Day): number => utc(day) / dayMs

/** The day that it is somewhere. */
export const todayIn = (zone: string, now: number): number =>
  Math.floor(shownAt(Math.floor(now / 1000) * 1000, zone) / dayMs)

/** When a day begins somewhere. */
export function startOfDay(number: number, zone: string): number {
  return momentShowing(number * dayMs, zone)
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/
const dayFirst = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/
const isoLocal = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/

/** The day that a text names without an hour: `2012-05-31` or `31/05/2012`. */
export function dayIn(text: string): Day | undefined {
  const iso = isoDay.exec(text)
  const other = dayFirst.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : other ? other.slice(1).reverse() : []
  if (year === undefined) return undefined
  const named = { year: Number(year), month: Number(month), day: Number(day) }
  const real = new Date(utc(named))
  return real.getUTCMonth() === named.month - 1 && real.getUTCDate() === named.day
    ? named
    : undefined
}

/** Numbers below this are seconds. */
const milliseconds = 1e11
/** What dates can be. */
const mostMs = 8.64e15 - 400 * dayMs

/** The moment that a value names, its days and hours those of a zone; undefined if it names none. */
export function momentIn(value: unknown, zone: string): number | undefined {
  const moment = anyMoment(value, zone)
  return moment !== undefined && Math.abs(moment) <= mostMs ? moment : undefined
}

function anyMoment(value: unknown, zone: string): number | undefined {
  if (typeof value === 'number') return Math.abs(value) < milliseconds ? value * 1000 : value
  if (typeof value !== 'string') return undefined
  const said = value.trim()
  if (/^-?\d{9,16}$/.test(said)) return anyMoment(Number(said), zone)
  const day = dayIn(said)
  if (day) return startOfDay(dayNumber(day), zone)
  if (!/^\d{4}-\d{2}-\d{2}/.test(said)) return undefined
  const read = Date.parse(isoLocal.test(said) ? `${said.replace(' ', 'T')}Z` : said)
  if (Number.isNaN(read)) return undefined
  return isoLocal.test(said) ? momentShowing(read, zone) : read
}

/** The day that a value names, or on which its moment falls somewhere. */
export function dayOf(value: unknown, zone: string): Day | undefined {
  const day = typeof value === 'string' ? dayIn(value.trim()) : undefined
  if (day) return day
  const moment = momentIn(value, zone)
  if (moment === undefined) return undefined
  const shown = new Date(shownAt(Math.floor(moment / 1000) * 1000, zone))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
  }
}
