import type { BacktestThrottle } from './contract.ts'

/** A message that had to wait: who came to it, when, and when it may go. */
interface Turn {
  readonly asked: number
  readonly at: number
}

/** No draft asks for more passes than it has messages one after another, as long as its throttle keeps up. */
const mostPasses = 6

/**
 * The turns of a throttled journey. It joins people who are gone through one by one, so everybody is gone
 * through again: with the turns that follow from who asked in the pass before. The first of all to ask
 * has the right turn at once, whoever asks behind them as soon as those before them have; once nobody
 * asks at another moment than in the pass before, all have the turns that the journey would have given.
 */
export class Turns {
  readonly #spacing: number
  readonly pass: number
  /** What the pass before left, by person; undefined in the first, where nobody waits. */
  readonly #given: ReadonlyMap<string, readonly Turn[]> | undefined
  /** The same in the order of asking. */
  readonly #inOrder: readonly Turn[]
  readonly #asked = new Map<string, Turn[]>()

  constructor(spacing: number, pass = 1, given?: ReadonlyMap<string, readonly Turn[]>) {
    this.#spacing = spacing
    this.pass = pass
    this.#given = given
    this.#inOrder = [...(given?.values() ?? [])].flat().sort((one, two) => one.asked - two.asked)
  }

  /** The moment at which this person's message may go, who asks now. */
  give(person: string, asked: number): number {
    const own = this.#asked.get(person) ?? []
    this.#asked.set(person, own)
    const nth = own.filter((turn) => turn.asked === asked).length
    const known = this.#given?.get(person)?.filter((turn) => turn.asked === asked)[nth]
    const at = known?.at ?? this.#behind(asked)
    own.push({ asked, at })
    return at
  }

  /** Of somebody who did not ask then in the pass before: behind those who did. */
  #behind(asked: number): number {
    let [from, to] = [0, this.#inOrder.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#inOrder[middle]?.asked ?? 0) <= asked) from = middle + 1
      else to = middle
    }
    const last = this.#inOrder[from - 1]
    return last ? Math.max(asked, last.at + this.#spacing) : asked
  }

  /** Those of the next pass; undefined where all are right, or there have been enough passes. */
  next(): Turns | undefined {
    const following = this.#follow()
    if (this.pass === mostPasses || this.#wrong(following) === 0) return undefined
    return new Turns(this.#spacing, this.pass + 1, following)
  }

  result(): BacktestThrottle {
    const waits = [...this.#asked.values()].flat().map(({ asked, at }) => at - asked)
    return {
      waited: waits.filter((wait) => wait > 0).length,
      longest: Math.round(waits.reduce((most, wait) => Math.max(most, wait), 0) / 1000),
      unsettled: this.#wrong(this.#follow()),
    }
  }

  /** How many turns of this pass are not those that follow from it. */
  #wrong(following: ReadonlyMap<string, readonly Turn[]>): number {
    let wrong = 0
    for (const [person, turns] of this.#asked) {
      const right = following.get(person)
      wrong += turns.filter(({ at }, nth) => right?.[nth]?.at !== at).length
    }
    return wrong
  }

  /** The turns that follow from who asked and when, dealt as a journey that runs deals them. */
  #follow(): Map<string, Turn[]> {
    const asking = [...this.#asked].flatMap(([person, turns]) =>
      turns.map(({ asked }, nth) => ({ person, asked, nth })),
    )
    asking.sort((one, two) => one.asked - two.asked)
    const follow = new Map<string, Turn[]>()
    let free = 0
    for (const { person, asked, nth } of asking) {
      free = Math.max(free, asked) + this.#spacing
      const own = follow.get(person) ?? []
      own[nth] = { asked, at: Math.floor(Math.floor(free) - this.#spacing) }
      follow.set(person, own)
    }
    return follow
  }
}
