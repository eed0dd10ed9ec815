import { shareBetween } from '../../../kernel/shares.ts'
import type { Definition } from '../definition-contract.ts'
import type { BacktestGoal } from './contract.ts'
import type { TrialRun } from './rehearse.ts'
import { usualGoal } from './trial.ts'

/** A control group of so many percent is talked of where the draft has none. */
const usualHoldout = 10
/** 19 times out of 20; and a rise that is there is to be seen 4 times out of 5. */
const certain = 1.96
const seen = 0.8416

/**
 * Whoever would have been written to, and did what the journey is for within its time: since nothing
 * was sent, they did it anyway, and a journey that runs may claim only what comes on top.
 */
export class GoalCount {
  readonly #to: number
  readonly #goal: NonNullable<Definition['goal']>
  readonly #assumed: boolean
  readonly #revenue = new Map<string, number>()
  #people = 0
  #reached = 0
  #open = 0

  constructor({ definition, to }: { definition: Definition; to: Date }) {
    this.#to = to.getTime()
    this.#assumed = definition.goal === undefined
    this.#goal = definition.goal ?? usualGoal
  }

  /** The runs of one person, who counts once. */
  add(runs: readonly TrialRun[]): void {
    const touched = runs.filter(({ run }) => run.touchedAt !== null)
    const first = touched.map(({ run }) => Number(run.touchedAt)).sort((a, b) => a - b)[0]
    if (first === undefined) return
    if (first + this.#goal.attributionSeconds * 1000 > this.#to) {
      this.#open++
      return
    }
    this.#people++
    const brought = touched.flatMap((trial) => trial.brought ?? [])
    if (brought.length > 0) this.#reached++
    for (const { currency, amount } of brought) {
      this.#revenue.set(currency, (this.#revenue.get(currency) ?? 0) + amount)
    }
  }

  result(holdout: number): BacktestGoal {
    const [people, reached] = [this.#people, this.#reached]
    const percent = holdout > 0 ? holdout : usualHoldout
    return {
      ...{ event: this.#goal.event, seconds: this.#goal.attributionSeconds },
      ...{ assumed: this.#assumed, people, reached, open: this.#open },
      rate: people > 0 ? shareBetween(reached, people) : null,
      revenue: [...this.#revenue].map(([currency, amount]) => ({ currency, amount })),
      holdout: people > 0 ? worth(percent, { people: people + this.#open, reached }, people) : null,
    }
  }
}

/** The least rise of the rate that a control group of this share would show in as much time. */
function worth(
  percent: number,
  { people, reached }: { people: number; reached: number },
  counted: number,
): BacktestGoal['holdout'] {
  const held = (people * percent) / 100
  // Nobody at all is no proof that nobody ever does.
  const rate = (reached + 1) / (counted + 2)
  const error = Math.sqrt(rate * (1 - rate) * (1 / held + 1 / (people - held)))
  return { percent, people: Math.round(held), rise: Math.min(1, (certain + seen) * error) }
}
