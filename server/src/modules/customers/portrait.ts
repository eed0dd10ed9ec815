import type { InboxEvent } from '../thread/events.ts'
import {
  applyPlace,
  applyTraits,
  keptTraits,
  mergeTraits,
  type Portrait,
  type Telling,
} from './traits.ts'

/** What is known of a person beside what names them. Times are milliseconds. */
export interface Likeness extends Portrait {
  firstSeenAt: number
  lastSeenAt: number
}

/** When somebody was last seen is kept to the minute: to the millisecond it would be a write an event. */
export const toMinute = (time: number) => Math.floor(time / 60_000) * 60_000

/** Notes a contact, and says whether that changes anything: mostly it is the minute of the one before. */
export function see(likeness: Likeness, at: number): boolean {
  const seen = toMinute(at)
  if (at >= likeness.firstSeenAt && seen <= likeness.lastSeenAt) return false
  likeness.firstSeenAt = Math.min(likeness.firstSeenAt, at)
  likeness.lastSeenAt = Math.max(likeness.lastSeenAt, seen)
  return true
}

/** What two who are one look like. Where a person of the team joined them, the kept one's word stands. */
export function joined(into: Likeness, from: Likeness, forced: boolean): Likeness {
  const newer = from.lastSeenAt > into.lastSeenAt ? from : into
  return {
    ...(forced ? keptTraits(into, from) : mergeTraits(into, from)),
    language: newer.language,
    timeZone: newer.timeZone,
    firstSeenAt: Math.min(into.firstSeenAt, from.firstSeenAt),
    lastSeenAt: Math.max(into.lastSeenAt, from.lastSeenAt),
  }
}

/** The language and zone of somebody who showed neither: the brand's. */
const brand = { language: 'fr', timeZone: 'Europe/Paris' }

export const newLikeness = ({ at }: Pick<InboxEvent, 'at'>): Likeness => ({
  ...{ traits: {}, traitTimes: {}, ...brand },
  firstSeenAt: at,
  lastSeenAt: toMinute(at),
})

/** Applies what an event of the customer's tells, and says whether anything changed beside the visit. */
export function hear(likeness: Likeness, telling: Telling): boolean {
  const traits = applyTraits(likeness, telling)
  return applyPlace(likeness, telling) || traits
}
