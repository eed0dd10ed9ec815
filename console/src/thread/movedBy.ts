import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'

/** What an event sets in motion is on the thread within seconds. */
const soon = 10_000

/**
 * What followed an event: the facts that our own modules wrote on the same customer's thread before
 * anything else happened to them. `events` are newest first.
 */
export function movedBy(event: LiveEvent, events: readonly LiveEvent[]): LiveEvent[] {
  const after = events
    .filter(({ customerId, position }) => {
      return customerId === event.customerId && position > event.position
    })
    .sort((one, other) => one.position - other.position)
  const next = after.findIndex(({ type }) => type !== 'fact')
  const facts = next < 0 ? after : after.slice(0, next)
  const until = Date.parse(event.receivedAt) + soon
  return facts.filter(({ receivedAt }) => Date.parse(receivedAt) <= until)
}
