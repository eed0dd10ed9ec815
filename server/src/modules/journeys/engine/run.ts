import type { WovenEvent } from '../../thread/events.ts'

export type Properties = Record<string, unknown>

/** What the engine hears of the thread. */
export type Heard = Pick<WovenEvent, 'id' | 'name' | 'at' | 'properties' | 'historical'>

/** What happened to a run at a step; the list of them is its path. */
export type Happening =
  | 'entered'
  | 'waits'
  | 'time-out'
  | 'event'
  | 'refreshed'
  | 'yes'
  | 'no'
  | 'arm'
  | 'message'
  /** In the control group: the message was due, and not sent. */
  | 'withheld'
  | 'sent'
  | 'clicked'
  | 'not-sent'
  | 'converted'
  | 'ended'

export interface Passage {
  readonly step: string
  readonly at: string
  readonly what: Happening
  readonly detail?: string
}

/** One customer on their way through one version of a journey. */
export interface Run {
  readonly id: string
  readonly customerId: string
  /** Which of their ids the event that began it was woven to, where that is not `customerId`. */
  readonly originId?: string
  readonly journeyId: string
  readonly versionId: string
  /** The cart, the order … of a keyed journey; empty otherwise. */
  readonly key: string
  /** `exited`: an exit rule ended it; `done`: it came to its end; `failed`: a step could not be taken. */
  readonly state: 'waiting' | 'done' | 'exited' | 'failed'
  readonly step: string
  readonly dueAt: Date | null
  readonly enteredAt: Date
  readonly endedAt: Date | null
  readonly reason: string | null
  readonly holdout: boolean
  /** What conditions and mails may use of the event: personal data, kept small. */
  readonly snapshot: Properties
  readonly path: readonly Passage[]
  /** The first message (sent, or withheld in the control group), and until when an order counts. */
  readonly touchedAt: Date | null
  readonly attributedUntil: Date | null
  readonly convertedAt: Date | null
}

/** What the engine asks of the world. */
export type Effect =
  | { readonly do: 'end' }
  | { readonly do: 'message'; readonly step: string; readonly templateId: string }
  | { readonly do: 'count'; readonly what: Counted; readonly at: Date; readonly step: string }
  | {
      readonly do: 'convert'
      readonly at: Date
      readonly amount: number
      readonly currency: string
    }

export type Counted = 'entered' | 'sent' | 'clicked'

export interface Outcome {
  readonly run: Run
  readonly effects: readonly Effect[]
}

/** Everything the engine may know besides the run and the fact: it reads no clock and rolls no dice. */
export interface Moment {
  readonly now: Date
  /** The same number in [0, 1) for the same customer, journey and label, for ever. */
  readonly draw: (label: string) => number
  readonly traits: Properties
  /** Whether the customer is in an audience. */
  readonly isIn: (audienceId: string) => boolean
}
