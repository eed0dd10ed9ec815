import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../../kernel/database.ts'

/** So many events may wait before an import lets those of living visitors through. */
const room = 2000
const lookEvery = 25
/** After so many looks without any event woven, nobody is weaving: what is durable will be, later. */
const patience = 80

/** Keeps a long import from making the living wait: it goes no faster than the weaver. */
export class Pace {
  readonly #db: Db
  #idle = false

  constructor(db: Db) {
    this.#db = db
  }

  async wait(): Promise<void> {
    let before = await this.#waiting()
    if (before < room) this.#idle = false
    for (let looks = 0; before >= room && !this.#idle; looks++) {
      await pause(lookEvery)
      const now = await this.#waiting()
      if (now < before) looks = 0
      this.#idle = looks >= patience
      before = now
    }
  }

  async #waiting(): Promise<number> {
    const { events } = await this.#db
      .selectFrom('thread.inbox')
      .select(({ fn }) => fn.sum<number | null>('events').as('events'))
      .executeTakeFirstOrThrow()
    return Number(events ?? 0)
  }
}
