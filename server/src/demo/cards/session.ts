import { newName } from './intent.ts'

/** A page of the bank's for a card, as Stripe's Checkout has it: once it was used there is an intent. */
export interface Session {
  readonly id: string
  readonly object: 'checkout.session'
  readonly amount_total: number
  readonly url: string
  readonly success_url: string
  readonly cancel_url: string
  /** What the intent is made of. */
  readonly made: string
  status: 'open' | 'complete' | 'expired'
  payment_intent: string | null
}

/** Null where there is nothing to be paid. */
export function newSession(parameters: URLSearchParams, pagesAt: string): Session | null {
  const id = newName('cs')
  const amount = Number(parameters.get('line_items[0][price_data][unit_amount]'))
  const quantity = Number(parameters.get('line_items[0][quantity]') ?? 1)
  if (!(amount * quantity >= 1)) return null
  const within = 'payment_intent_data'
  const made = new URLSearchParams({
    amount: String(amount * quantity),
    currency: parameters.get('line_items[0][price_data][currency]') ?? 'eur',
  })
  for (const [name, value] of parameters) {
    // `payment_intent_data[metadata][order_id]` is `metadata[order_id]` of the intent.
    const [, part, rest] = new RegExp(`^${within}\\[(\\w+)\\](.*)$`).exec(name) ?? []
    if (part) made.set(`${part}${rest}`, value)
  }
  return {
    ...{ id, object: 'checkout.session', status: 'open', payment_intent: null },
    ...{ amount_total: amount * quantity, url: `${pagesAt}/pay/${id}`, made: made.toString() },
    success_url: parameters.get('success_url') ?? '',
    cancel_url: parameters.get('cancel_url') ?? '',
  }
}
