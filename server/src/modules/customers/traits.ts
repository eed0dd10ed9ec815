import type { InboxEvent } from '../thread/events.ts'

export interface Traits {
  traits: Record<string, unknown>
  traitTimes: Record<string, number>
}

/** What of a customer an event may change; the identifiers are resolve.ts's affair. */
export interface Portrait extends Traits {
  language: string
  timeZone: string
}

/** As much of an event as tells of the customer. */
export type Telling = Pick<InboxEvent, 'traits' | 'at' | 'context'>

/**
 * Applies what an `identify` says: per trait the newest event wins, so that an import or an application
 * that was off line undoes nothing. `null` removes a trait; an empty text does not.
 */
export function applyTraits(portrait: Traits, event: Telling): boolean {
  let changed = false
  for (const [name, value] of Object.entries(event.traits ?? {})) {
    if ((portrait.traitTimes[name] ?? Number.NEGATIVE_INFINITY) > event.at) continue
    portrait.traitTimes[name] = event.at
    if (value === null) delete portrait.traits[name]
    else portrait.traits[name] = value
    changed = true
  }
  return changed
}

/** Where two people prove to be one: per trait the newer word. The arguments stay as they are. */
export function mergeTraits(one: Traits, other: Traits): Traits {
  const traits = { ...one.traits }
  const traitTimes = { ...one.traitTimes }
  for (const [name, at] of Object.entries(other.traitTimes)) {
    if ((traitTimes[name] ?? Number.NEGATIVE_INFINITY) >= at) continue
    traitTimes[name] = at
    if (name in other.traits) traits[name] = other.traits[name]
    else delete traits[name]
  }
  return { traits, traitTimes }
}

/** Where a person of the team joins two: the kept one's word stands, the other's fills what is missing. */
export function keptTraits(kept: Traits, other: Traits): Traits {
  const traits = { ...other.traits, ...kept.traits }
  const traitTimes = { ...other.traitTimes }
  for (const [name, at] of Object.entries(kept.traitTimes)) {
    if (!(name in kept.traits)) delete traits[name]
    traitTimes[name] = Math.max(at, traitTimes[name] ?? at)
  }
  return { traits, traitTimes }
}

/** Languages in which the brand writes; the first is for whoever stated none of them. */
const languages = ['fr', 'en']
const zones = new Map<string, boolean>()

/** Keeps language and time zone as the customer last stated or showed them. */
export function applyPlace(portrait: Portrait, event: Telling): boolean {
  const language = languageOf(
    portrait.traits.language ?? portrait.traits.locale ?? event.context.locale,
  )
  const zone = portrait.traits.timezone ?? event.context.timezone
  let changed = false
  if (language && language !== portrait.language) {
    portrait.language = language
    changed = true
  }
  if (typeof zone === 'string' && zone !== portrait.timeZone && isZone(zone)) {
    portrait.timeZone = zone
    changed = true
  }
  return changed
}

function languageOf(locale: unknown): string | undefined {
  if (typeof locale !== 'string') return undefined
  const language = locale.slice(0, 2).toLowerCase()
  return languages.includes(language) ? language : undefined
}

function isZone(zone: string): boolean {
  const known = zones.get(zone)
  if (known !== undefined) return known
  const valid = Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC'
  if (zones.size < 1000) zones.set(zone, valid)
  return valid
}
