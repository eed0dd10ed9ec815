import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type ClaimedPayment, claimEnd, type Taken } from './claim.ts'
import { type Move, nextMove } from './move.ts'
import type { Outcome } from './provider.ts'
import type { PaymentRow } from './read.ts'
import { type Change, changeOf, rememberRef } from './settle.ts'
import './tables.ts'

interface Way {
  readonly change: Change
  readonly next: Move
}

/** What a call has opened the way for, where nobody has to be told of it: a payment that is known there is confirmed next. */
export function onwardFrom(
  payment: ClaimedPayment,
  move: Move,
  outcome: Outcome | null,
): Way | undefined {
  if (outcome?.kind !== 'stands') return undefined
  const { change, goesOn } = changeOf(payment, move, outcome)
  const known = { ...payment, ...change }
  const isNews = known.state !== payment.state || known.reason !== payment.reason
  const next = goesOn && !isNews ? nextMove(known) : undefined
  return next && { change, next }
}

/**
 * Notes what came of a call and what is asked next, all at last: it leaves in one packet. Gives the payment in hand for
 * that, once it is noted; undefined, and nothing is noted of it, where its order wants something else by now, or somebody
 * else has it in hand.
 */
export function goOnward(
  work: Work,
  payment: ClaimedPayment,
  { change, next }: Way,
): () => Taken | undefined {
  const claim = work.newId()
  let row: PaymentRow | undefined
  work.atLast(async () => {
    row = await work.tx
      .updateTable('payments.payment')
      // Due it has been since it began: that it is due from now on would be written to its index anew.
      .set({
        ...{ ...change, claim, claimed_until: claimEnd(work), tries: sql`tries + 1` },
        ...(next === 'confirm' && { confirm_asked: true }),
        changed_at: work.now,
      })
      .where('customer_id', '=', payment.customer_id)
      .where('id', '=', payment.id)
      .where('claim', '=', payment.claim)
      .where('goal', '=', payment.goal)
      .where('due_at', 'is not', null)
      .returningAll()
      .modifyEnd(prepared)
      .executeTakeFirst()
  })
  work.atLast(() => rememberRef(work, { ...payment, ...change }))
  return () => row && { claimed: { ...row, claim }, move: next }
}
