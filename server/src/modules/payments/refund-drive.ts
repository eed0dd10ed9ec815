import { sql } from 'kysely'
import type { InWork, Work } from '../../kernel/work.ts'
import { claimMs } from './claim.ts'
import type { RefundState } from './contract.ts'
import type { PaymentKey, PaymentListener } from './listener.ts'
import { restBefore } from './move.ts'
import type { Payback, Provider, RefundOutcome } from './provider.ts'
import { paymentRow, type RefundRow, shownPayment, shownRefund } from './read.ts'
import { noteRefundStep } from './steps.ts'
import './tables.ts'

interface ClaimedRefund extends RefundRow {
  readonly claim: string
  readonly ref: string
}

/** Has a card's provider give back what was decided: told once, and asked about if it did not answer. */
export async function driveRefund(
  inWork: InWork,
  providerNow: () => Promise<Provider | undefined>,
  key: PaymentKey,
  tell: PaymentListener,
): Promise<void> {
  const claimed = await inWork((work) => claimRefund(work, key))
  if (!claimed) return
  const provider = await providerNow()
  const outcome = provider
    ? await tellOrAsk(provider, claimed)
    : ({ kind: 'unsure', reason: 'no-account' } as const)
  await inWork((work) => settleRefund(work, claimed, outcome, tell))
}

async function tellOrAsk(provider: Provider, refund: ClaimedRefund): Promise<RefundOutcome> {
  const payback: Payback = { id: refund.id, ref: refund.ref, amount: refund.amount }
  if (refund.tries > 1) {
    const known = await provider.askRefund(payback)
    if (known !== 'never-heard-of') return known
  }
  return provider.refund(payback)
}

async function claimRefund(
  work: Work,
  { customerId, id }: PaymentKey,
): Promise<ClaimedRefund | undefined> {
  const claim = work.newId()
  const claimed = await work.tx
    .updateTable('payments.refund')
    .set({
      claim,
      claimed_until: new Date(work.now.getTime() + claimMs),
      tries: sql`tries + 1`,
    })
    .where('customer_id', '=', customerId)
    .where('id', '=', id)
    .where('state', 'in', ['planned', 'unknown'])
    .where(sql<boolean>`(claimed_until is null or claimed_until < ${work.now})`)
    .returningAll()
    .executeTakeFirst()
  if (!claimed) return undefined
  const payment = await paymentRow(work.tx, customerId, claimed.payment_id)
  if (!payment?.provider_ref) throw new Error(`refund ${id} of a payment that was never charged`)
  return { ...claimed, claim, ref: payment.provider_ref }
}

async function settleRefund(
  work: Work,
  refund: ClaimedRefund,
  outcome: RefundOutcome,
  tell: PaymentListener,
): Promise<void> {
  const { state, reason } = stateAfter(outcome)
  const over = state === 'done' || state === 'failed'
  const row = await work.tx
    .updateTable('payments.refund')
    .set({
      ...{ state, reason, claim: null, claimed_until: null, changed_at: work.now },
      ...(outcome.kind === 'refund' && { provider_ref: outcome.ref }),
      due_at: over ? null : new Date(work.now.getTime() + restBefore(refund.tries)),
    })
    .where('customer_id', '=', refund.customer_id)
    .where('id', '=', refund.id)
    .where('claim', '=', refund.claim)
    .returningAll()
    .executeTakeFirst()
  if (!row) return
  if (state === 'failed') await takeBack(work, row)
  if (state === refund.state && reason === refund.reason) return
  await noteRefundStep(work, row)
  const payment = await paymentRow(work.tx, row.customer_id, row.payment_id)
  if (payment) await tell(work, shownPayment(payment), shownRefund(row, payment))
}

function stateAfter(outcome: RefundOutcome): { state: RefundState; reason: string | null } {
  if (outcome.kind === 'unsure') return { state: 'unknown', reason: outcome.reason }
  if (outcome.kind === 'refused') return { state: 'failed', reason: outcome.reason }
  const states = { done: 'done', waiting: 'planned', failed: 'failed' } as const
  return { state: states[outcome.state], reason: outcome.reason ?? null }
}

/** It was not given back after all: a person decides what happens instead. */
const takeBack = (work: Work, { customer_id, payment_id, amount }: RefundRow) =>
  work.tx
    .updateTable('payments.payment')
    .set({ refunded: sql`refunded - ${amount}::bigint`, changed_at: work.now })
    .where('customer_id', '=', customer_id)
    .where('id', '=', payment_id)
    .execute()
