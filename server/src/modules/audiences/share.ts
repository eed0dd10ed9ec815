/** An event waits for a portion at most: as short as that while the thread has little to do. */
const usualMs = 10
/** Where the thread itself takes longer, a portion may be half of that: each event waits half as long again, at most. */
const mostMs = 250
const most = 1_000
const mostRestMs = 200

/**
 * How much of the turn a building takes. Its work is only the time in which it holds the turn; what it
 * waited was the others' work, and stands for the rest that it owes them. So it gives way to the thread
 * and goes on all the same while the thread is never still.
 */
export class Share {
  #size = 0

  /**
   * As many customers as the next portion looks at. Never fewer than these: a portion has its costs before the first
   * customer, and on a busy machine hardly any others.
   */
  size(fewest: number): number {
    this.#size = Math.max(fewest, this.#size)
    return this.#size
  }

  /** Notes a portion, and says for how long to leave the turn to others before the next. */
  after({ waitedMs, heldMs }: { waitedMs: number; heldMs: number }): number {
    const aimMs = Math.min(mostMs, Math.max(usualMs, waitedMs / 2))
    // One portion says little: a checkpoint or a busy processor may have been in it.
    const step = Math.min(2, Math.max(0.5, aimMs / Math.max(heldMs, 0.1)))
    this.#size = Math.round(Math.min(most, this.#size * step))
    // Whoever waits for their turn gets two for each of ours.
    return waitedMs > 1 ? Math.min(mostRestMs, Math.max(0, 2 * heldMs - waitedMs)) : 0
  }
}
