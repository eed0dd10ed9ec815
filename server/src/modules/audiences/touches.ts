import type { FreshEvent, WovenBatch } from '../thread/events.ts'
import type { Definitions } from './definitions.ts'
import type { Standing } from './engine/decide.ts'
import type { LiveAudience } from './live-audience.ts'

/** What a batch did to one customer, as far as it may change an audience. */
export interface Touch {
  readonly events: Set<string>
  /** Traits that were said anew. */
  readonly said: Set<string>
  /** Any of the traits may have changed. */
  traits: boolean
  consents: boolean
  /** They may be in another time zone. */
  zone: boolean
  /** They were met earlier than was known. */
  firstSeen: boolean
  /** They are one with somebody else since this batch, or no longer. */
  merged: boolean
  /** Nothing but history happened to them. */
  historical: boolean
}

/** These never change a trait; whatever else may come does. */
const withoutTraits = new Set<string>(['track', 'page', 'screen'])
const decisions = new Set(['Consent Given', 'Consent Withdrawn'])

/** Who was touched, by final id. */
export function touchesOf({ events, merges, unmerges, customers }: WovenBatch): Map<string, Touch> {
  const touches = new Map<string, Touch>()
  const touchOf = (customerId: string): Touch => {
    const touch = touches.get(customerId) ?? untouched()
    touches.set(customerId, touch)
    return touch
  }
  for (const event of events) {
    const firstSeenAt = customers.get(event.finalId)?.firstSeenAt
    note(touchOf(event.finalId), event, firstSeenAt)
  }
  for (const { into } of merges) touchOf(into).merged = true
  // To be parted starts nothing: where either is now is no news of what they did.
  for (const { kept, restored } of unmerges) {
    for (const id of [kept, restored])
      Object.assign(touchOf(id), { merged: true, historical: true })
  }
  return touches
}

const untouched = (): Touch => ({
  events: new Set(),
  said: new Set(),
  traits: false,
  consents: false,
  zone: false,
  firstSeen: false,
  merged: false,
  historical: true,
})

function note(touch: Touch, event: FreshEvent, firstSeenAt?: Date): void {
  const { name, type, at, historical, context } = event
  touch.events.add(name)
  if (!historical) touch.historical = false
  if (type === 'identify') {
    for (const trait of Object.keys(event.properties)) touch.said.add(trait)
    touch.zone = true
  } else if (!withoutTraits.has(type)) touch.traits = true
  if (decisions.has(name)) touch.consents = true
  if (context.timezone !== undefined) touch.zone = true
  if (!firstSeenAt || at <= firstSeenAt) touch.firstSeen = true
}

/**
 * The audiences that a touch may change, `tallied` being the keys of the tallies that it adds to; all of
 * them for a customer who is new or has been merged.
 */
export function touchedBy(
  definitions: Definitions,
  touch: Touch,
  tallied: Iterable<string>,
  standing: Standing | undefined,
): Iterable<LiveAudience> {
  if (!standing || touch.merged) return definitions.audiences
  const touched = new Set<LiveAudience>(definitions.byLastSeen)
  const also = (audiences: Iterable<LiveAudience> = []) => {
    for (const audience of audiences) touched.add(audience)
  }
  for (const key of tallied) also(definitions.byTally.get(key))
  for (const name of touch.events) also(definitions.byHistory.get(name))
  for (const trait of touch.said) also(definitions.byTrait.get(trait))
  for (const { isNamed, audience } of definitions.wide) {
    if ([...touch.events].some((name) => isNamed(name))) touched.add(audience)
  }
  if (touch.traits) also(definitions.byTraits)
  if (touch.traits || touch.zone) also(definitions.byZone)
  if (touch.consents) also(definitions.byConsent)
  if (touch.firstSeen) also(definitions.byFirstSeen)
  return touched
}
