import type { InboxEvent, WovenEvent } from '../thread/events.ts'
import type { Joint } from './family.ts'
import { hear, joined, type Likeness, newLikeness, see } from './portrait.ts'
import type { Telling } from './traits.ts'

/** An event as far as it tells of a customer, by the id that it is woven to. */
export interface Heard extends Telling {
  readonly id: string
  readonly customerId: string
}

/** Our own facts tell nothing of a customer. */
export function heardInBatch(event: InboxEvent, side: string | null): Heard[] {
  if (side === null || event.type === 'fact') return []
  const { id, at, traits, context } = event
  return [{ id, at, context, customerId: side, ...(traits && { traits }) }]
}

/** In the order in which the weaver heard them. */
export function heardBefore(events: readonly WovenEvent[]): Heard[] {
  return events
    .filter(({ type }) => type !== 'fact')
    .toSorted((one, other) => one.position - other.position)
    .map(({ id, type, customerId, at, properties, context }) => ({
      ...{ id, customerId, context, at: at.getTime() },
      ...(type === 'identify' && { traits: properties }),
    }))
}

/**
 * What people look like by what their events say and by the merges that stand: the history of a few
 * ids again, as the weaver went through it. The answer is by the ids that nobody absorbed.
 */
export function replay(events: readonly Heard[], merges: readonly Joint[]): Map<string, Likeness> {
  const likenesses = new Map<string, Likeness>()
  const into = new Map<string, string>()
  const last = (id: string): string => {
    const next = into.get(id)
    return next === undefined ? id : last(next)
  }
  const join = ({ kept, absorbed, forced }: Joint) => {
    const [to, from] = [last(kept), last(absorbed)]
    const one = likenesses.get(to)
    const other = likenesses.get(from)
    if (one && other) likenesses.set(to, joined(one, other, forced))
    else if (other) likenesses.set(to, other)
    likenesses.delete(from)
    into.set(from, to)
  }
  const waiting = Map.groupBy(merges, ({ eventId }) => eventId)
  const known = new Set(events.map(({ id }) => id))
  // Merges whose event was deleted since came before what is left.
  for (const merge of merges) if (!known.has(merge.eventId)) join(merge)
  for (const event of events) {
    // The event that proved it was the joined person's already.
    for (const merge of waiting.get(event.id) ?? []) join(merge)
    const person = last(event.customerId)
    const likeness = likenesses.get(person) ?? newLikeness(event)
    likenesses.set(person, likeness)
    see(likeness, event.at)
    hear(likeness, event)
  }
  return likenesses
}
