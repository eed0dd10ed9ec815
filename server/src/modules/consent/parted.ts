import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { idsOfPeople } from '../customers/index.ts'
import type { Unmerge } from '../thread/events.ts'
import { applyStandings, type StandingRow, takeStandings } from './ledger.ts'

/** Decided with us, not on the brand's pages: the ledger knows of which person, not of which id. */
const ours = ['preference-page', 'one-click', 'complaint', 'team', 'confirmation']

/**
 * Where two who were one stand by themselves: what the ledger holds of each counts again. A no that
 * was said to us while they were one counts for both, since nobody can tell whose it was.
 */
export async function partStandings(work: Work, unmerges: readonly Unmerge[]): Promise<void> {
  if (unmerges.length === 0) return
  const people = [...new Set(unmerges.flatMap(({ kept, restored }) => [kept, restored]))]
  await takeStandings(work.tx, people)
  const personOf = await idsOfPeople(work.tx, people)
  const rows = await work.tx
    .selectFrom('consent.decision')
    .select(['customer_id', 'id', 'purpose', 'channel', 'decision', 'at', 'expires_at', 'parent'])
    .select(['source_kind', 'recorded_at'])
    .where('customer_id', '=', sql<string>`any(${[...personOf.keys()]}::uuid[])`)
    .execute()
  const standings = rows.flatMap((row): StandingRow[] => {
    const person = personOf.get(row.customer_id) ?? row.customer_id
    const shared = unmerges.filter(
      ({ kept, restored, since }) =>
        row.decision === 'withdrawn' &&
        row.recorded_at >= since &&
        ours.includes(row.source_kind) &&
        (kept === person || restored === person),
    )
    const of = new Set([person, ...shared.flatMap(({ kept, restored }) => [kept, restored])])
    const { purpose, channel, decision, at, id, expires_at, parent } = row
    return [...of].map((customer_id) => ({
      ...{ customer_id, purpose, channel, decision, at, expires_at },
      ...{ decision_id: id, parental: parent !== null },
    }))
  })
  await applyStandings(work.tx, standings)
}
