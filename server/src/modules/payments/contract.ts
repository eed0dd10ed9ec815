import { z } from 'zod'

/** What is paid with. */
export const Means = z.enum(['card', 'gift-card', 'in-shop'])
export type Means = z.infer<typeof Means>

/**
 * planned: nobody was asked yet. pending: the provider knows of it, the customer may have to act.
 * authorised: the amount is put aside. captured: it is the brand's. unknown: the provider was asked
 * and did not answer; it is asked again until it does.
 */
export const PaymentState = z.enum([
  'planned',
  'pending',
  'authorised',
  'captured',
  'failed',
  'cancelled',
  'unknown',
])
export type PaymentState = z.infer<typeof PaymentState>

/** Where a payment is to end: put aside, taken, or dropped (voided, or given back if it was taken). */
export const Goal = z.enum(['hold', 'take', 'drop'])
export type Goal = z.infer<typeof Goal>

export const RefundState = z.enum(['planned', 'done', 'failed', 'unknown'])
export type RefundState = z.infer<typeof RefundState>

/** As what a till takes what is paid in a shop. */
export const TakenAs = z.enum(['cash', 'terminal'])
export type TakenAs = z.infer<typeof TakenAs>

const Moment = z.iso.datetime()

export const Payment = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  orderId: z.uuid(),
  means: Means,
  amount: z.int(),
  currency: z.string(),
  state: PaymentState,
  goal: Goal,
  /** Why it failed, as the provider's code says. */
  reason: z.string().nullable(),
  captured: z.int(),
  /** Of what was captured, what was given back or is about to be. */
  refunded: z.int(),
  providerRef: z.string().nullable(),
  /** `visa 4242`, or the tail of a gift card. */
  card: z.string().nullable(),
  /** Where the customer must go on: to their bank, or to the provider’s page for the card. */
  nextUrl: z.string().nullable(),
  shopId: z.uuid().nullable(),
  /** Of what was paid in a shop: in cash, or by card at its terminal; null where nobody said. */
  takenAs: TakenAs.nullable(),
  createdAt: Moment,
  changedAt: Moment,
})
export type Payment = z.infer<typeof Payment>

export const Refund = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  paymentId: z.uuid(),
  orderId: z.uuid(),
  means: Means,
  /** As what the money had come, and goes. */
  takenAs: TakenAs.nullable(),
  amount: z.int(),
  currency: z.string(),
  state: RefundState,
  /** Why it was given: `return`, `late`, `cancelled` … */
  cause: z.string(),
  /** Why it failed. */
  reason: z.string().nullable(),
  createdAt: Moment,
  changedAt: Moment,
})
export type Refund = z.infer<typeof Refund>

export const PaymentStep = z.object({
  state: z.string(),
  refundId: z.uuid().nullable(),
  reason: z.string().nullable(),
  at: Moment,
})
export type PaymentStep = z.infer<typeof PaymentStep>

export const PaymentDetail = Payment.extend({
  customerName: z.string().nullable(),
  refunds: z.array(Refund),
  steps: z.array(PaymentStep),
})
export type PaymentDetail = z.infer<typeof PaymentDetail>

export const PaymentQuery = z.object({
  state: PaymentState.optional(),
  means: Means.optional(),
  orderId: z.uuid().optional(),
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type PaymentQuery = z.infer<typeof PaymentQuery>

export const PaymentPage = z.object({
  payments: z.array(Payment.extend({ customerName: z.string().nullable() })),
  next: z.string().nullable(),
  /** How many stand in each state. */
  counts: z.array(z.object({ state: PaymentState, payments: z.int() })),
  /** What was put aside and could not be taken, however often the bank was asked: a person must see to it. */
  untaken: z.int(),
})
export type PaymentPage = z.infer<typeof PaymentPage>

export const RefundInput = z.object({ amount: z.int().min(1) })
export type RefundInput = z.infer<typeof RefundInput>

/** Keys of the provider: told once, kept sealed. */
export const AccountInput = z.object({
  baseUrl: z
    .url()
    .refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url), {
      message: 'https, or this machine',
    })
    .default('https://api.stripe.com'),
  publishableKey: z.string().trim().min(1).max(300),
  secretKey: z.string().trim().min(8).max(300),
  webhookSecret: z.string().trim().min(8).max(300).nullable().default(null),
})
export type AccountInput = z.input<typeof AccountInput>

export const Account = z.object({
  baseUrl: z.string(),
  publishableKey: z.string(),
  /** Whether a secret for webhooks is there. */
  hearsWebhooks: z.boolean(),
  /** Where the provider is to send them. */
  webhookUrl: z.string(),
  changedAt: Moment,
})
export type Account = z.infer<typeof Account>
