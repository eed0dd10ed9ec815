import type { Insertable } from 'kysely'
import { type Database, prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import type { ClaimedPayment } from './claim.ts'
import type { PaymentListener } from './listener.ts'
import { type Move, nextMove, restBefore, stateOf } from './move.ts'
import type { Outcome, Standing } from './provider.ts'
import { type PaymentRow, shownPayment } from './read.ts'
import { refundPayment } from './refund.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

export type Change = Partial<
  Pick<PaymentRow, 'state' | 'goal' | 'reason' | 'captured' | 'closed'> &
    Pick<PaymentRow, 'partly' | 'capture_tries'> &
    Pick<PaymentRow, 'provider_ref' | 'client_secret' | 'card' | 'confirm_asked' | 'next_url'>
>

/** So often the bank is asked again to let go of what it put aside, after 1, 4, 16, 64 minutes. */
const mostCaptures = 4
const captureRest = (refusals: number) => 60_000 * 4 ** (refusals - 1)

export interface Settled {
  readonly row: PaymentRow
  /** Whether the next move may follow at once. */
  readonly goesOn: boolean
  /** Whether more may have become of it since, by what follows from this move. */
  readonly isOld: boolean
}

/**
 * Notes what came of a move, and tells whoever listens if that is news. Undefined when the claim had
 * ended meanwhile and somebody else has asked since: what they heard is newer.
 */
export async function settle(
  work: Work,
  payment: ClaimedPayment,
  move: Move,
  outcome: Outcome | null,
  tell: PaymentListener,
): Promise<Settled | undefined> {
  const { change, goesOn } = changeOf(payment, move, outcome)
  const refusals = change.capture_tries ?? 0
  const rest = goesOn ? 0 : refusals > 0 ? captureRest(refusals) : restBefore(payment.tries)
  const open = move === 'give-back' ? undefined : nextMove({ ...payment, ...change })
  const row = await work.tx
    .updateTable('payments.payment')
    .set({
      ...{ ...change, claim: null, claimed_until: null, changed_at: work.now },
      due_at: open ? new Date(work.now.getTime() + rest) : null,
    })
    .where('customer_id', '=', payment.customer_id)
    .where('id', '=', payment.id)
    .where('claim', '=', payment.claim)
    .returningAll()
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (!row) return undefined
  const given = move === 'give-back'
  const told = isNews(payment, row)
  if (row.provider_ref !== payment.provider_ref) work.atLast(() => rememberRef(work, row))
  if (told) work.atLast(() => noteStep(work, row))
  await all([
    given && refundPayment(work, row, row.captured - row.refunded, 'late'),
    told && tell(work, shownPayment(row)),
  ])
  return { row, goesOn, isOld: told || given }
}

type Told = Pick<PaymentRow, 'state' | 'reason'>

/** Whether whoever listens is to hear of what a payment has become. */
export const isNews = (before: Told, now: Told): boolean =>
  now.state !== before.state || now.reason !== before.reason

export function changeOf(
  payment: ClaimedPayment,
  move: Move,
  outcome: Outcome | null,
): { change: Change; goesOn: boolean } {
  if (outcome === null) {
    return { change: move === 'give-up' ? { state: 'cancelled' } : {}, goesOn: true }
  }
  if (outcome.kind === 'unsure') {
    const state = move === 'close' ? payment.state : 'unknown'
    return { change: { state, reason: outcome.reason }, goesOn: false }
  }
  if (outcome.kind === 'refused') return refused(payment, move, outcome.reason)
  return stands(payment, move, outcome)
}

/** A no that is certain: nothing was charged, and nothing will be by this call. */
function refused(payment: ClaimedPayment, move: Move, reason: string) {
  if (move === 'close') return { change: { closed: true }, goesOn: true }
  if (move === 'ask' || move === 'cancel') {
    return { change: { state: 'unknown' as const, reason }, goesOn: false }
  }
  const { captured, capture_tries: tries } = payment
  if (move === 'capture' && tries < mostCaptures) {
    return { change: { reason, capture_tries: tries + 1 }, goesOn: false }
  }
  // What was taken of it in parts was taken.
  if (move === 'capture' && captured > 0) {
    return {
      change: { state: 'captured' as const, reason, capture_tries: tries + 1 },
      goesOn: true,
    }
  }
  const change = { state: 'failed' as const, reason, captured: 0, capture_tries: tries }
  return { change: { ...change, closed: payment.provider_ref === null }, goesOn: true }
}

function stands(payment: ClaimedPayment, move: Move, standing: Standing) {
  const { ref, reason, clientSecret, card, captured, partly, nextUrl = null } = standing
  const about = {
    ...{ provider_ref: ref, next_url: nextUrl },
    ...(clientSecret && { client_secret: clientSecret }),
    ...(card && { card }),
    ...(partly !== undefined && { partly }),
  }
  // It failed and was closed there: that is how it stays, unless money came after all.
  const ended =
    payment.state === 'failed' && standing.state !== 'captured' && standing.state !== 'authorised'
  if (ended) {
    const closed = standing.state === 'cancelled'
    return { change: { ...about, closed }, goesOn: closed }
  }
  const lateFor = payment.state === 'failed' ? { goal: 'drop' as const } : {}
  const open = standing.state === 'open'
  return {
    change: {
      ...about,
      ...lateFor,
      // Let go of after a part of it was taken: that part is what was paid.
      state:
        standing.state === 'cancelled' && payment.captured > 0 ? 'captured' : stateOf(standing),
      reason: reason ?? null,
      captured: captured ?? payment.captured,
      // Asked, and it had never been told: it is told again, by the same key.
      ...(open && move === 'ask' && { confirm_asked: false }),
    },
    goesOn:
      standing.state !== 'waiting' && !(open && payment.token === null && payment.goal !== 'drop'),
  }
}

/** By its name at the provider the payment is found when the provider speaks of it. */
export async function rememberRef(
  work: Work,
  { provider_ref, customer_id, id }: Pick<PaymentRow, 'provider_ref' | 'customer_id' | 'id'>,
): Promise<void> {
  if (provider_ref === null) return
  await referring(work.tx, { ref: provider_ref, customer_id, payment_id: id })
}

const referring = statement(
  (db, { ref, customer_id, payment_id }: Insertable<Database['payments.reference']>) =>
    db
      .insertInto('payments.reference')
      .values({ ref, customer_id, payment_id })
      .onConflict((conflict) => conflict.column('ref').doNothing())
      .modifyEnd(prepared),
)
