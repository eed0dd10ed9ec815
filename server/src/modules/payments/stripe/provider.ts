import type { Outcome, Provider } from '../provider.ts'
import { callStripe, type StripeAccount } from './client.ts'
import { findRefund, readIntent, readRefund, readSession } from './read.ts'

/**
 * Stripe's PaymentIntents. An intent is made, then confirmed, then captured, each by a call of its own:
 * only a confirmation can charge anybody, and by then its name is known here, so whatever goes
 * unanswered can be asked for. Every call that changes something has its own key (Idempotency-Key).
 */
export function stripeProvider(account: StripeAccount): Provider {
  const intents = '/v1/payment_intents'
  const intent = async (
    method: 'GET' | 'POST',
    path: string,
    asked: { parameters?: Record<string, string | number>; key?: string } = {},
  ): Promise<Outcome> => {
    const answer = await callStripe(account, method, `${intents}${path}`, asked)
    return answer.kind === 'unsure' ? answer : readIntent(answer)
  }
  // The card that was charged is told with the answer rather than named by an id.
  const expand = { 'expand[]': 'latest_charge' }
  const expandIntent = { 'expand[]': 'payment_intent.latest_charge' }
  /** A page for the card is a session, which has an intent once the card is there. */
  const sessions = '/v1/checkout/sessions'
  const session = async (
    method: 'GET' | 'POST',
    path: string,
    asked: { parameters?: Record<string, string | number>; key?: string } = {},
  ): Promise<Outcome> => {
    const answer = await callStripe(account, method, `${sessions}${path}`, asked)
    return answer.kind === 'unsure' ? answer : readSession(answer)
  }
  const isSession = (ref: string) => ref.startsWith('cs_')
  return {
    create: ({ id, orderId, amount, currency }) =>
      intent('POST', '', {
        key: `${id}:create`,
        parameters: {
          ...{ amount, currency: currency.toLowerCase(), capture_method: 'manual' },
          ...{ 'payment_method_types[]': 'card' },
          'payment_method_options[card][request_multicapture]': 'if_available',
          ...{ 'metadata[payment_id]': id, 'metadata[order_id]': orderId },
        },
      }),
    open: ({ id, orderId, amount, currency, returnUrl, title }) =>
      session('POST', '', {
        key: `${id}:create`,
        parameters: {
          ...{ mode: 'payment', success_url: returnUrl, cancel_url: returnUrl },
          'payment_method_types[]': 'card',
          'line_items[0][quantity]': 1,
          'line_items[0][price_data][currency]': currency.toLowerCase(),
          'line_items[0][price_data][unit_amount]': amount,
          'line_items[0][price_data][product_data][name]': title,
          'payment_intent_data[capture_method]': 'manual',
          'payment_intent_data[metadata][payment_id]': id,
          'payment_intent_data[metadata][order_id]': orderId,
        },
      }),
    confirm: ({ id, ref, token, returnUrl }) =>
      intent('POST', `/${ref}/confirm`, {
        key: `${id}:confirm`,
        parameters: { payment_method: token, return_url: returnUrl, ...expand },
      }),
    capture: ({ id, ref, amount, last, attempt }) =>
      intent('POST', `/${ref}/capture`, {
        key: `${id}:capture${attempt && `:${attempt}`}`,
        parameters: {
          ...{ amount_to_capture: amount, ...expand },
          ...(!last && { final_capture: 'false' }),
        },
      }),
    cancel: ({ id, ref }) =>
      isSession(ref)
        ? session('POST', `/${ref}/expire`, { key: `${id}:expire`, parameters: expandIntent })
        : intent('POST', `/${ref}/cancel`, { key: `${id}:cancel` }),
    ask: (ref) =>
      isSession(ref)
        ? session('GET', `/${ref}`, { parameters: expandIntent })
        : intent('GET', `/${ref}`, { parameters: expand }),
    refund: async ({ id, ref, amount }) => {
      const answer = await callStripe(account, 'POST', '/v1/refunds', {
        key: `${id}:refund`,
        parameters: { payment_intent: ref, amount, 'metadata[refund_id]': id },
      })
      return answer.kind === 'unsure' ? answer : readRefund(answer)
    },
    askRefund: async ({ id, ref }) => {
      const parameters = { payment_intent: ref, limit: 100 }
      const answer = await callStripe(account, 'GET', '/v1/refunds', { parameters })
      return answer.kind === 'unsure' ? answer : findRefund(answer, id)
    },
  }
}
