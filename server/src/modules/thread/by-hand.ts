import { sql } from 'kysely'
import { all, type Work } from '../../kernel/work.ts'
import type { Carriage } from './load.ts'
import { type FreshRow, insertEvents } from './woven.ts'

/**
 * Rows that go with the weave itself, in its transaction: of a batch so small that a second connection
 * would only be waited for. What a shuttle left for a weave that did not commit is cleared away first.
 */
export class ByHand implements Carriage {
  readonly position: number
  readonly #work: Work
  readonly #cleared: Promise<unknown>
  readonly #rows: FreshRow[] = []

  constructor(work: Work, position: number) {
    this.position = position
    this.#work = work
    this.#cleared = all([
      // Waits for a load that a dying process left to PostgreSQL, until it is finished or gone.
      sql`select from thread.shuttle for update`.execute(work.tx),
      sql`
        delete from thread.event using thread.shuttle
        where event.position > ${position} and shuttle.position <> ${position}`.execute(work.tx),
    ])
    this.#cleared.catch(() => {}) // comes out of `deliver`
  }

  /** Kept until all is delivered: whoever reads the thread within the batch does not expect it there. */
  add(events: readonly FreshRow[]): void {
    this.#rows.push(...events)
  }

  deliver(position: number): Promise<unknown> {
    return all([
      this.#cleared,
      insertEvents(this.#work, this.#rows),
      sql`update thread.shuttle set position = ${position}`.execute(this.#work.tx),
    ])
  }

  /** All of it is undone with the weave. */
  async drop(): Promise<void> {}
}
