import type { HandOver } from './transport.ts'

/** A batch is to last about this long: what was asked before it must not be old news at its end. */
const wantedMs = 1000
const longestRestMs = 30_000

/**
 * How many messages a lane takes at once, and whether it takes any: the more slowly the server
 * answers the fewer, and none for a while when it cannot be reached. Both also bound how many can be
 * left unknown by a crash.
 */
export class Pace {
  readonly #most: number
  #size = 8
  #failures = 0
  #restUntil = 0

  constructor(most: number) {
    this.#most = most
  }

  get size() {
    return this.#size
  }

  get resting() {
    return performance.now() < this.#restUntil
  }

  learn(ms: number, results: readonly HandOver[]) {
    if (ms < wantedMs / 2) this.#size = Math.min(this.#most, this.#size * 2)
    else if (ms > wantedMs) this.#size = Math.max(4, Math.floor((this.#size * wantedMs) / ms))
    const reached = results.some((one) => one.outcome !== 'later' || !one.down)
    if (results.length === 0) return
    this.#failures = reached ? 0 : this.#failures + 1
    if (this.#failures > 0) {
      const rest = Math.min(longestRestMs, 250 * 2 ** this.#failures)
      this.#restUntil = performance.now() + rest
    }
  }
}
