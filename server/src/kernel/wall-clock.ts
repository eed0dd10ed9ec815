const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  formats.set(timeZone, format)
  return format
}

/** What a clock on the wall shows somewhere. */
export interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Minutes since midnight. */
  readonly minutes: number
  /** 0 is Sunday. */
  readonly weekday: number
}

export function wallAt(moment: Date, timeZone: string): Wall {
  const shown = shownAt(moment, timeZone)
  const at = new Date(shown)
  return {
    ...{ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
    ...{ minutes: at.getUTCHours() * 60 + at.getUTCMinutes(), weekday: at.getUTCDay() },
  }
}

/** What a clock shows, as if it were UTC, in milliseconds. */
function shownAt(moment: Date, timeZone: string): number {
  const parts = formatIn(timeZone).formatToParts(moment)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
}

/**
 * The moment at which a clock shows a time on a day, counted from midnight in minutes; the next that
 * exists where the clocks jump over it, the first of the two where it comes twice.
 */
export function momentOf(
  { year, month, day }: Pick<Wall, 'year' | 'month' | 'day'>,
  minutes: number,
  timeZone: string,
): Date {
  const shown = Date.UTC(year, month - 1, day) + minutes * 60_000
  const offsets = [-36e5 * 14, 36e5 * 14].map((far) => {
    const near = new Date(shown + far)
    return shownAt(near, timeZone) - near.getTime()
  })
  const moments = offsets.map((offset) => shown - offset).sort((a, b) => a - b)
  const exact = moments.find((one) => shownAt(new Date(one), timeZone) === shown)
  return new Date(exact ?? moments[1] ?? shown)
}
