import type { OfToday, PastAudiences, Watch } from '../../audiences/index.ts'
import type { BoughtThen, Decided } from '../../consent/index.ts'
import type { PastAddress, PastId, PastMerge } from '../../customers/index.ts'
import type { SendingRules } from '../../messages/index.ts'
import type { ReceivedEvent } from '../../thread/index.ts'
import type { OpenJourney } from '../catalogue.ts'
import type { Plan } from '../engine/plan.ts'
import type { NewsThen } from './product-news.ts'
import type { Turns } from './turns.ts'

/** What is the same for everybody in one backtest. */
export interface Trial {
  readonly plan: Plan
  readonly journey: OpenJourney
  readonly watch: Watch
  readonly audiences: PastAudiences
  readonly rules: SendingRules
  readonly brandZone: string
  /** Percentage of customers whom no journey writes to. */
  readonly globalHoldout: number
  /** News of products by which people begin, where the draft waits for such. */
  readonly news: NewsThen
  /** Where the draft has a throttle. */
  readonly turns: Turns | undefined
  /** The time that is gone through, in milliseconds: `to` itself no longer. */
  readonly from: number
  readonly to: number
}

/** One of the ids of a person, who was somebody else than the others until a merge joined them. */
export type PastSide = PastId & {
  /** When the first thing they ever did was heard. */
  readonly bornAt: number
}

/** All that is known of one person, as far as this journey may ask. */
export interface PersonPast {
  readonly finalId: string
  readonly sides: readonly PastSide[]
  readonly merges: readonly PastMerge[]
  readonly events: readonly ReceivedEvent[]
  readonly decisions: readonly Decided[]
  readonly addresses: readonly (PastAddress & { readonly suppressedSince: Date | undefined })[]
  /** When marketing of others went out to each of their ids. */
  readonly contacts: ReadonlyMap<string, readonly Date[]>
  readonly today: OfToday
  readonly bought: BoughtThen
}
