import type { WovenEvent } from '../../thread/events.ts'
import type { JourneyChannel, StepOf } from '../step-contract.ts'

export type Properties = Record<string, unknown>

/** What the engine hears of the thread. */
export type Heard = Pick<WovenEvent, 'id' | 'name' | 'at' | 'properties' | 'historical'>

/** What happened to a run at a step; the list of them is its path. */
export type Happening =
  | 'entered'
  | 'waits'
  | 'time-out'
  /** A wait was ended by an event, or by an audience. */
  | 'event'
  | 'audience'
  | 'refreshed'
  | 'yes'
  | 'no'
  | 'branch'
  | 'arm'
  | 'channel'
  /** Of a date that is missing or past. */
  | 'no-date'
  | 'message'
  /** In the control group: the message was due, and not sent. */
  | 'withheld'
  /** In the control group: something else than a message was not done. */
  | 'spared'
  | 'sent'
  | 'clicked'
  | 'not-sent'
  | 'updated'
  | 'listed'
  | 'awarded'
  | 'called'
  | 'answered'
  | 'failed'
  | 'started'
  | 'stopped'
  | 'task'
  | 'goal'
  /** The journey is paused: the step is taken once it goes on. */
  | 'held'
  /** The journey sends only so many at a time: the message waits its turn. */
  | 'queued'
  /** Taken over to another version. */
  | 'moved'
  | 'converted'
  | 'ended'

export interface Passage {
  readonly step: string
  readonly at: string
  readonly what: Happening
  readonly detail?: string
  /** Which way was taken out of a step that has several. */
  readonly way?: string
}

/** What came back from a webhook. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** What a run knows besides its event; absent parts were never needed. */
export interface Memory {
  /** By their labels, the events that a later step asks for and that happened since it began. */
  readonly heard?: readonly string[]
  /** By step. */
  readonly answers?: Readonly<Record<string, Answer>>
  /** The steps it has taken, where the graph has a loop. */
  readonly taken?: readonly string[]
  /** The message that waits its turn, and when that is; null until it has been given one. */
  readonly turn?: { readonly step: string; readonly at: string | null }
  /** Since when it is in an arm that writes to nobody. */
  readonly alone?: string
  /** What the event was worth by which it reached the goal, in minor units. */
  readonly worth?: { readonly amount: number; readonly currency: string }
  /** The journeys that led to its beginning, one starting the next. */
  readonly chain?: readonly string[]
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
  /** It rests before its step, which is taken when due: the journey was paused, or it waits its turn. */
  readonly beforeStep: boolean
  readonly dueAt: Date | null
  readonly enteredAt: Date
  readonly endedAt: Date | null
  readonly reason: string | null
  readonly holdout: boolean
  /** What conditions and mails may use of the event: personal data, kept small. */
  readonly snapshot: Properties
  readonly memory: Memory
  readonly path: readonly Passage[]
  /** The first message (sent, or withheld in the control group), and until when an order counts. */
  readonly touchedAt: Date | null
  readonly attributedUntil: Date | null
  readonly convertedAt: Date | null
}

/** What the engine asks of the world. */
export type Effect =
  | { readonly do: 'end' }
  | {
      readonly do: 'message'
      readonly step: string
      readonly templateId: string
      readonly priority: number
    }
  | { readonly do: 'update'; readonly step: string; readonly traits: Properties }
  | { readonly do: 'list'; readonly step: StepOf<'list'> }
  | { readonly do: 'award'; readonly step: StepOf<'award'> }
  | { readonly do: 'call'; readonly step: StepOf<'webhook'>; readonly body: string | undefined }
  | { readonly do: 'journey'; readonly step: StepOf<'journey'> }
  | { readonly do: 'task'; readonly step: StepOf<'task'>; readonly text: string }
  | { readonly do: 'experiment'; readonly step: StepOf<'experiment'>; readonly arm: string }
  /** The run is over and its customer still in the audience of a journey that begins again. */
  | { readonly do: 'again' }
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
  /** The customer's time zone; undefined where they never showed one. */
  readonly zone: string | undefined
  readonly brandZone: string
  /** How much they do in each hour of the day, where they are; twenty-four counts. */
  readonly hours: readonly number[]
  /** How much they do on each channel. */
  readonly uses: Readonly<Record<string, number>>
  /** Whether they agreed to be written to on a channel, and can be reached there. */
  readonly reachable: (channel: JourneyChannel) => boolean
  /** Nobody is moved on but to a wait. */
  readonly paused: boolean
  /** They are in the control group of all journeys. */
  readonly globalHoldout: boolean
}
