import { hash } from 'node:crypto'
import type { TrialRun } from './rehearse.ts'

/** A person's runs, and the other journeys that they really were in meanwhile. */
export interface Kept {
  readonly finalId: string
  readonly runs: readonly TrialRun[]
  readonly others: readonly string[]
}

/** So many runs are kept to be looked at one by one: bounded memory, and tables that stay small. */
const mostRuns = 20_000

/**
 * Keeps the runs of everybody while they are few; of more people a fair share, those whose ids draw
 * the lowest numbers, so that it is the same share each time.
 */
export class Keep {
  readonly #most: number
  #kept: { draw: number; of: Kept }[] = []
  #runs = 0
  #below = 1

  constructor(most = mostRuns) {
    this.#most = most
  }

  add(of: Kept): void {
    const draw = drawOf(of.finalId)
    if (draw >= this.#below) return
    this.#kept.push({ draw, of })
    this.#runs += of.runs.length
    if (this.#runs > this.#most * 2) this.#thin()
  }

  /** Lowers the bar until few enough are below it. */
  #thin(): void {
    this.#kept.sort((one, other) => one.draw - other.draw)
    let runs = 0
    const end = this.#kept.findIndex(({ of }) => {
      runs += of.runs.length
      return runs > this.#most
    })
    if (end < 0) return
    this.#below = this.#kept[end]?.draw ?? 1
    this.#kept = this.#kept.slice(0, Math.max(1, end))
    this.#runs = this.#kept.reduce((sum, { of }) => sum + of.runs.length, 0)
  }

  get all(): readonly Kept[] {
    if (this.#runs > this.#most) this.#thin()
    return this.#kept.map(({ of }) => of)
  }
}

const drawOf = (id: string) => hash('sha256', `backtest ${id}`, 'buffer').readUIntBE(0, 6) / 2 ** 48
