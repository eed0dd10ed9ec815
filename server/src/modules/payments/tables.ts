import type { Generated } from 'kysely'
import { declareTables, key, local, nothing, pseudonymised } from '../../kernel/registry.ts'
import type { Goal, Means, PaymentState, RefundState, TakenAs } from './contract.ts'

/** What a payment and a refund have in common: when somebody has to act, and who does. */
interface Driven {
  due_at: Date | null
  tries: Generated<number>
  claim: string | null
  claimed_until: Date | null
}

export interface PaymentTable extends Driven {
  customer_id: string
  id: string
  order_id: string
  means: Means
  amount: number
  currency: string
  state: PaymentState
  goal: Goal
  reason: string | null
  captured: Generated<number>
  refunded: Generated<number>
  provider_ref: string | null
  client_secret: string | null
  next_url: string | null
  hosted: Generated<boolean>
  title: string | null
  partly: Generated<boolean>
  to_take: number | null
  capture_tries: Generated<number>
  token: string | null
  confirm_asked: Generated<boolean>
  closed: Generated<boolean>
  card: string | null
  gift_card_id: string | null
  shop_id: string | null
  taken_as: TakenAs | null
  created_at: Date
  changed_at: Date
}

export interface RefundTable extends Driven {
  customer_id: string
  id: string
  payment_id: string
  order_id: string
  amount: number
  currency: string
  state: RefundState
  cause: string
  reason: string | null
  provider_ref: string | null
  created_at: Date
  changed_at: Date
}

interface StepTable {
  customer_id: string
  id: string
  payment_id: string
  refund_id: string | null
  state: string
  reason: string | null
  at: Date
}

interface ReferenceTable {
  ref: string
  customer_id: string
  payment_id: string
}

interface AccountTable {
  provider: string
  base_url: string
  publishable_key: string
  secret_sealed: Buffer
  webhook_sealed: Buffer | null
  changed_at: Date
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'payments.payment': PaymentTable
    'payments.refund': RefundTable
    'payments.step': StepTable
    'payments.reference': ReferenceTable
    'payments.account': AccountTable
  }
}

const books = 'the books of the brand: what was paid and given back'

export const paymentsTables = declareTables({
  'payments.payment': key(
    'customer',
    'customer_id',
    pseudonymised(books, ['card', 'token', 'next_url']),
  ),
  'payments.refund': key('customer', 'customer_id', pseudonymised(books)),
  'payments.step': key('customer', 'customer_id', pseudonymised(books)),
  'payments.reference': key('payment_reference', 'ref', pseudonymised(books)),
  'payments.account': local(nothing('keys of the brand at its provider')),
})
