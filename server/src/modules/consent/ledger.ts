import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../kernel/database.ts'
import type { DecisionTable, StandingTable } from './tables.ts'

export type StandingRow = Selectable<StandingTable>

/** A statement takes 65,535 parameters, and a decision has twenty-two. */
const portion = 1000

/** Writes decisions down; one that is there already, by its id, stays as it is. */
export async function writeDecisions(
  tx: Tx,
  decisions: readonly Insertable<DecisionTable>[],
): Promise<void> {
  for (let from = 0; from < decisions.length; from += portion) {
    await tx
      .insertInto('consent.decision')
      .values(decisions.slice(from, from + portion))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/**
 * Whether the first of two decisions stands: the later one, and the no if they are of one instant. A
 * yes that waits to be confirmed takes nothing from one that holds.
 */
export function stands(one: StandingRow, other: StandingRow): boolean {
  if (waitsBehind(one, other)) return false
  if (waitsBehind(other, one)) return true
  if (one.at.getTime() !== other.at.getTime()) return one.at > other.at
  return one.decision === 'withdrawn'
}

const waitsBehind = (one: StandingRow, other: StandingRow) =>
  one.decision === 'pending' &&
  other.decision === 'given' &&
  (!other.expires_at || other.expires_at > one.at)

/** Lets decisions count for the people they are of; an older one that comes late changes nothing. */
export async function applyStandings(tx: Tx, candidates: readonly StandingRow[]): Promise<void> {
  const latest = new Map<string, StandingRow>()
  for (const candidate of candidates) {
    const place = `${candidate.customer_id} ${candidate.purpose} ${candidate.channel}`
    const known = latest.get(place)
    if (!known || stands(candidate, known)) latest.set(place, candidate)
  }
  // One order for everybody, so that two who write the same people wait instead of locking each other.
  const rows = [...latest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  for (let from = 0; from < rows.length; from += portion) {
    await tx
      .insertInto('consent.standing')
      .values(rows.slice(from, from + portion))
      .onConflict((conflict) =>
        conflict
          .columns(['customer_id', 'purpose', 'channel'])
          .doUpdateSet({
            decision: (eb) => eb.ref('excluded.decision'),
            at: (eb) => eb.ref('excluded.at'),
            decision_id: (eb) => eb.ref('excluded.decision_id'),
            expires_at: (eb) => eb.ref('excluded.expires_at'),
            parental: (eb) => eb.ref('excluded.parental'),
          })
          .where(
            sql<boolean>`(excluded.at > standing.at
                or (excluded.at = standing.at and excluded.decision = 'withdrawn'))
              and not (excluded.decision = 'pending' and standing.decision = 'given'
                and (standing.expires_at is null or standing.expires_at > excluded.at))`,
          ),
      )
      .execute()
  }
}

/** Takes away, and returns, what stood under ids that are no person's own any more. */
export function takeStandings(tx: Tx, customerIds: readonly string[]): Promise<StandingRow[]> {
  return tx
    .deleteFrom('consent.standing')
    .where('customer_id', 'in', customerIds)
    .returningAll()
    .execute()
}
