import type { Db } from '../../../kernel/database.ts'
import type { Signals } from '../../../kernel/signals.ts'
import { type Check, compile } from './compile.ts'
import type { PlanMode } from './contract.ts'

export interface Planned {
  readonly version: number
  readonly mode: PlanMode
  readonly check: Check
}

/** What is planned, by the name of the event. */
export type Planning = ReadonlyMap<string, Planned>

/** The compiled tracking plan, in memory; read again after it was changed, here or in another process. */
export class PlanBook {
  readonly #db: Db
  readonly #leave: () => void
  #planning: Promise<Planning> | undefined

  constructor(db: Db, signals: Signals) {
    this.#db = db
    this.#leave = signals.on('thread.plan', () => {
      this.#planning = undefined
    })
  }

  /** One reading serves all who ask; one that fails is nobody's but theirs who asked. */
  current(): Promise<Planning> {
    this.#planning ??= this.#read().catch((error) => {
      this.#planning = undefined
      throw error
    })
    return this.#planning
  }

  async #read(): Promise<Planning> {
    const rows = await this.#db
      .selectFrom('thread.plan')
      .select(['name', 'version', 'mode', 'schema'])
      .where('mode', '<>', 'off')
      .execute()
    return new Map(
      rows.map(({ name, version, mode, schema }) => [
        name,
        { version, mode, check: compile(schema) },
      ]),
    )
  }

  close(): void {
    this.#leave()
  }
}
