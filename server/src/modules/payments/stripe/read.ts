import { z } from 'zod'
import type { Outcome, RefundOutcome, Standing } from '../provider.ts'
import type { Answer } from './client.ts'

const Card = z.object({
  brand: z.string().nullish(),
  last4: z.string().nullish(),
  multicapture: z.object({ status: z.string() }).nullish(),
})
const Charged = z.object({ payment_method_details: z.object({ card: Card.nullish() }).nullish() })

/** What is read of a PaymentIntent; whatever else it has, and of whichever version, is left alone. */
const Intent = z.object({
  id: z.string(),
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'succeeded',
    'canceled',
  ]),
  amount_received: z.int().nullish(),
  client_secret: z.string().nullish(),
  cancellation_reason: z.string().nullish(),
  next_action: z.object({ redirect_to_url: z.object({ url: z.string() }).nullish() }).nullish(),
  latest_charge: z.union([Charged, z.string()]).nullish(),
  last_payment_error: z
    .object({ code: z.string().nullish(), decline_code: z.string().nullish() })
    .nullish(),
})
type Intent = z.infer<typeof Intent>

const Fault = z.object({
  error: z.object({
    type: z.string().nullish(),
    code: z.string().nullish(),
    decline_code: z.string().nullish(),
    payment_intent: Intent.nullish(),
  }),
})

/** An answer about a payment: its standing, also where it comes with a no. */
export function readIntent({ status, body }: Answer): Outcome {
  if (status < 300) return standingOf(Intent.parse(body))
  const { error } = Fault.parse(body)
  if (error.payment_intent) return standingOf(error.payment_intent)
  return { kind: 'refused', reason: error.decline_code ?? error.code ?? `http-${status}` }
}

const states = {
  requires_payment_method: 'open',
  requires_confirmation: 'open',
  requires_action: 'waiting',
  processing: 'waiting',
  requires_capture: 'authorised',
  succeeded: 'captured',
  canceled: 'cancelled',
} as const

function standingOf(intent: Intent): Standing {
  const { id: ref, status, last_payment_error: error, client_secret } = intent
  const failed = status === 'requires_payment_method' && error
  const reason = failed
    ? (error.decline_code ?? error.code ?? 'declined')
    : intent.cancellation_reason
  const card = cardOf(intent)
  const nextUrl = status === 'requires_action' && intent.next_action?.redirect_to_url?.url
  return {
    kind: 'stands',
    ref,
    state: failed ? 'failed' : states[status],
    ...(reason && { reason }),
    ...(taken.has(status) && { captured: intent.amount_received ?? 0 }),
    ...(status === 'requires_capture' && { partly: isPartly(intent) }),
    ...(client_secret && { clientSecret: client_secret }),
    ...(card && { card }),
    ...(nextUrl && { nextUrl }),
  }
}

/** In these it says how much of it was taken. */
const taken = new Set<Intent['status']>(['succeeded', 'requires_capture'])

const chargedCard = ({ latest_charge: charge }: Intent) =>
  charge && typeof charge !== 'string' ? charge.payment_method_details?.card : undefined

const isPartly = (intent: Intent) => chargedCard(intent)?.multicapture?.status === 'available'

function cardOf(intent: Intent): string | undefined {
  const card = chargedCard(intent)
  return card?.last4 ? `${card.brand ?? 'card'} ${card.last4}` : undefined
}

const Session = z.object({
  id: z.string(),
  status: z.enum(['open', 'complete', 'expired']),
  url: z.string().nullish(),
  payment_intent: Intent.nullish(),
})

/** A page for a card: before it is used there is nothing but the page, after it the payment itself. */
export function readSession({ status, body }: Answer): Outcome {
  if (status >= 300) return readIntent({ kind: 'answer', status, body })
  const { id: ref, status: stands, url, payment_intent: intent } = Session.parse(body)
  if (stands === 'complete' && intent) return standingOf(intent)
  if (stands === 'expired') return { kind: 'stands', ref, state: 'cancelled', reason: 'expired' }
  return { kind: 'stands', ref, state: 'waiting', ...(url && { nextUrl: url }) }
}

const RefundBody = z.object({
  id: z.string(),
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})

export function readRefund({ status, body }: Answer): RefundOutcome {
  if (status < 300) return refundOutcome(RefundBody.parse(body))
  const { error } = Fault.parse(body)
  return { kind: 'refused', reason: error.code ?? `http-${status}` }
}

/** The refund of that id among those of a payment. */
export function findRefund({ status, body }: Answer, id: string): RefundOutcome | 'never-heard-of' {
  if (status >= 300) return readRefund({ kind: 'answer', status, body })
  const { data } = z.object({ data: z.array(RefundBody) }).parse(body)
  const found = data.find(({ metadata }) => metadata?.refund_id === id)
  return found ? refundOutcome(found) : 'never-heard-of'
}

function refundOutcome({ id, status, failure_reason }: z.infer<typeof RefundBody>): RefundOutcome {
  const failed = status === 'failed' || status === 'canceled'
  return {
    kind: 'refund',
    ref: id,
    state: status === 'succeeded' ? 'done' : failed ? 'failed' : 'waiting',
    ...(failure_reason && { reason: failure_reason }),
  }
}
