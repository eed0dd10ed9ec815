import type { Work } from '../../kernel/work.ts'
import { type Course, planFor, type Traveller } from './engine/meet.ts'
import type { Plan } from './engine/plan.ts'
import type { Outcome, Run } from './engine/run.ts'
import { isQueued } from './engine/turns.ts'
import type { RunEffect } from './figures.ts'
import { Overtaken } from './overtaken.ts'
import type { EarlierRow, StoredRun } from './runs.ts'
import { insertRuns, placeOf, updateRuns } from './write-runs.ts'

/** The runs of some customers, read once, changed in memory by many facts, written once. */
export class Roll {
  readonly #runs = new Map<string, Map<string, Run>>()
  readonly #revisions = new Map<string, number>()
  readonly #earlier = new Map<string, EarlierRow[]>()
  readonly #changed = new Map<string, { run: Run; course: Course }>()
  readonly effects: RunEffect[] = []

  constructor(stored: readonly StoredRun[], earlier: readonly EarlierRow[]) {
    for (const { run, revision } of stored) {
      this.#revisions.set(run.id, revision)
      this.#of(run.journeyId, run.customerId).set(run.id, run)
    }
    for (const row of earlier) {
      if (this.#revisions.has(row.id)) continue
      const name = `${row.journeyId} ${row.customerId}`
      this.#earlier.set(name, [...(this.#earlier.get(name) ?? []), row])
    }
  }

  #of(journeyId: string, customerId: string): Map<string, Run> {
    const name = `${journeyId} ${customerId}`
    const runs = this.#runs.get(name) ?? new Map<string, Run>()
    this.#runs.set(name, runs)
    return runs
  }

  traveller(journeyId: string, customerId: string): Traveller {
    return {
      customerId,
      runs: [...this.#of(journeyId, customerId).values()],
      earlier: this.#earlier.get(`${journeyId} ${customerId}`) ?? [],
    }
  }

  take(course: Course, outcomes: readonly Outcome[]): void {
    for (const { run, effects } of outcomes) {
      this.#of(run.journeyId, run.customerId).set(run.id, run)
      this.#changed.set(run.id, { run, course })
      for (const effect of effects) this.effects.push({ run, effect })
    }
  }

  /** Those who came to a message and have no turn yet; what they did until then is told already. */
  get queued(): { plan: Plan; outcome: Outcome }[] {
    return [...this.#changed.values()]
      .filter(({ run }) => isQueued(run))
      .map(({ run, course }) => ({ plan: planFor(course, run), outcome: { run, effects: [] } }))
  }

  takeGiven(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const course = this.#changed.get(outcome.run.id)?.course
      if (course) this.take(course, [outcome])
    }
  }

  get changed(): Run[] {
    return [...this.#changed.values()].map(({ run }) => run)
  }

  /** All or nothing: if one run was changed by a worker meanwhile, everything is looked at again. */
  async write(work: Work): Promise<void> {
    const changed = [...this.#changed.values()]
    const known = changed.flatMap(({ run }) => {
      const revision = this.#revisions.get(run.id)
      return revision === undefined ? [] : [{ run, revision }]
    })
    const written = await updateRuns(work.tx, known)
    if (written.size < known.length) throw new Overtaken()
    const fresh = changed.filter(({ run }) => !this.#revisions.has(run.id))
    await insertRuns(
      work.tx,
      fresh.map(({ run, course }) => ({
        run,
        place: placeOf(planFor(course, run).definition, run.key),
      })),
    )
  }
}
