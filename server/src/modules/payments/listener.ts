import type { Work } from '../../kernel/work.ts'
import type { Payment, Refund } from './contract.ts'

export interface PaymentKey {
  readonly customerId: string
  readonly id: string
}

/** Hears of every state that a payment, or a refund of it, comes to; in the transaction that notes it. */
export type PaymentListener = (work: Work, payment: Payment, refund?: Refund) => Promise<void>
