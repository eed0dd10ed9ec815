import { type Arrival, isObject, type RefusedReason, readEvent, refused } from './read-event.ts'

/** The most one event may weigh as JSON, in characters (Segment's limit is 32 KB). */
const maxEvent = 32 * 1024
/** Room for what we add to an event: its id, its times, the context of its batch. */
const added = 4 * 1024
/** What is kept of an event that was refused. */
const keptRaw = 32 * 1024

export interface Rejected {
  readonly reason: RefusedReason
  readonly detail: string
  readonly raw: string
}

/** What one request brought: events as JSON, ready for the inbox, and those that cannot be taken. */
export interface Parcel {
  readonly sourceId: string
  readonly events: string[]
  readonly rejected: Rejected[]
}

/** Reads the events of one request. One bad event never costs the others. */
export function readParcel(
  raws: readonly unknown[],
  type: string | undefined,
  arrival: Arrival,
  largest = maxEvent,
): Parcel {
  const parcel: Parcel = { sourceId: arrival.sourceId, events: [], rejected: [] }
  for (const raw of raws) {
    const event = readEvent(raw, type, arrival)
    if ('reason' in event) {
      parcel.rejected.push({ ...event, raw: keep(raw) })
      continue
    }
    const json = JSON.stringify(event)
    const fault = storable(json, largest)
    if (fault) parcel.rejected.push({ ...fault, raw: keep(raw) })
    else parcel.events.push(json)
  }
  return parcel
}

function storable(json: string, largest: number) {
  if (json.length > largest + added) return refused('too-large', `${json.length} characters`)
  // PostgreSQL stores no NUL, and no half of a surrogate pair, in JSON: found here, not at the commit.
  if (json.includes('\\u') && /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(json)) {
    return refused('unstorable-text', 'U+0000 or a lone surrogate')
  }
  return undefined
}

function keep(raw: unknown): string {
  const json = JSON.stringify(raw) ?? 'undefined'
  // The copy is text, not JSON, so it may hold the escape but must not hold the character.
  return json.slice(0, keptRaw).replaceAll('\0', '')
}

/** The events of a request's body, and what stands beside them. */
export function eventsOf(body: unknown): readonly unknown[] | undefined {
  if (!isObject(body)) return undefined
  return Array.isArray(body.batch) ? body.batch : undefined
}
