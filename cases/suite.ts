import type { Db } from '../server/src/kernel/database.ts'
import type { Signals } from '../server/src/kernel/signals.ts'

/** What became of one case: no faults, or each thing that was not as expected. */
export interface Outcome {
  readonly id: string
  readonly title: string
  readonly faults: readonly string[]
  /** Why it was not run; it counts neither as passed nor as failed. */
  readonly skipped?: string
}

/** An empty, migrated database for the cases to run in. */
export interface Ground {
  readonly db: Db
  readonly databaseUrl: string
  readonly signals: Signals
}

/** Runs all cases of a file, in order, and tells of each as it is done. */
export type Suite = (
  file: unknown,
  ground: Ground,
  told: (outcome: Outcome) => void,
) => Promise<Outcome[]>
