import { isObject } from './json.ts'
import { type Arrival, type Refused, type RefusedReason, readEvent, refused } from './read-event.ts'

/** The most one event may weigh as JSON, as it came: Segment's limit, in bytes. */
const maxEvent = 32 * 1024
/** Imported events may hold an invoice of a thousand lines; those of a page may not. */
export const largestImported = 1024 * 1024
/** What is kept of an event that was refused. */
export const keptRaw = 32 * 1024

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
  /** How many bytes of the request were events that are too large. */
  setAside: number
}

/** Reads the events of one request. One bad event never costs the others. */
export function readParcel(
  raws: readonly unknown[],
  type: string | undefined,
  arrival: Arrival,
  largest = maxEvent,
): Parcel {
  const parcel: Parcel = { sourceId: arrival.sourceId, events: [], rejected: [], setAside: 0 }
  for (const raw of raws) {
    const fault = put(parcel, raw, type, arrival, largest)
    if (!fault) continue
    // Of somebody who was erased and wants no more of it, nothing is kept but the count.
    const isBarred = fault.reason === 'barred'
    parcel.rejected.push({ ...fault, raw: isBarred ? '' : keep(raw, type, arrival) })
  }
  return parcel
}

function put(
  parcel: Parcel,
  raw: unknown,
  type: string | undefined,
  arrival: Arrival,
  largest: number,
): Refused | undefined {
  try {
    const event = readEvent(raw, type, arrival)
    if ('reason' in event) return event
    const json = JSON.stringify(event)
    // A character is at most three bytes: few events need to be weighed.
    const bytes = json.length > largest / 3 ? Buffer.byteLength(JSON.stringify(raw)) : 0
    if (bytes > largest) {
      parcel.setAside += bytes
      return refused('too-large', `${bytes} bytes`)
    }
    const fault = unstorable(json)
    if (!fault) parcel.events.push(json)
    return fault
  } catch (error) {
    if (isOutOfStack(error)) return refused('too-deep', 'thousands of objects in one another')
    throw error
  }
}

/** JSON that is nested deeply enough can be read, but not written again. */
const isOutOfStack = (error: unknown) => error instanceof RangeError

/** PostgreSQL stores no NUL, and no half of a surrogate pair, in JSON: found here, not at the commit. */
function unstorable(json: string) {
  const holds = json.includes('\\u') && /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(json)
  return holds ? refused('unstorable-text', 'U+0000 or a lone surrogate') : undefined
}

/** The event with what its address and its batch said for it, so that it can be taken again alone. */
function keep(raw: unknown, type: string | undefined, { sentAt, context }: Arrival): string {
  const whole = isObject(raw) && {
    ...(type !== undefined && { type }),
    ...(sentAt !== undefined && { sentAt }),
    ...raw,
    writeKey: undefined,
    ...(context && { context: { ...context, ...(isObject(raw.context) && raw.context) } }),
  }
  // The copy is text, not JSON, so it may hold the escape but must not hold the character.
  return asText(whole || raw)
    .slice(0, keptRaw)
    .replaceAll('\0', '')
}

function asText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch (error) {
    if (isOutOfStack(error)) return ''
    throw error
  }
}

/** The events of a request's body, and what stands beside them. */
export function eventsOf(body: unknown): readonly unknown[] | undefined {
  if (!isObject(body)) return undefined
  return Array.isArray(body.batch) ? body.batch : undefined
}
