import { isObject } from '../json.ts'
import { type Parcel, readParcel } from '../parcel.ts'
import type { Arrival } from '../read-event.ts'
import type { KnownSource } from '../source.ts'
import type { HookMapping } from './contract.ts'
import { type HookPayload, mapPayload } from './mapping.ts'

/** What came as it is kept in quarantine, so that it can be mapped again once the mapping is mended. */
export const keptPayload = (payload: HookPayload): string =>
  JSON.stringify(payload)
    .slice(0, 32 * 1024)
    .replaceAll('\0', '')

export function isPayload(value: unknown): value is HookPayload {
  return isObject(value) && isObject(value.headers) && 'body' in value
}

/** Maps a payload and reads the event by the same rules as any other; undefined when it is left out. */
export function readPayload(
  source: Pick<KnownSource, 'id'>,
  mapping: HookMapping | null,
  payload: HookPayload,
  arrival: Arrival,
): Parcel | undefined {
  const raw = keptPayload(payload)
  const empty: Parcel = { sourceId: source.id, events: [], rejected: [], setAside: 0 }
  if (!mapping) return { ...empty, rejected: [{ reason: 'mapping-missing', detail: '', raw }] }
  const message = mapPayload(mapping, payload)
  if (message === 'skipped') return undefined
  const parcel = readParcel([message], undefined, arrival)
  return { ...parcel, rejected: parcel.rejected.map((one) => ({ ...one, raw })) }
}
