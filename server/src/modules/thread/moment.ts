/** Nobody's shop on the web is older; a phone that lost its battery believes to live before. */
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

const day = 24 * 3_600_000
/**
 * What lies between sending and receipt tells how wrong the sender's clock is: up to a day, and beyond
 * a month. In between a clock is hardly ever wrong, but a phone that was out of reach for days sends
 * late what it says to send now; then its clock is believed.
 */
const clockError = day
const longestWay = 30 * day

export interface Moments {
  at: number
  originalAt?: number
  sentAt?: number
}

interface Said {
  readonly timestamp?: unknown
  readonly originalTimestamp?: unknown
}

/**
 * When an event happened, in milliseconds, by our clock: receivedAt − (sentAt − timestamp), the rule
 * of the Segment HTTP API, within bounds. An event cannot lie in the future. Where RudderStack's
 * libraries say both times, `timestamp` is what the site has set, and is taken at its word. What was
 * said is kept beside it. `undefined`: not a usable time.
 */
export function moments(
  { timestamp, originalTimestamp }: Said,
  sentAt: unknown,
  receivedAt: number,
): Moments | undefined {
  const said = timestamp ?? originalTimestamp
  const sent = milliseconds(sentAt)
  const kept = sent !== undefined && { sentAt: sent }
  if (said === undefined || said === null) return { at: receivedAt, ...kept }
  const original = milliseconds(said)
  if (original === undefined) return undefined
  const setBySite = timestamp != null && originalTimestamp != null
  const error = sent === undefined || setBySite ? 0 : errorOfClock(original, sent, receivedAt)
  const at = Math.min(original + error, receivedAt)
  return at < earliest ? undefined : { at, originalAt: original, ...kept }
}

/** What must be added to the sender's times; nothing when they cannot be right among themselves. */
function errorOfClock(original: number, sent: number, receivedAt: number): number {
  const error = receivedAt - sent
  return sent < original || (error > clockError && error <= longestWay) ? 0 : error
}

/** Milliseconds of an ISO date or of a number of milliseconds; years 1970 to 2100 only. */
function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const time = typeof value === 'string' ? Date.parse(value) : Math.trunc(value)
  return time >= 0 && time < latest ? time : undefined
}
