import { randomBytes } from 'node:crypto'

/** What a PaymentIntent is to a local bank that speaks Stripe's format. */
export interface Intent {
  readonly id: string
  readonly object: 'payment_intent'
  readonly amount: number
  readonly currency: string
  readonly capture_method: string
  readonly client_secret: string
  readonly metadata: Readonly<Record<string, string>>
  /** Whether it may be taken in parts, as was asked for. */
  readonly multicapture: boolean
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled'
  amount_capturable: number
  amount_received: number
  amount_refunded: number
  cancellation_reason: string | null
  last_payment_error: { type: string; code: string; decline_code?: string } | null
  latest_charge: object | null
  payment_method: string | null
  next_action: { type: 'redirect_to_url'; redirect_to_url: { url: string } } | null
  /** Where the customer goes when the bank has seen them. */
  return_url: string | null
}

export interface BankRefund {
  readonly id: string
  readonly object: 'refund'
  readonly amount: number
  readonly payment_intent: string
  readonly metadata: Readonly<Record<string, string>>
  readonly status: 'succeeded' | 'failed'
}

/** Names that a page may pay with, and what becomes of it: Stripe's own for tests, and some of ours. */
export const testCards = {
  pm_card_visa: 'pays',
  pm_card_mastercard: 'pays',
  pm_card_chargeDeclined: 'declined',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedExpiredCard: 'expired_card',
  pm_card_authenticationRequired: 'asks',
  /** It is charged, and no answer ever comes. */
  pm_card_chargedInSilence: 'silent',
  /** It is charged, and the answer comes after anybody has stopped waiting. */
  pm_card_chargedLate: 'late',
  /** The bank thinks about it, and pays some seconds later. */
  pm_card_processing: 'processing',
  /** It is charged, and can be taken in one go only. */
  pm_card_oneCapture: 'one-capture',
  /** It is charged, and the bank does not let go of it: twice, or ever. */
  pm_card_capturedAtLast: 'captured-at-last',
  pm_card_neverCaptured: 'never-captured',
  /** It is charged once and told twice. */
  pm_card_toldTwice: 'twice',
} as const
export type Manner = (typeof testCards)[keyof typeof testCards]

export const mannerOf = (token: string): Manner =>
  token in testCards ? testCards[token as keyof typeof testCards] : 'pays'

export const newName = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`

export function newIntent(parameters: URLSearchParams): Intent {
  const id = newName('pi')
  return {
    ...{ id, object: 'payment_intent', status: 'requires_payment_method' },
    amount: Number(parameters.get('amount')),
    currency: parameters.get('currency') ?? 'eur',
    capture_method: parameters.get('capture_method') ?? 'automatic',
    client_secret: `${id}_secret_${randomBytes(8).toString('hex')}`,
    metadata: metadataIn(parameters),
    multicapture:
      parameters.get('payment_method_options[card][request_multicapture]') === 'if_available',
    ...{ amount_capturable: 0, amount_received: 0, amount_refunded: 0 },
    ...{ cancellation_reason: null, last_payment_error: null, latest_charge: null },
    ...{ payment_method: null, next_action: null, return_url: null },
  }
}

export function metadataIn(parameters: URLSearchParams): Record<string, string> {
  const named = [...parameters].flatMap(([name, value]) => {
    const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
    return key ? [[key, value] as const] : []
  })
  return Object.fromEntries(named)
}
