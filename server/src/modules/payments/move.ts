import type { PaymentState } from './contract.ts'
import type { Standing } from './provider.ts'
import type { PaymentRow } from './read.ts'

/**
 * What is to be done next about the payment of a card: it has a state, as far as we know, and a goal.
 * `give-up` and `give-back` are done here, all others by asking the provider.
 */
export type Move =
  | 'create'
  | 'confirm'
  | 'ask'
  | 'capture'
  | 'cancel'
  | 'close'
  | 'give-up'
  | 'give-back'

type Known = Pick<
  PaymentRow,
  | 'state'
  | 'goal'
  | 'provider_ref'
  | 'token'
  | 'confirm_asked'
  | 'closed'
  | 'captured'
  | 'refunded'
  | 'to_take'
>

/** Undefined when the payment is where it is to be, or can be moved by nobody here. */
export const nextMove = (payment: Known): Move | undefined => moves[payment.state](payment)

const moves: Readonly<Record<PaymentState, (payment: Known) => Move | undefined>> = {
  planned: underWay,
  pending: underWay,
  unknown: underWay,
  authorised: ({ goal, to_take, captured }) => {
    if (goal === 'drop') return 'cancel'
    return goal === 'take' || (to_take ?? 0) > captured ? 'capture' : undefined
  },
  captured: ({ goal, refunded, captured }) =>
    goal === 'drop' && refunded < captured ? 'give-back' : undefined,
  // The customer's page may still try another card, after the order has gone: it is closed there.
  failed: ({ provider_ref, closed }) => (provider_ref !== null && !closed ? 'close' : undefined),
  cancelled: () => undefined,
}

function underWay(payment: Known): Move {
  const { state, goal, provider_ref } = payment
  // Before its name is known here nobody can have confirmed it, so nothing was charged.
  if (provider_ref === null) return goal === 'drop' ? 'give-up' : 'create'
  return state === 'unknown' ? 'ask' : pendingMove(payment)
}

function pendingMove({ goal, token, confirm_asked }: Known): Move {
  if (goal === 'drop') return 'cancel'
  return token !== null && !confirm_asked ? 'confirm' : 'ask'
}

/** What a standing at the provider means here. Open after a confirmation: it never arrived there. */
export function stateOf({ state }: Standing): PaymentState {
  return state === 'open' || state === 'waiting' ? 'pending' : state
}

/** How long to wait before asking again, in milliseconds: soon at first, at last every five minutes. */
export const restBefore = (tries: number) => Math.min(300_000, 1_000 * 2 ** Math.min(tries, 9))
