const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** What clocks in a time zone show at a moment, as if it were UTC, in milliseconds. */
function wall(moment: Date, timeZone: string): number {
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

const day = 86_400_000

/** When the day began, so many days before today, where the person lives. */
export function daysAgo(now: Date, days: number, timeZone: string): Date {
  const midnight = Math.floor(wall(now, timeZone) / day) * day - days * day
  // The offset at midnight may not be the one of now: ask twice, and a change of clocks is met.
  let guess = midnight
  for (let round = 0; round < 2; round++) {
    guess = midnight - (wall(new Date(guess), timeZone) - guess)
  }
  return new Date(guess)
}
