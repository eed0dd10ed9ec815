import type { FreshEvent } from '../thread/events.ts'
import type { Definitions } from './definitions.ts'
import { addTallies, type Tally, tallyKey, usualKeep } from './engine/tally.ts'
import { audienceEntered, audienceLeft } from './events.ts'

/** Occurrences to be added to one tally of one customer. */
export interface Addition {
  readonly customerId: string
  readonly event: string
  readonly filter: string
  readonly keep: number
  tally: Tally
}

/** Memberships that change count nowhere: they would move the audiences that made them. */
export const uncounted: ReadonlySet<string> = new Set([audienceEntered, audienceLeft])

/** Gathers what a batch adds: one addition for each customer and tally. */
export class Additions {
  readonly #additions = new Map<string, Map<string, Addition>>()
  readonly #definitions: Definitions

  constructor(definitions: Definitions) {
    this.#definitions = definitions
  }

  get list(): Addition[] {
    return [...this.#additions.values()].flatMap((own) => [...own.values()])
  }

  /** The keys of those tallies of a customer to which something is added. */
  keysOf(customerId: string): Iterable<string> {
    return this.#additions.get(customerId)?.keys() ?? []
  }

  count(event: FreshEvent): void {
    const { finalId, name, at } = event
    if (uncounted.has(name)) return
    const time = at.getTime()
    const tally = { total: 1, first: time, recent: [time] }
    this.add(finalId, name, '', tally)
    const { filters, wideFilters } = this.#definitions
    for (const { filter } of filters.get(name)?.counting(event) ?? []) {
      this.add(finalId, name, filter, tally)
    }
    for (const { event: kind, filter, fits, isNamed } of wideFilters) {
      if (isNamed(name) && fits?.(event)) this.add(finalId, kind, filter, tally)
    }
  }

  add(customerId: string, event: string, filter: string, tally: Tally): void {
    const own = this.#additions.get(customerId) ?? new Map<string, Addition>()
    this.#additions.set(customerId, own)
    const key = tallyKey({ event, filter })
    const known = own.get(key)
    if (known) {
      known.tally = addTallies(known.tally, tally, known.keep)
    } else {
      const keep = this.#definitions.keeps.get(key) ?? usualKeep
      own.set(key, { customerId, event, filter, keep, tally })
    }
  }
}
