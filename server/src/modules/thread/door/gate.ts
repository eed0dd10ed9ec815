import type { InboxEvent } from '../inbox-event.ts'
import type { Rejected } from '../parcel.ts'
import type { Arrival, Refused } from '../read-event.ts'
import type { KnownSource } from '../source.ts'
import type { Meter } from './meter.ts'
import { PaceKeeper } from './pace-keeper.ts'
import { OriginRefused, SourceOff, TooFast } from './refusals.ts'

interface GateOptions {
  readonly meter: Meter
  readonly clock: () => Date
  readonly pace?: PaceKeeper
}

/** What the gate adds to the reading of each event that passes it. */
export type Passage = Pick<Arrival, 'sourceId' | 'kind' | 'shared' | 'inspect'>

/** Whoever wants to send passes here: may this source, from this page, so much, now? */
export class Gate {
  readonly #meter: Meter
  readonly #clock: () => Date
  readonly #pace: PaceKeeper

  constructor({ meter, clock, pace = new PaceKeeper() }: GateOptions) {
    this.#meter = meter
    this.#clock = clock
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
    return {
      sourceId: source.id,
      kind: source.kind,
      ...(source.shared && { shared: true as const }),
      inspect: (event, raw) => this.#inspect(source, event, raw),
    }
  }

  /** Counts what became of a request's events, once they are durable. */
  passed({ id }: KnownSource, taken: number, rejected: readonly Rejected[]): void {
    const at = this.#clock().getTime()
    this.#meter.count(id, 'taken', taken, at)
    for (const { reason } of rejected) this.#meter.count(id, `refused:${reason}`, 1, at)
  }

  #inspect(source: KnownSource, event: InboxEvent, raw: unknown): Refused | undefined {
    this.#meter.copy(source.id, event.messageId, raw, event.receivedAt)
    return undefined
  }
}

function mayCome({ origins }: KnownSource, origin: string | undefined): boolean {
  return origins.size === 0 || (origin !== undefined && origins.has(origin.toLowerCase()))
}
