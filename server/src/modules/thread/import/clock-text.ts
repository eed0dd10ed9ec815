import type { ImportMapping } from './contract.ts'

type Clock = Pick<ImportMapping['timestamp'], 'format' | 'zone'>

const patterns = {
  iso: /^(?<y>\d{4})-(?<m>\d\d?)-(?<d>\d\d?)(?:[T ](?<h>\d\d?):(?<min>\d\d)(?::(?<s>\d\d)(?:[.,]\d+)?)?)?\s*(?<offset>Z|[+-]\d\d:?\d\d)?$/i,
  dmy: /^(?<d>\d\d?)[/.-](?<m>\d\d?)[/.-](?<y>\d{4})(?:[T ](?<h>\d\d?):(?<min>\d\d)(?::(?<s>\d\d))?)?$/,
  mdy: /^(?<m>\d\d?)[/.-](?<d>\d\d?)[/.-](?<y>\d{4})(?:[T ](?<h>\d\d?):(?<min>\d\d)(?::(?<s>\d\d))?)?$/,
}

/** The moment that a cell tells, in milliseconds; undefined when it cannot be read. */
export function momentOf(text: string, { format, zone }: Clock): number | undefined {
  const trimmed = text.trim()
  if (format === 'seconds' || format === 'milliseconds') {
    if (!/^\d{1,15}(\.\d+)?$/.test(trimmed)) return undefined
    return Math.round(Number(trimmed) * (format === 'seconds' ? 1000 : 1))
  }
  const parts = patterns[format].exec(trimmed)?.groups
  if (!parts) return undefined
  const { y = '', m = '', d = '', h = '0', min = '0', s = '0' } = parts
  const wall = Date.UTC(+y, +m - 1, +d, +h, +min, +s)
  // 31 February would silently become 3 March, 25 o'clock the next morning.
  const shown = new Date(wall)
  const real = [shown.getUTCMonth() + 1, shown.getUTCDate(), shown.getUTCHours()]
  if (real.join() !== [+m, +d, +h].join() || +min > 59 || +s > 59) return undefined
  return parts.offset ? wall - offsetOf(parts.offset) : instant(wall, zone)
}

/**
 * The instant at which a zone's wall clocks show `wall` (written as if it were UTC). When clocks are
 * put back it was shown twice: the first one counts. When they are put forward it was never shown:
 * the clock that was not put forward is believed.
 */
function instant(wall: number, zone: string): number {
  const day = 24 * 3_600_000
  const before = zoneOffset(wall - day, zone)
  const offsets = [before, zoneOffset(wall + day, zone)]
  const shown = offsets
    .map((offset) => ({ offset, at: wall - offset }))
    .filter(({ offset, at }) => zoneOffset(at, zone) === offset)
  return shown.length === 0 ? wall - before : Math.min(...shown.map(({ at }) => at))
}

const quarterHour = 15 * 60_000
const known = new Map<string, number>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** What a zone's clocks show more than UTC; they change at whole quarters of an hour. */
function zoneOffset(at: number, zone: string): number {
  const key = `${zone} ${Math.floor(at / quarterHour)}`
  const cached = known.get(key)
  if (cached !== undefined) return cached
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const offset = offsetOf(name.slice(3))
  if (known.size > 50_000) known.clear()
  known.set(key, offset)
  return offset
}

/** Milliseconds of `+01:00`, `-0530`, `Z` or nothing. */
function offsetOf(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)/.exec(text)
  if (!match) return 0
  const [, sign, hours, minutes] = match
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
