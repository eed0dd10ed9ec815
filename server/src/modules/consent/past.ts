import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { ConsentChannel, Purpose } from './contract.ts'
import { type StandingRow, stands } from './ledger.ts'
import type { ConsentKey } from './permission.ts'

/** A line of the ledger, for whoever goes through the past again. */
export interface Decided {
  /** The id of the person that decided. */
  readonly customerId: string
  /** Of a decision that came on the thread and says one thing: the id of its event. */
  readonly id: string
  readonly at: Date
  readonly recordedAt: Date
  readonly standing: StandingRow
}

/** What these customers ever decided, in the order in which it was entered. */
export async function decisionsOf(db: Db, customerIds: readonly string[]): Promise<Decided[]> {
  if (customerIds.length === 0) return []
  const rows = await db
    .selectFrom('consent.decision')
    .select(['customer_id', 'id', 'purpose', 'channel', 'decision', 'at', 'recorded_at'])
    .select(['expires_at', 'parent'])
    .where('customer_id', '=', sql<string>`any(${[...customerIds]}::uuid[])`)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(({ customer_id, id, purpose, channel, decision, at, ...row }) => ({
    ...{ customerId: customer_id, id, at, recordedAt: row.recorded_at },
    standing: {
      ...{ customer_id, purpose, channel, decision, at, decision_id: id },
      ...{ expires_at: row.expires_at, parental: row.parent !== null },
    },
  }))
}

/** Where one person stands while their past is gone through. */
export class PastConsent {
  readonly #standings = new Map<ConsentKey, StandingRow>()

  take({ standing }: Pick<Decided, 'standing'>): void {
    const key: ConsentKey = `${standing.purpose}/${standing.channel}`
    const known = this.#standings.get(key)
    if (!known || stands(standing, known)) this.#standings.set(key, standing)
  }

  /** Who is one with somebody else from now on has said what either said. */
  join(other: PastConsent): void {
    for (const standing of other.#standings.values()) this.take({ standing })
  }

  standing(purpose: Purpose, channel: ConsentChannel): StandingRow | undefined {
    return this.#standings.get(`${purpose}/${channel}`)
  }

  get all(): Iterable<StandingRow> {
    return this.#standings.values()
  }
}
