/**
 * Whoever charges cards for the brand. No call is made inside a transaction, each that changes
 * something bears a key by which it takes effect once, and each may end without an answer.
 */
export interface Provider {
  /** Makes the payment known. Nothing is charged yet. */
  create(payment: Charge): Promise<Outcome>
  /** The same, with a page of the provider's where the customer types the card. */
  open(payment: Charge & Returning & { title: string }): Promise<Outcome>
  /** Puts the amount aside on the card that the token names; the bank may want to see the customer first. */
  confirm(charge: Named & Returning & { token: string }): Promise<Outcome>
  /** Takes what was put aside, or a part of it; with the last part the rest is let go. */
  capture(charge: Named & { amount: number; last: boolean; attempt: string }): Promise<Outcome>
  /** Lets go of it; says that it was taken if it is too late for that. */
  cancel(charge: Named): Promise<Outcome>
  ask(ref: string): Promise<Outcome>
  refund(refund: Payback): Promise<RefundOutcome>
  /** Whether it has this refund already. */
  askRefund(refund: Payback): Promise<RefundOutcome | 'never-heard-of'>
}

export interface Charge {
  readonly id: string
  readonly orderId: string
  readonly amount: number
  readonly currency: string
}

/** Where the customer is sent back to from the provider's page, or from their bank's. */
interface Returning {
  readonly returnUrl: string
}

interface Named {
  readonly id: string
  readonly ref: string
}

export interface Payback {
  readonly id: string
  /** The payment, as the provider calls it. */
  readonly ref: string
  readonly amount: number
}

export type Outcome = Standing | Unsure | Refused

/** How the payment stands there. `open`: nothing was charged yet; `waiting`: the customer or the bank acts. */
export interface Standing {
  readonly kind: 'stands'
  readonly ref: string
  readonly state: 'open' | 'waiting' | 'authorised' | 'captured' | 'failed' | 'cancelled'
  readonly reason?: string
  readonly captured?: number
  /** Whether what was put aside may be taken in parts. */
  readonly partly?: boolean
  readonly clientSecret?: string
  /** Where the customer must go on. */
  readonly nextUrl?: string
  readonly card?: string
}

/** Whether it was done nobody knows: no answer, or one that says nothing. */
export interface Unsure {
  readonly kind: 'unsure'
  readonly reason: string
}

/** It certainly was not done, and will not be. */
export interface Refused {
  readonly kind: 'refused'
  readonly reason: string
}

export type RefundOutcome =
  | {
      readonly kind: 'refund'
      readonly ref: string
      readonly state: 'done' | 'waiting' | 'failed'
      readonly reason?: string
    }
  | Unsure
  | Refused
