import type { Db } from '../../kernel/database.ts'
import type { Signals } from '../../kernel/signals.ts'
import { rulebookOf } from '../customers/index.ts'
import type { InboxEvent } from '../thread/events.ts'
import { identifierHash } from './opposed.ts'

/** Whether an event names somebody who was erased and wanted no more of it. */
export type IsBarred = (event: InboxEvent) => boolean

/** Those whose events are not taken. Usually nobody: then no event pays for it. */
export class Bars {
  readonly #db: Db
  readonly #leave: () => void
  #known: Promise<IsBarred | undefined> | undefined

  constructor(db: Db, signals: Signals) {
    this.#db = db
    this.#leave = signals.on('consent.barred', () => {
      this.#known = undefined
    })
  }

  /** What to ask of each event; undefined where nobody is barred. */
  current(): Promise<IsBarred | undefined> {
    this.#known ??= this.#read().catch((error) => {
      this.#known = undefined
      throw error
    })
    return this.#known
  }

  close(): void {
    this.#leave()
  }

  async #read(): Promise<IsBarred | undefined> {
    const rows = await this.#db
      .selectFrom('consent.opposed')
      .select('identifier_hash')
      .where('barred', '=', true)
      .execute()
    if (rows.length === 0) return undefined
    const barred = new Set(rows.map((row) => row.identifier_hash))
    const rules = await rulebookOf(this.#db)
    return (event) =>
      namesIn(event).some(({ kind, value }) => {
        const usual = rules.normalise(kind, value)
        return usual !== undefined && barred.has(identifierHash({ kind, value: usual }))
      })
  }
}

/** What of an event names a person, in the places where it usually stands. */
function namesIn({ userId, traits, properties }: InboxEvent) {
  const said = { ...properties, ...traits }
  const places = {
    ...{ user_id: userId, email: said.email, phone: said.phone },
    loyalty_card: said.loyaltyCard,
  }
  return Object.entries(places).flatMap(([kind, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [{ kind, value: String(value) }] : [],
  )
}
