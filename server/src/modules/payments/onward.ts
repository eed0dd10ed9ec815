import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import type { Work } from '../../kernel/work.ts'
import { type ClaimedPayment, claimEnd, type Taken } from './claim.ts'
import type { Goal } from './contract.ts'
import { type Move, nextMove } from './move.ts'
import type { Outcome } from './provider.ts'
import type { PaymentRow } from './read.ts'
import { type Change, changeOf, isNews, rememberRef } from './settle.ts'
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
  const next = goesOn && !isNews(payment, known) ? nextMove(known) : undefined
  return next && { change, next }
}

interface Noted {
  readonly customerId: string
  readonly id: string
  readonly goal: Goal
  readonly now: Date
  readonly claim: string
  readonly nextClaim: string
  readonly claimedUntil: Date
  readonly providerRef: string | null
  readonly clientSecret: string | null
  readonly nextUrl: string | null
  readonly card: string | null
  readonly partly: boolean
  readonly captured: number
  readonly confirmAsked: boolean
}

/** Due it has been since it began: that it is due from now on would have to be written to its index anew. */
const noting = statement((db, of: Noted) =>
  db
    .updateTable('payments.payment')
    .set({
      ...{ provider_ref: of.providerRef, client_secret: of.clientSecret, next_url: of.nextUrl },
      ...{ card: of.card, partly: of.partly, captured: of.captured },
      ...{ confirm_asked: of.confirmAsked, claim: of.nextClaim, claimed_until: of.claimedUntil },
      ...{ tries: sql<number>`tries + 1`, changed_at: of.now },
    })
    .where('customer_id', '=', of.customerId)
    .where('id', '=', of.id)
    .where('claim', '=', of.claim)
    .where('goal', '=', of.goal)
    .where('due_at', 'is not', null)
    .returningAll()
    .modifyEnd(prepared),
)

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
    const known = { ...payment, ...change }
    const [noted] = await noting(work.tx, {
      ...{ customerId: payment.customer_id, id: payment.id, goal: payment.goal, now: work.now },
      ...{ claim: payment.claim, nextClaim: claim, claimedUntil: claimEnd(work) },
      ...{ providerRef: known.provider_ref, nextUrl: known.next_url, card: known.card },
      ...{ clientSecret: known.client_secret, partly: known.partly, captured: known.captured },
      confirmAsked: next === 'confirm' || known.confirm_asked,
    })
    row = noted
  })
  work.atLast(() => rememberRef(work, { ...payment, ...change }))
  return () => row && { claimed: { ...row, claim }, move: next }
}
