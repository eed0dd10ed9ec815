const hourMs = 3_600_000

/** Tells the day of a moment in a zone; asked for each hour once, since calendars are slow. */
export function dayTeller(timeZone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  })
  const known = new Map<number, string>()
  return (time) => {
    // Some zones are half an hour or a quarter off: days begin at a quarter of an hour.
    const quarter = Math.floor((time / hourMs) * 4)
    const day = known.get(quarter) ?? format.format(time)
    known.set(quarter, day)
    return day
  }
}

/** Every day that a time touches, in order. */
export function daysIn(from: Date, to: Date, dayOf: (time: number) => string): string[] {
  const days = new Set<string>()
  const last = to.getTime() - 1
  for (let time = from.getTime(); time < last; time += hourMs) days.add(dayOf(time))
  days.add(dayOf(last))
  return [...days]
}
