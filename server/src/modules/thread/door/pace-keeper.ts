interface Purse {
  events: number
  at: number
}

/** What may come at once, in seconds of the allowed rate. */
const burst = 10

/** So many purses are kept; beyond that, those that are full again are forgotten. */
const mostPurses = 20_000

/**
 * How fast a source may send, in this process. Each source has a purse that fills with time. A request
 * passes while there is something in it and may leave it in debt: so a batch larger than the
 * purse passes too, and is paid for by those behind it.
 */
export class PaceKeeper {
  readonly #purses = new Map<string, Purse>()
  readonly #now: () => number

  /** `now` in milliseconds, of a clock that nobody moves. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Takes what the events cost; or says after how many seconds they may come again. */
  pay(sourceId: string, perMinute: number, events: number): number | undefined {
    const now = this.#now()
    const perSecond = perMinute / 60
    const most = Math.max(1, perSecond * burst)
    const purse = this.#purses.get(sourceId) ?? { events: most, at: now }
    purse.events = Math.min(most, purse.events + ((now - purse.at) / 1000) * perSecond)
    purse.at = now
    if (this.#purses.size > mostPurses) this.#forgetFull(now, perSecond, most)
    this.#purses.set(sourceId, purse)
    if (purse.events <= 0) return Math.max(1, Math.ceil(-purse.events / perSecond))
    purse.events -= events
    return undefined
  }
  /** A purse that has filled since is like one that was never there. */
  #forgetFull(now: number, perSecond: number, most: number): void {
    for (const [id, { events, at }] of this.#purses) {
      if (events + ((now - at) / 1000) * perSecond >= most) this.#purses.delete(id)
    }
  }
}
