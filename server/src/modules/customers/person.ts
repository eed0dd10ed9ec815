import type { Known } from './resolve.ts'
import type { Identifier } from './rulebook.ts'
import type { Portrait } from './traits.ts'

/** A person in the album. Times are milliseconds. */
export interface Person extends Known, Portrait {
  firstSeenAt: number
  lastSeenAt: number
  /** Made in this batch: to be inserted. */
  readonly isNew: boolean
  /** Whether all identifiers are here; else there was no need to read them. */
  closely: boolean
  /** Something beside the last visit changed. */
  changed: boolean
  touched: boolean
}

export interface Attached extends Identifier {
  readonly person: Person
  /** The id of the person that it came to. */
  readonly originId: string
  readonly at: number
  readonly eventId: string
  /** Nobody held it when the batch was read. */
  readonly unheld: boolean
}

/** Why two people were joined. */
export interface Grounds {
  readonly eventId: string
  readonly at: number
  /** `rule`, or who of the team. */
  readonly by: string
  readonly reason: string
  readonly forced: boolean
  readonly matched: readonly string[]
}

export interface Absorbed extends Grounds {
  readonly from: Person
  readonly into: Person
  /** Both sides as they were, so that the merge can be undone. */
  readonly before: unknown
}

/** What a batch found out about people, as it is to be written. */
export interface Findings {
  readonly attached: readonly Attached[]
  readonly absorbed: readonly Absorbed[]
  people(): Iterable<Person>
  /** Who a person is once the merges of the batch are done. */
  final(person: Person): Person
}
