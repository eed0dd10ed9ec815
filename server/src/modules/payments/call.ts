import type { ClaimedPayment } from './claim.ts'
import type { Move } from './move.ts'
import type { Outcome, Provider } from './provider.ts'

/** Asks the provider what a move asks; null for what is decided here. */
export async function callFor(
  payment: ClaimedPayment,
  move: Move,
  providerNow: () => Promise<Provider | undefined>,
): Promise<Outcome | null> {
  if (move === 'give-up' || move === 'give-back') return null
  const provider = await providerNow()
  if (!provider) return { kind: 'unsure', reason: 'no-account' }
  const { id, order_id: orderId, amount, currency, provider_ref: ref, token } = payment
  if (ref === null || move === 'create') return provider.create({ id, orderId, amount, currency })
  switch (move) {
    case 'confirm':
      return provider.confirm({ id, ref, token: token ?? '' })
    case 'capture':
      return provider.capture({ id, ref, amount })
    case 'cancel':
    case 'close':
      return provider.cancel({ id, ref })
    case 'ask':
      return provider.ask(ref)
  }
}
