import { prepared } from '../../kernel/database.ts'
import { signal } from '../../kernel/signals.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { ReservationGone } from './refusals.ts'

/** Keeps a reservation for good: what it holds was paid for. One that is partly gone is gone. */
export const confirm = (work: Work, id: string): Promise<void> => setEnd(work, id, null)

/** Lets a reservation live until another moment. */
export const extend = (work: Work, id: string, expiresAt: Date): Promise<void> =>
  setEnd(work, id, expiresAt)

/**
 * A reservation that has expired is still good as long as nobody asked for its goods: whether they did is
 * decided by who gets to its rows first.
 */
async function setEnd({ tx, now }: Work, id: string, expiresAt: Date | null): Promise<void> {
  const kept = await setting(tx, { id, expiresAt })
  const [first] = kept
  if (first && kept.length === first.lines) return
  if (!first && (await isForGood(tx, id))) return
  // What is left of it shall not be held by nobody, should the caller go on.
  if (first) await endNow({ tx, now }, id)
  throw new ReservationGone({ id })
}

const setting = statement((db, { id, expiresAt }: { id: string; expiresAt: Date | null }) =>
  db
    .updateTable('stock.reservation')
    .set({ expires_at: expiresAt })
    .where('id', '=', id)
    .where('expires_at', 'is not', null)
    .returning('lines')
    .modifyEnd(prepared),
)

async function endNow({ tx, now }: Pick<Work, 'tx' | 'now'>, id: string): Promise<void> {
  await tx.updateTable('stock.reservation').set({ expires_at: now }).where('id', '=', id).execute()
  await signal(tx, 'stock.ended')
}

async function isForGood(tx: Work['tx'], id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('stock.reservation')
    .select('id')
    .where('id', '=', id)
    .limit(1)
    .execute()
  return found.length > 0
}
