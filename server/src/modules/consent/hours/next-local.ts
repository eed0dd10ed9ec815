import zoneAt from '@photostructure/tz-lookup'
import { momentOf, wallAt } from '../../../kernel/wall-clock.ts'

/** What is known of where somebody is: what they said beats where they were seen. */
export interface Whereabouts {
  readonly own?: string | undefined
  /** `48.85,2.35` */
  readonly latLon?: string | undefined
  readonly brand?: string | undefined
}

/** The time zone to go by; UTC where nothing is known or what is said is no zone. */
export function zoneOf({ latLon, own, brand }: Whereabouts): string {
  return usable(own) ?? zoneAtPlace(latLon) ?? usable(brand) ?? 'UTC'
}

function zoneAtPlace(latLon: string | undefined): string | undefined {
  const [lat = Number.NaN, lon = Number.NaN] = (latLon ?? '').split(',').map(Number)
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  return isOnEarth ? zoneAt(lat, lon) : undefined
}

function usable(zone: string | undefined): string | undefined {
  try {
    return zone && new Intl.DateTimeFormat('en', { timeZone: zone }) ? zone : undefined
  } catch {
    return undefined
  }
}

/** The next moment at which clocks there show this hour, after now. */
export function nextLocalTime(hour: number, timeZone: string, now: Date): Date {
  const wall = wallAt(now, timeZone)
  for (let days = 0; ; days++) {
    const day = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days))
    const there = {
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
      day: day.getUTCDate(),
    }
    const moment = momentOf(there, hour * 60, timeZone)
    if (moment > now) return moment
  }
}

/**
 * How long until a date that somebody's property names, in milliseconds; null when it is past or no
 * date. Numbers are seconds or milliseconds, by their size: no property speaks of 1970.
 */
export function delayUntil(value: unknown, now: Date): number | null {
  const moment = momentIn(value)
  if (moment === undefined || Number.isNaN(moment)) return null
  const delay = moment - now.getTime()
  return delay > 0 ? delay : null
}

function momentIn(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'number') return Math.abs(value) < 1e11 ? value * 1000 : value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(value) ? momentIn(Number(value)) : Date.parse(value)
}
