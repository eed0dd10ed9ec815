import type { ConsentState } from '../customer-leaf-contract.ts'
import type { Occurrence } from './occurrence.ts'
import type { Tally } from './tally.ts'
import type { Verdict } from './verdict.ts'

/** What somebody decided, until when it stands, in milliseconds. */
export interface StandingConsent {
  readonly is: ConsentState
  readonly until: number
}

/** All that a condition may ask about one customer. */
export interface CustomerState {
  readonly customerId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly timeZone: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly tallies: ReadonlyMap<string, Tally>
  readonly consents: Readonly<Record<string, StandingConsent | undefined>>
  /** Events of the names asked for, in the order in which they happened. */
  readonly history: readonly Occurrence[]
  /** The lists made by hand on which they stand. */
  readonly lists: ReadonlySet<string>
  /** The personas that they were found to be of. */
  readonly personas: ReadonlySet<string>
  /** What was forecast of them, by the name of the forecast. */
  readonly predictions: Readonly<Record<string, number | undefined>>
}

/** `now` in milliseconds, like every time in here. */
export type Evaluate = (state: CustomerState, now: number) => Verdict

/** What a leaf says of a customer, and what it found that it says so. */
export interface LeafMeaning {
  readonly evaluate: Evaluate
  readonly found: (state: CustomerState, now: number) => unknown
}
