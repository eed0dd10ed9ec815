import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { type BankRefund, type Intent, mannerOf, metadataIn, newIntent, newName } from './intent.ts'
import { newSession, type Session } from './session.ts'

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
  readonly about: Intent | Session
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
  readonly sessions = new Map<string, Session>()
  /** The address below which its pages for people are. */
  pagesAt = ''
  readonly #refusals = new Map<string, number>()
  readonly #answers = new Map<string, { asked: string; answer: BankAnswer }>()
  readonly #options: BankOptions

  constructor(options: BankOptions = {}) {
    this.#options = options
    const { file } = options
    if (!file || !existsSync(file)) return
    for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const kept: Intent | BankRefund | Session = JSON.parse(text)
      if (kept.object === 'refund') this.refunds.set(kept.id, kept)
      else if (kept.object === 'checkout.session') this.sessions.set(kept.id, kept)
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

  /** Its customer was seen, and said yes or no. Where they go on; undefined when nobody waits for that. */
  authenticate(id: string, yes: boolean): string | undefined {
    const intent = this.intents.get(id)
    if (!intent) return undefined
    if (intent.status === 'requires_action') {
      intent.next_action = null
      if (yes) charge(intent)
      else {
        intent.status = 'requires_payment_method'
        const code = 'payment_intent_authentication_failure'
        intent.last_payment_error = { type: 'card_error', code }
      }
      this.#keep(intent, yes ? `payment_intent.${intent.status}` : 'payment_intent.payment_failed')
      this.#complete(intent)
    }
    return intent.return_url ?? undefined
  }

  /** A card is typed into one of its pages. Where the customer goes on; undefined when the card is declined. */
  payOnPage(session: Session, token: string): string | undefined {
    const intent = newIntent(new URLSearchParams(session.made))
    this.intents.set(intent.id, intent)
    session.payment_intent = intent.id
    const asked = { payment_method: token, return_url: session.success_url }
    this.#confirm(intent, new URLSearchParams(asked))
    this.#complete(intent)
    const declined = intent.status === 'requires_payment_method'
    return declined ? undefined : (intent.next_action?.redirect_to_url.url ?? session.success_url)
  }

  #complete(intent: Intent): void {
    if (intent.status !== 'requires_capture' && intent.status !== 'succeeded') return
    for (const session of this.sessions.values()) {
      if (session.payment_intent !== intent.id || session.status !== 'open') continue
      session.status = 'complete'
      this.#keep(session, 'checkout.session.completed')
    }
  }

  #do({ method, path, parameters }: BankCall): BankAnswer {
    const [, what, id = '', deed] =
      /^\/v1\/(payment_intents|refunds|checkout\/sessions)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ??
      []
    if (what === 'refunds')
      return method === 'GET' ? this.#list(parameters) : this.#refund(parameters)
    if (what === 'checkout/sessions') return this.#session(id, deed, parameters)
    if (what !== 'payment_intents') return fault(404, { code: 'resource_missing' })
    if (id === '') return this.#create(parameters)
    const intent = this.intents.get(id)
    if (!intent) return fault(404, { code: 'resource_missing' })
    if (deed === 'confirm') return this.#confirm(intent, parameters)
    if (deed === 'capture') return this.#capture(intent, parameters)
    if (deed === 'cancel') return this.#cancel(intent)
    return shown(intent)
  }

  #session(id: string, deed: string | undefined, parameters: URLSearchParams): BankAnswer {
    const session = id ? this.sessions.get(id) : newSession(parameters, this.pagesAt)
    if (!session) return fault(id ? 404 : 400, { code: 'resource_missing' })
    this.sessions.set(session.id, session)
    if (deed === 'expire') {
      if (session.status !== 'open') return fault(400, { code: 'checkout_session_not_open' })
      session.status = 'expired'
      const intent = this.intents.get(session.payment_intent ?? '')
      if (intent?.status === 'requires_action') this.#cancel(intent)
    }
    this.#write(session)
    const intent = this.intents.get(session.payment_intent ?? '')
    return { status: 200, body: { ...session, payment_intent: intent ? { ...intent } : null } }
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
    intent.return_url = parameters.get('return_url')
    const manner = mannerOf(token)
    if (manner === 'declined' || manner === 'insufficient_funds' || manner === 'expired_card') {
      intent.status = 'requires_payment_method'
      const decline_code = manner === 'declined' ? 'generic_decline' : manner
      intent.last_payment_error = { type: 'card_error', code: 'card_declined', decline_code }
      this.#keep(intent, 'payment_intent.payment_failed')
      return fault(402, { ...intent.last_payment_error, payment_intent: { ...intent } })
    }
    if (manner === 'asks' && intent.status !== 'requires_action') this.#send(intent)
    else if (manner === 'processing') intent.status = 'processing'
    else charge(intent)
    this.#keep(intent, `payment_intent.${intent.status}`)
    if (manner === 'twice') this.#tell(intent, `payment_intent.${intent.status}`)
    return shown(intent)
  }

  /** It wants to see its customer before it puts anything aside. */
  #send(intent: Intent): void {
    intent.status = 'requires_action'
    const url = `${this.pagesAt}/authenticate/${intent.id}`
    if (intent.return_url)
      intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url } }
  }

  #capture(intent: Intent, parameters: URLSearchParams): BankAnswer {
    if (intent.status !== 'requires_capture') return unexpected(intent)
    const amount = Number(parameters.get('amount_to_capture') ?? intent.amount_capturable)
    if (amount > intent.amount_capturable) return fault(400, { code: 'amount_too_large' })
    const manner = mannerOf(intent.payment_method ?? '')
    const refusals = this.#refusals.get(intent.id) ?? 0
    if (manner === 'never-captured' || (manner === 'captured-at-last' && refusals < 2)) {
      this.#refusals.set(intent.id, refusals + 1)
      return fault(400, { code: 'processing_error' })
    }
    const partly = parameters.get('final_capture') === 'false'
    if (partly && !takesParts(intent)) return fault(400, { code: 'parameter_invalid' })
    intent.amount_received += amount
    intent.amount_capturable = partly ? intent.amount_capturable - amount : 0
    if (intent.amount_capturable === 0) intent.status = 'succeeded'
    this.#keep(intent, `payment_intent.${partly ? 'amount_capturable_updated' : 'succeeded'}`)
    return shown(intent)
  }

  #cancel(intent: Intent): BankAnswer {
    if (['succeeded', 'canceled', 'processing'].includes(intent.status)) return unexpected(intent)
    Object.assign(intent, { status: 'canceled', amount_capturable: 0, next_action: null })
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

  #keep(about: Intent | Session, type: string): void {
    this.#write(about)
    this.#tell(about, type)
  }

  #tell(about: Intent | Session, type: string): void {
    this.#options.tell?.({ type, about: { ...about } })
  }

  #write(kept: Intent | BankRefund | Session): void {
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
    id: newName('ch'),
    payment_method_details: {
      card: {
        ...{ brand, last4 },
        multicapture: { status: takesParts(intent) ? 'available' : 'unavailable' },
      },
    },
  }
}

const takesParts = ({ multicapture, payment_method: card }: Intent) =>
  multicapture && mannerOf(card ?? '') !== 'one-capture'

const shown = (intent: Intent): BankAnswer => ({ status: 200, body: { ...intent } })

/** It is past that: the intent comes with the no. */
const unexpected = (intent: Intent) =>
  fault(400, { code: 'payment_intent_unexpected_state', payment_intent: { ...intent } })

const fault = (status: number, error: object): BankAnswer => ({
  status,
  body: { error: { type: status === 402 ? 'card_error' : 'invalid_request_error', ...error } },
})
