import type { ClaimedPayment } from './claim.ts'
import type { Move } from './move.ts'
import type { Outcome, Provider } from './provider.ts'

/** The page of an order, to which a customer comes back from their bank. */
export type ReturnTo = (order: { customerId: string; orderId: string }) => string

/** Asks the provider what a move asks; null for what is decided here. */
export async function callFor(
  payment: ClaimedPayment,
  move: Move,
  providerNow: () => Promise<Provider | undefined>,
  returnTo: ReturnTo,
): Promise<Outcome | null> {
  if (move === 'give-up' || move === 'give-back') return null
  const provider = await providerNow()
  if (!provider) return { kind: 'unsure', reason: 'no-account' }
  const { id, order_id: orderId, amount, currency, provider_ref: ref, token } = payment
  const returnUrl = returnTo({ customerId: payment.customer_id, orderId })
  if (ref === null || move === 'create') {
    const charge = { id, orderId, amount, currency }
    return payment.hosted
      ? provider.open({ ...charge, returnUrl, title: payment.title ?? orderId })
      : provider.create(charge)
  }
  switch (move) {
    case 'confirm':
      return provider.confirm({ id, ref, token: token ?? '', returnUrl })
    case 'capture':
      return captureOf(payment, ref, provider)
    case 'cancel':
    case 'close':
      return provider.cancel({ id, ref })
    case 'ask':
      return provider.ask(ref)
  }
}

/** Takes what is to be taken by now; where nothing is, what was put aside is let go. */
function captureOf(payment: ClaimedPayment, ref: string, provider: Provider): Promise<Outcome> {
  const { id, goal, captured, capture_tries: tries } = payment
  const upTo = payment.to_take ?? payment.amount
  const last = goal === 'take'
  if (last && upTo <= captured) return provider.cancel({ id, ref })
  // One that was refused certainly took nothing: it is asked for under a key of its own.
  const attempt = [...(last ? [] : [upTo]), ...(tries > 0 ? [`again${tries}`] : [])].join(':')
  return provider.capture({ id, ref, amount: upTo - captured, last, attempt })
}
