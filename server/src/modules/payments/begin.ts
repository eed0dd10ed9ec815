import { prepared } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { captureHold, holdCard } from '../promotions/index.ts'
import { hasAccount } from './account.ts'
import type { Goal, Payment, PaymentState } from './contract.ts'
import { shownPayment } from './read.ts'
import { NoAccount } from './refusals.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

/** What somebody pays with. A card is named by the token that the customer's page has of it, or later. */
export type PaidWith =
  | {
      readonly means: 'card'
      readonly token?: string | null
      /** Asked for on the provider’s page, which says that this is paid for. */
      readonly title?: string
    }
  | { readonly means: 'gift-card'; readonly code: string }
  | { readonly means: 'in-shop'; readonly shopId?: string | null }

export interface NewPayment {
  readonly orderId: string
  readonly customerId: string
  readonly amount: number
  readonly currency: string
  readonly with: PaidWith
  /** Put aside until it is captured, or taken as soon as it can be. */
  readonly goal: Exclude<Goal, 'drop'>
}

/** So long the loop leaves a payment to whoever began it and is about to perform it. */
export const graceMs = 15_000

/**
 * Begins a payment of an order, or of a part of it. A gift card is ours: its amount is put aside, or
 * taken, here. A shop's till tells later that it was paid. A card is charged by `cashier.perform`, or
 * by its loop if that never comes, outside of any transaction.
 */
export async function beginPayment(work: Work, payment: NewPayment): Promise<Payment> {
  const id = work.newId()
  if (payment.with.means === 'gift-card') return withGiftCard(work, id, payment, payment.with.code)
  if (payment.with.means === 'in-shop') {
    return insert(work, id, payment, { state: 'pending', shop_id: payment.with.shopId ?? null })
  }
  if (!(await hasAccount(work.tx))) throw new NoAccount({})
  const token = payment.with.token ?? null
  const due_at = new Date(work.now.getTime() + graceMs)
  const { title } = payment.with
  const page = title === undefined ? {} : { hosted: true, title }
  return insert(work, id, payment, { state: 'planned', token, due_at, ...page })
}

async function withGiftCard(work: Work, id: string, payment: NewPayment, code: string) {
  const { amount, currency, goal } = payment
  const { cardId, tail } = await holdCard(work, { code, amount, currency, ref: id })
  if (goal === 'take') await captureHold(work, { cardId, ref: id })
  return insert(work, id, payment, {
    state: goal === 'take' ? 'captured' : 'authorised',
    captured: goal === 'take' ? amount : 0,
    gift_card_id: cardId,
    card: tail,
  })
}

interface Beginning {
  readonly state: PaymentState
  readonly captured?: number
  readonly token?: string | null
  readonly hosted?: boolean
  readonly title?: string
  readonly due_at?: Date
  readonly gift_card_id?: string
  readonly card?: string
  readonly shop_id?: string | null
}

async function insert(work: Work, id: string, payment: NewPayment, beginning: Beginning) {
  const row = await work.tx
    .insertInto('payments.payment')
    .values({
      ...{ customer_id: payment.customerId, id, order_id: payment.orderId },
      ...{ means: payment.with.means, amount: payment.amount, currency: payment.currency },
      ...{ goal: payment.goal, reason: null, provider_ref: null, client_secret: null },
      ...{ next_url: null, title: null },
      ...{ token: null, card: null, gift_card_id: null, shop_id: null },
      ...{ created_at: work.now, changed_at: work.now },
      ...{ due_at: null, claim: null, claimed_until: null },
      ...beginning,
    })
    .returningAll()
    .modifyEnd(prepared)
    .executeTakeFirstOrThrow()
  await noteStep(work, row)
  return shownPayment(row)
}
