/** Segment's own libraries and our imports may speak of the past, but not of before this. */
const earliest = Date.UTC(2000, 0, 1)
/** A phone that was off line for long sends late; a larger difference is a wrong clock at sending. */
const longestOffline = 400 * 24 * 3_600_000

export interface Moments {
  at: number
  originalAt?: number
  sentAt?: number
}

/**
 * When an event happened, in milliseconds, by our clock: receivedAt − (sentAt − timestamp), the rule
 * of the Segment HTTP API. An event cannot lie in the future. `undefined`: not a usable time.
 */
export function moments(
  timestamp: unknown,
  sentAt: unknown,
  receivedAt: number,
): Moments | undefined {
  if (timestamp === undefined || timestamp === null) return { at: receivedAt }
  const original = milliseconds(timestamp)
  if (original === undefined) return undefined
  const sent = milliseconds(sentAt)
  if (sent === undefined) return { at: Math.min(original, receivedAt), originalAt: original }
  const delay = sent - original
  const corrected =
    delay >= 0 && delay <= longestOffline ? receivedAt - delay : Math.min(original, receivedAt)
  return { at: corrected, originalAt: original, sentAt: sent }
}

/** Milliseconds of an ISO date, of a number of milliseconds, or undefined; years 2000 to 2100 only. */
function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const time = new Date(value).getTime()
  return time >= earliest && time < Date.UTC(2100, 0, 1) ? time : undefined
}
