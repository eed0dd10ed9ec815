import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { PaymentKey } from './listener.ts'
import { type Move, nextMove } from './move.ts'
import { type PaymentRow, paymentRow } from './read.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

/** Longer than the slowest answer that is waited for. */
export const claimMs = 60_000

export interface ClaimedPayment extends PaymentRow {
  readonly claim: string
}

/**
 * Takes a payment in hand for its next move; undefined when there is none, or somebody else has it. What
 * is about to be asked is noted before it is: a crash leaves a payment that is asked about.
 */
export async function claimPayment(
  work: Work,
  { customerId, id }: PaymentKey,
): Promise<{ claimed: ClaimedPayment; move: Move } | undefined> {
  const known = await paymentRow(work.tx, customerId, id)
  const move = known && known.means === 'card' ? nextMove(known) : undefined
  if (!known) return undefined
  if (!move) return void (await notDue(work, known))
  const claim = work.newId()
  const claimed = await work.tx
    .updateTable('payments.payment')
    .set({
      claim,
      claimed_until: new Date(work.now.getTime() + claimMs),
      due_at: work.now,
      tries: sql`tries + 1`,
      state: known.state === 'planned' ? 'pending' : known.state,
      ...(move === 'confirm' && { confirm_asked: true }),
    })
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .where('state', '=', known.state)
    .where('goal', '=', known.goal)
    .where(sql<boolean>`(claimed_until is null or claimed_until < ${work.now})`)
    .returningAll()
    .executeTakeFirst()
  if (claimed && known.state === 'planned') await noteStep(work, claimed)
  return claimed && { claimed: { ...claimed, claim }, move }
}

/** It is at rest: nobody need look at it again. */
const notDue = (work: Work, { customer_id, id, state, goal }: PaymentRow) =>
  work.tx
    .updateTable('payments.payment')
    .set({ due_at: null })
    .where('customer_id', '=', customer_id)
    .where('id', '=', id)
    .where('state', '=', state)
    .where('goal', '=', goal)
    .where('due_at', 'is not', null)
    .execute()
