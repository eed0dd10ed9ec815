import { type Selectable, sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Lane } from './contract.ts'
import type { MessageTable } from './tables.ts'

export type MessageRow = Selectable<MessageTable>

/** A message in somebody's hands, with the moment it was taken. */
export type ClaimedRow = MessageRow & { claimed_at: Date }

/**
 * Takes the next messages of a lane that are due. Two steps, the second of which asks again whether
 * the row is still waiting: of two who look at the same rows, each gets what the other has not.
 */
export async function claim(
  work: Work,
  { lane, limit, sender }: { lane: Lane; limit: number; sender: string },
): Promise<ClaimedRow[]> {
  const due = await work.tx
    .selectFrom('messages.message')
    .select(['customer_id', 'id'])
    .where('state', '=', 'planned')
    .where('lane', '=', lane)
    .where('due_at', '<=', work.now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  if (due.length === 0) return []
  const rows = await work.tx
    .updateTable('messages.message')
    .set({ state: 'claimed', claimed_by: sender, claimed_at: work.now, tries: sql`tries + 1` })
    .where('customer_id', '=', anyOf(due.map((row) => row.customer_id)))
    .where('id', '=', anyOf(due.map((row) => row.id)))
    .where('state', '=', 'planned')
    .returningAll()
    .execute()
  return rows.map((row) => ({ ...row, claimed_at: work.now }))
}

/** Gives back what was taken and certainly not handed over. */
export async function release(
  work: Work,
  sender: string,
  rows: readonly ClaimedRow[],
): Promise<void> {
  await work.tx
    .updateTable('messages.message')
    .set({ state: 'planned', claimed_by: null, claimed_at: null })
    .where('customer_id', '=', anyOf(rows.map((row) => row.customer_id)))
    .where('id', '=', anyOf(rows.map((row) => row.id)))
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', sender)
    .execute()
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`
