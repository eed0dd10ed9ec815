import { prepared } from '../../kernel/database.ts'
import { statement } from '../../kernel/statement.ts'
import { all, type Work } from '../../kernel/work.ts'
import { captureHold, holdCard } from '../promotions/index.ts'
import { accountIn } from './account.ts'
import { claimUntil, type Taken } from './claim.ts'
import type { Goal, Payment, PaymentState } from './contract.ts'
import { type PaymentRow, shownPayment } from './read.ts'
import { NoAccount } from './refusals.ts'
import { noteStep } from './steps.ts'
import './tables.ts'

/** What somebody pays with. A card is named by the token that the customer's page has of it, or later. */
type PaidWith =
  | {
      readonly means: 'card'
      readonly token?: string | null | undefined
      /** Asked for on the provider’s page, which says that this is paid for. */
      readonly title?: string
    }
  | { readonly means: 'gift-card'; readonly code: string }
  | { readonly means: 'in-shop'; readonly shopId?: string | null }

type Card = { readonly with: Extract<PaidWith, { means: 'card' }> }

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
 * Begins a payment by card that whoever calls performs as soon as this has committed (`cashier.goOn`): it
 * is in their hands from the beginning, as if they had taken it. It is written at last, and had by then.
 */
export async function beginInHand(work: Work, payment: NewPayment & Card): Promise<() => Taken> {
  const account = await accountIn(work.tx)
  if (!account) throw new NoAccount({})
  const claim = work.newId()
  const beginning = { ...claimUntil(work, claim), tries: 1, state: 'pending' as const }
  let row: PaymentRow | undefined
  work.atLast(async () => {
    row = await insert(work, payment, { ...beginning, ...cardIn(payment) })
  })
  return () => {
    if (!row) throw new Error('nobody has it in hand before it is written')
    return { claimed: { ...row, claim }, move: 'create', account }
  }
}

/**
 * Begins a payment of an order, or of a part of it. A gift card is ours: its amount is put aside, or
 * taken, here. A shop's till tells later that it was paid. A card is charged by `cashier.perform`, or
 * by its loop if that never comes, outside of any transaction.
 */
export async function beginPayment(work: Work, payment: NewPayment): Promise<Payment> {
  const { with: means } = payment
  if (means.means === 'gift-card') return withGiftCard(work, payment, means.code)
  if (means.means === 'in-shop') {
    const row = await insert(work, payment, { state: 'pending', shop_id: means.shopId ?? null })
    return shownPayment(row)
  }
  const due_at = new Date(work.now.getTime() + graceMs)
  return shownPayment(
    await beginCard(work, { ...payment, with: means }, { state: 'planned', due_at }),
  )
}

async function beginCard(work: Work, payment: NewPayment & Card, beginning: Beginning) {
  const [account, row] = await all([
    accountIn(work.tx),
    insert(work, payment, { ...beginning, ...cardIn(payment) }),
  ])
  if (!account) throw new NoAccount({})
  return row
}

function cardIn({ with: { token = null, title } }: Card) {
  return { token, ...(title !== undefined && { hosted: true, title }) }
}

async function withGiftCard(work: Work, payment: NewPayment, code: string): Promise<Payment> {
  const id = work.newId()
  const { amount, currency, goal } = payment
  const { cardId, tail } = await holdCard(work, { code, amount, currency, ref: id })
  if (goal === 'take') await captureHold(work, { cardId, ref: id })
  const row = await insert(work, payment, {
    ...{ id, state: goal === 'take' ? 'captured' : 'authorised' },
    captured: goal === 'take' ? amount : 0,
    gift_card_id: cardId,
    card: tail,
  })
  return shownPayment(row)
}

interface Beginning {
  readonly id?: string
  readonly state: PaymentState
  readonly captured?: number
  readonly token?: string | null
  readonly hosted?: boolean
  readonly title?: string
  readonly due_at?: Date
  readonly claim?: string
  readonly claimed_until?: Date
  readonly tries?: number
  readonly gift_card_id?: string
  readonly card?: string
  readonly shop_id?: string | null
}

async function insert(work: Work, payment: NewPayment, beginning: Beginning): Promise<PaymentRow> {
  const { id = work.newId(), state } = beginning
  const { customerId: customer_id, orderId: order_id, amount, currency, goal } = payment
  const written = writing(work.tx, {
    ...{ customer_id, order_id, means: payment.with.means, amount, currency, goal },
    ...{ title: null, token: null, card: null, gift_card_id: null, shop_id: null },
    ...{ due_at: null, claim: null, claimed_until: null, tries: 0, captured: 0, hosted: false },
    ...{ ...beginning, id, now: work.now },
  })
  const [[row]] = await all([written, noteStep(work, { customer_id, id, state, reason: null })])
  return row as PaymentRow
}

interface Written extends Omit<PaymentRow, keyof typeof blank | 'created_at' | 'changed_at'> {
  readonly now: Date
}

/** What nobody knows of a payment that begins. */
const blank = {
  ...{ reason: null, provider_ref: null, client_secret: null, next_url: null, to_take: null },
  ...{ refunded: 0, partly: false, capture_tries: 0, confirm_asked: false, closed: false },
  taken_as: null,
}

const writing = statement((db, of: Written) =>
  db
    .insertInto('payments.payment')
    .values({
      ...{ ...blank, customer_id: of.customer_id, id: of.id, order_id: of.order_id },
      ...{ means: of.means, amount: of.amount, currency: of.currency, goal: of.goal },
      ...{ state: of.state, title: of.title, token: of.token, card: of.card },
      ...{ gift_card_id: of.gift_card_id, shop_id: of.shop_id, hosted: of.hosted },
      ...{ captured: of.captured, tries: of.tries, claim: of.claim },
      ...{ claimed_until: of.claimed_until, due_at: of.due_at },
      ...{ created_at: of.now, changed_at: of.now },
    })
    .returningAll()
    .modifyEnd(prepared),
)
