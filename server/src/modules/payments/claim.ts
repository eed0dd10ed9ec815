import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type { SealedAccount } from './account.ts'
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

/** A payment in somebody's hands, and what they are about to ask of the provider. */
export interface Taken {
  readonly claimed: ClaimedPayment
  readonly move: Move
  /** By which the provider is asked, where it was just read. */
  readonly account?: SealedAccount
}

/** Takes a payment in hand for its next move; undefined when there is none, or somebody else has it. */
export async function takePayment(
  work: Work,
  { customerId, id }: PaymentKey,
): Promise<Taken | undefined> {
  const known = await paymentRow(work.tx, customerId, id)
  return known && claimPayment(work, known)
}

/**
 * The same of one that was just read. What is about to be asked is noted before it is: a crash leaves a
 * payment that is asked about.
 */
export async function claimPayment(work: Work, known: PaymentRow): Promise<Taken | undefined> {
  const move = known.means === 'card' ? nextMove(known) : undefined
  if (!move) return void (await notDue(work, known))
  const claim = work.newId()
  const claimed = await work.tx
    .updateTable('payments.payment')
    .set({
      ...claimUntil(work, claim),
      tries: sql`tries + 1`,
      state: known.state === 'planned' ? 'pending' : known.state,
      ...(move === 'confirm' && { confirm_asked: true }),
    })
    .where('customer_id', '=', known.customer_id)
    .where('id', '=', known.id)
    .where('state', '=', known.state)
    .where('goal', '=', known.goal)
    .where(sql<boolean>`(claimed_until is null or claimed_until < ${work.now})`)
    .returningAll()
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (claimed && known.state === 'planned') await noteStep(work, claimed)
  return claimed && { claimed: { ...claimed, claim }, move }
}

export const claimEnd = ({ now }: Work) => new Date(now.getTime() + claimMs)

export const claimUntil = (work: Work, claim: string) => ({
  ...{ claim, claimed_until: claimEnd(work), due_at: work.now },
})

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
