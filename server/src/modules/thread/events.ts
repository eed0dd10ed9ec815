import type { Work } from '../../kernel/work.ts'
import type { Channel, EventType, Properties } from './contract.ts'
import type { InboxEvent } from './inbox-event.ts'

/** An event on the thread, as modules behind it read it. */
export interface WovenEvent {
  /** Its place in the one order of the whole thread; dense, dealt by the weaver. */
  readonly position: number
  /** The customer it was woven to. Since then this one may have been absorbed by another. */
  readonly customerId: string
  readonly id: string
  readonly type: EventType
  /** The event of a `track` or a fact; 'Page Viewed', 'Screen Viewed', 'Identified' … otherwise. */
  readonly name: string
  /** When it happened, by the corrected clock of whoever sent it. */
  readonly at: Date
  readonly receivedAt: Date
  readonly channel: Channel
  readonly sourceId: string | null
  readonly messageId: string
  readonly properties: Properties
  readonly context: Properties
  /** Of an import: builds profiles, counters and audiences, never starts a journey or a send. */
  readonly historical: boolean
}

/** What a module tells of one of its customers: an order paid, a mail sent. Ids, not personal data. */
export interface Fact {
  readonly customerId: string
  readonly name: string
  readonly channel: Channel
  /** When it happened; now, if absent. */
  readonly at?: Date
  /** Told twice under one name (within a month), it takes effect once. */
  readonly messageId?: string
  readonly properties?: Properties
  readonly context?: Properties
  readonly historical?: boolean
}

/** One customer proved to be another: `from` resolves to `into` for ever. */
export interface Merge {
  readonly from: string
  readonly into: string
}

/**
 * A merge that was undone: `restored` is a person again, `kept` is without them. What was counted for
 * the joined person is to be counted again for both, from the thread.
 */
export interface Unmerge {
  readonly kept: string
  readonly restored: string
  /** Every id that leads to `restored` from now on. */
  readonly ids: readonly string[]
  /** When they had been joined. */
  readonly since: Date
}

/** A customer as the weaver leaves them: traits applied, merges done. */
export interface Profile {
  readonly customerId: string
  readonly traits: Properties
  readonly language: string
  readonly timeZone: string
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

/** A woven event, its customer named by the final id as well as by the one it is woven to. */
export type FreshEvent = WovenEvent & { readonly finalId: string }

/** What one weave transaction has just woven. Every touched customer has a profile in `customers`. */
export interface WovenBatch {
  readonly events: readonly FreshEvent[]
  readonly merges: readonly Merge[]
  readonly unmerges: readonly Unmerge[]
  readonly customers: ReadonlyMap<string, Profile>
}

/**
 * What must change together with the thread. It runs inside the weave transaction, so: bulk
 * statements only, and total functions, since an error here would stop the thread for everybody.
 */
export interface WeaveHook {
  readonly name: string
  /** The hook whose writing this one reads, registered before it. All others go on side by side. */
  readonly after?: string
  readonly weave: (work: Work, batch: WovenBatch) => Promise<HookOutcome | undefined>
}

export interface HookOutcome {
  /** Woven at the end of the same batch. */
  readonly facts: readonly Fact[]
  /** What was asked to be written and nobody reads within the batch; awaited before the commit. */
  readonly written?: Promise<unknown>
}

/** The customer of events that are nobody's, for consumers that ask for those. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Reads the thread behind the weaver, in order, its cursor in the transaction of its effects: each
 * event takes effect once, whoever crashes.
 */
export interface Consumer {
  readonly name: string
  /** Whose events: those of customers (the default), or those without any usable identifier. */
  readonly of?: 'customers' | 'nobody'
  /** Only events of these names are handed over; all, if absent. Asked anew for each portion. */
  readonly names?: (work: Work) => Promise<readonly string[]>
  /** Gets the next events in order of position, hundreds at a time; never an empty list. */
  readonly handle: (work: Work, events: readonly WovenEvent[]) => Promise<void>
}

export type { InboxEvent } from './inbox-event.ts'

/** Who the events of a batch are, in their order; null for an event of nobody. */
export interface Identified {
  readonly customerIds: readonly (string | null)[]
  /** The id of theirs that each event is woven to: the one by which they were recognised. */
  readonly sides: readonly (string | null)[]
  readonly merges: readonly Merge[]
  readonly unmerges: readonly Unmerge[]
  /** Every customer named above, by final id, as the batch leaves them. */
  readonly customers: ReadonlyMap<string, Profile>
  /** What was learned is asked to be written, before whatever is asked from now on; awaited before the commit. */
  readonly written?: Promise<unknown>
}

/**
 * Recognises the customers of a batch and writes what it learned, within the weave transaction. Of the
 * events that were taken only the fresh ones count, but what is to be read of all can be asked before it
 * is known which they are.
 */
export type Identify = (
  work: Work,
  taken: readonly InboxEvent[],
  fresh: Promise<readonly InboxEvent[]>,
) => Promise<Identified>
