import type { InboxEvent } from '../inbox-event.ts'
import type { Rejected } from '../parcel.ts'
import type { PlanBook, Planning } from '../plan/book.ts'
import { violationText } from '../plan/compile.ts'
import { type Arrival, type Refused, refused } from '../read-event.ts'
import type { KnownSource } from '../source.ts'
import type { Meter } from './meter.ts'
import { PaceKeeper } from './pace-keeper.ts'
import { OriginRefused, SourceOff, TooFast } from './refusals.ts'

interface GateOptions {
  readonly meter: Meter
  readonly plans: PlanBook
  readonly clock: () => Date
  readonly bars?: BarList
  readonly pace?: PaceKeeper
}

/** Those whose events are not taken; told at the composition, where their list is kept. */
export interface BarList {
  current(): Promise<((event: InboxEvent) => boolean) | undefined>
}

/** What the gate adds to the reading of each event that passes it. */
export type Passage = Pick<Arrival, 'sourceId' | 'kind' | 'shared' | 'inspect'>

/** Whoever wants to send passes here: may this source, from this page, so much, now? */
export class Gate {
  readonly #meter: Meter
  readonly #plans: PlanBook
  readonly #clock: () => Date
  readonly #bars: BarList | undefined
  readonly #pace: PaceKeeper

  constructor({ meter, plans, clock, bars, pace = new PaceKeeper() }: GateOptions) {
    this.#meter = meter
    this.#plans = plans
    this.#clock = clock
    this.#bars = bars
    this.#pace = pace
  }

  /** Lets a request of so many events in, or throws why not. */
  async enter(source: KnownSource, origin: string | undefined, events: number): Promise<Passage> {
    const at = this.#clock().getTime()
    if (!source.enabled) {
      this.#meter.count(source.id, 'refused:off', events, at)
      throw new SourceOff({})
    }
    if (!mayCome(source, origin)) {
      this.#meter.count(source.id, 'refused:origin', events, at)
      throw new OriginRefused({ origin: origin ?? null })
    }
    const retryAfter =
      source.ratePerMinute && this.#pace.pay(source.id, source.ratePerMinute, events)
    if (retryAfter) {
      this.#meter.count(source.id, 'refused:too-fast', events, at)
      throw new TooFast({ retryAfter })
    }
    const inspect = await this.inspector(source.id)
    return {
      sourceId: source.id,
      kind: source.kind,
      ...(source.shared && { shared: true as const }),
      inspect,
    }
  }

  /**
   * Looks at each event of a source as the plan of this moment says, and keeps some as they came. Without
   * a source it is a trial: nothing is counted or kept.
   */
  async inspector(sourceId: string | undefined): Promise<NonNullable<Arrival['inspect']>> {
    const planning = await this.#plans.current()
    const isBarred = await this.#bars?.current()
    return (event, raw) => {
      if (isBarred?.(event)) return refused('barred', '')
      if (sourceId !== undefined) {
        this.#meter.copy(sourceId, event.messageId, raw, event.receivedAt)
      }
      return this.#againstPlan(planning, sourceId, event)
    }
  }

  /** Counts what became of a request's events, once they are durable. */
  passed({ id }: KnownSource, taken: number, rejected: readonly Rejected[]): void {
    const at = this.#clock().getTime()
    this.#meter.count(id, 'taken', taken, at)
    for (const { reason } of rejected) this.#meter.count(id, `refused:${reason}`, 1, at)
  }

  #againstPlan(
    planning: Planning,
    sourceId: string | undefined,
    event: InboxEvent,
  ): Refused | undefined {
    // Only we say this of an event, whatever it says of itself.
    if (event.context.filrouge !== undefined) delete event.context.filrouge
    const planned = planning.get(event.name)
    const violations = planned?.check(event.traits ?? event.properties)
    if (!planned || !violations) return undefined
    if (sourceId !== undefined) {
      this.#meter.violated(sourceId, event.name, violations, event.receivedAt)
    }
    if (planned.mode === 'enforce') return refused('plan-violated', violationText(violations))
    if (sourceId !== undefined) this.#meter.count(sourceId, 'unplanned', 1, event.receivedAt)
    event.context.filrouge = { plan: { version: planned.version, violations } }
    return undefined
  }
}

function mayCome({ origins }: KnownSource, origin: string | undefined): boolean {
  return origins.size === 0 || (origin !== undefined && origins.has(origin.toLowerCase()))
}
