import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { type BankRefund, type Intent, mannerOf, metadataIn, newIntent, newName } from './intent.ts'

/** A call of Stripe's API, as far as it is understood here. */
export interface BankCall {
  readonly method: string
  readonly path: string
  readonly parameters: URLSearchParams
  readonly key: string | undefined
}

export interface BankAnswer {
  readonly status: number
  readonly body: object
}

interface Told {
  readonly type: string
  readonly intent: Intent
}

interface BankOptions {
  /** Where what happened is kept, so that a demo that is started again knows its payments. */
  readonly file?: string
  /** Hears what a webhook would tell. */
  readonly tell?: (told: Told) => void
}

/**
 * A bank that speaks Stripe's PaymentIntents, for tests and the demo: what is declined, silent or late
 * is decided by the name of the card. Each key of idempotency has one effect and one answer.
 */
export class CardBank {
  readonly intents = new Map<string, Intent>()
  readonly refunds = new Map<string, BankRefund>()
  readonly #answers = new Map<string, { asked: string; answer: BankAnswer }>()
  readonly #options: BankOptions

  constructor(options: BankOptions = {}) {
    this.#options = options
    const { file } = options
    if (!file || !existsSync(file)) return
    for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const kept: Intent | BankRefund = JSON.parse(text)
      if (kept.object === 'refund') this.refunds.set(kept.id, kept)
      else this.intents.set(kept.id, kept)
    }
  }

  answer(call: BankCall): BankAnswer {
    const { key, path, parameters, method } = call
    if (!key || method !== 'POST') return this.#do(call)
    const asked = `${path}?${parameters}`
    const known = this.#answers.get(key)
    if (known) {
      return known.asked === asked ? known.answer : fault(400, { code: 'idempotency_error' })
    }
    const answer = this.#do(call)
    this.#answers.set(key, { asked, answer })
    return answer
  }

  /** What a bank does by itself after it has thought about it. */
  decide(id: string): void {
    const intent = this.intents.get(id)
    if (intent?.status !== 'processing') return
    charge(intent)
    this.#keep(intent, 'payment_intent.amount_capturable_updated')
  }

  #do({ method, path, parameters }: BankCall): BankAnswer {
    const [, what, id = '', deed] =
      /^\/v1\/(payment_intents|refunds)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? []
    if (what === 'refunds')
      return method === 'GET' ? this.#list(parameters) : this.#refund(parameters)
    if (what !== 'payment_intents') return fault(404, { code: 'resource_missing' })
    if (id === '') return this.#create(parameters)
    const intent = this.intents.get(id)
    if (!intent) return fault(404, { code: 'resource_missing' })
    if (deed === 'confirm') return this.#confirm(intent, parameters)
    if (deed === 'capture') return this.#capture(intent, parameters)
    if (deed === 'cancel') return this.#cancel(intent)
    return shown(intent)
  }

  #create(parameters: URLSearchParams): BankAnswer {
    const intent = newIntent(parameters)
    if (!(intent.amount >= 1)) return fault(400, { code: 'parameter_invalid_integer' })
    this.intents.set(intent.id, intent)
    this.#keep(intent, 'payment_intent.created')
    return shown(intent)
  }

  #confirm(intent: Intent, parameters: URLSearchParams): BankAnswer {
    const open = ['requires_payment_method', 'requires_confirmation', 'requires_action']
    if (!open.includes(intent.status)) return unexpected(intent)
    const token = parameters.get('payment_method') ?? intent.payment_method ?? ''
    intent.payment_method = token
    const manner = mannerOf(token)
    if (manner === 'declined' || manner === 'insufficient_funds' || manner === 'expired_card') {
      intent.status = 'requires_payment_method'
      const decline_code = manner === 'declined' ? 'generic_decline' : manner
      intent.last_payment_error = { type: 'card_error', code: 'card_declined', decline_code }
      this.#keep(intent, 'payment_intent.payment_failed')
      return fault(402, { ...intent.last_payment_error, payment_intent: { ...intent } })
    }
    if (manner === 'asks' && intent.status !== 'requires_action') intent.status = 'requires_action'
    else if (manner === 'processing') intent.status = 'processing'
    else charge(intent)
    this.#keep(intent, `payment_intent.${intent.status}`)
    if (manner === 'twice') this.#tell(intent, `payment_intent.${intent.status}`)
    return shown(intent)
  }

  #capture(intent: Intent, parameters: URLSearchParams): BankAnswer {
    if (intent.status !== 'requires_capture') return unexpected(intent)
    intent.amount_received = Number(parameters.get('amount_to_capture') ?? intent.amount)
    intent.amount_capturable = 0
    intent.status = 'succeeded'
    this.#keep(intent, 'payment_intent.succeeded')
    return shown(intent)
  }

  #cancel(intent: Intent): BankAnswer {
    if (['succeeded', 'canceled', 'processing'].includes(intent.status)) return unexpected(intent)
    Object.assign(intent, { status: 'canceled', amount_capturable: 0 })
    intent.cancellation_reason = 'requested_by_customer'
    this.#keep(intent, 'payment_intent.canceled')
    return shown(intent)
  }

  #refund(parameters: URLSearchParams): BankAnswer {
    const intent = this.intents.get(parameters.get('payment_intent') ?? '')
    if (!intent) return fault(404, { code: 'resource_missing' })
    const amount = Number(parameters.get('amount'))
    if (!(amount >= 1) || amount > intent.amount_received - intent.amount_refunded) {
      return fault(400, { code: 'charge_already_refunded' })
    }
    intent.amount_refunded += amount
    const refund: BankRefund = {
      ...{ id: newName('re'), object: 'refund', amount, payment_intent: intent.id },
      ...{ metadata: metadataIn(parameters), status: 'succeeded' },
    }
    this.refunds.set(refund.id, refund)
    this.#write(refund)
    this.#keep(intent, 'charge.refunded')
    return { status: 200, body: refund }
  }

  #list(parameters: URLSearchParams): BankAnswer {
    const of = parameters.get('payment_intent')
    const data = [...this.refunds.values()].filter(({ payment_intent }) => payment_intent === of)
    return { status: 200, body: { object: 'list', data, has_more: false } }
  }

  #keep(intent: Intent, type: string): void {
    this.#write(intent)
    this.#tell(intent, type)
  }

  #tell(intent: Intent, type: string): void {
    this.#options.tell?.({ type, intent: { ...intent } })
  }

  #write(kept: Intent | BankRefund): void {
    if (this.#options.file) appendFileSync(this.#options.file, `${JSON.stringify(kept)}\n`)
  }
}

function charge(intent: Intent): void {
  const automatic = intent.capture_method === 'automatic'
  intent.status = automatic ? 'succeeded' : 'requires_capture'
  intent.amount_capturable = automatic ? 0 : intent.amount
  intent.amount_received = automatic ? intent.amount : 0
  intent.last_payment_error = null
  const brand = intent.payment_method?.includes('mastercard') ? 'mastercard' : 'visa'
  const last4 = brand === 'visa' ? '4242' : '4444'
  intent.latest_charge = {
    ...{ id: newName('ch'), payment_method_details: { card: { brand, last4 } } },
  }
}

const shown = (intent: Intent): BankAnswer => ({ status: 200, body: { ...intent } })

/** It is past that: the intent comes with the no. */
const unexpected = (intent: Intent) =>
  fault(400, { code: 'payment_intent_unexpected_state', payment_intent: { ...intent } })

const fault = (status: number, error: object): BankAnswer => ({
  status,
  body: { error: { type: status === 402 ? 'card_error' : 'invalid_request_error', ...error } },
})
