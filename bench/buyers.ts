import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** What somebody wants to buy, and how they pay. */
export interface Wish {
  readonly writeKey: string
  readonly lines: readonly (readonly [sku: string, quantity: number])[]
  readonly card: string
  readonly codes?: readonly string[]
  /** Insists on the total that the quote showed. */
  readonly insists?: boolean
  /** Called once the cart is full: so that all pay at once. */
  readonly before?: () => Promise<unknown>
}

/** What came of it: an order, a clean no, or something that must not be. */
export interface Bought {
  readonly status: number
  readonly code: string
  readonly orderId: string | undefined
  readonly state: string | undefined
  /** How often a server was not there, and the next was asked. */
  readonly turned: number
}

interface Answer {
  readonly status: number
  readonly body: {
    readonly token?: string
    readonly code?: string
    readonly total?: number
    readonly order?: { readonly id: string; readonly state: string }
  }
}

const address = {
  ...{ name: 'A. Buyer', street: '1 rue du Port', postalCode: '59000', city: 'Lille' },
  country: 'FR',
}

/** A buyer over the public API, who turns to the next server when one does not answer. */
export class Buyer {
  readonly #servers: readonly string[]
  #at: number
  #token: string | undefined
  turned = 0

  constructor(servers: readonly string[], first: number, token?: string) {
    this.#servers = servers
    this.#at = first
    this.#token = token
  }

  async ask(method: string, path: string, body?: object, key?: string): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const server = this.#servers[this.#at % this.#servers.length]
      try {
        const response = await fetch(`${server}${path}`, {
          method,
          headers: {
            ...(body && { 'content-type': 'application/json' }),
            ...(this.#token && { authorization: `Bearer ${this.#token}` }),
            ...(key && { 'idempotency-key': key }),
          },
          ...(body && { body: JSON.stringify(body) }),
        })
        return { status: response.status, body: (await response.json()) as Answer['body'] }
      } catch (error) {
        if (attempt === 20) throw error
        this.#at++
        this.turned++
        await pause(50 * attempt)
      }
    }
  }

  async enter(writeKey: string): Promise<Answer> {
    const opened = await this.ask('POST', '/api/shop/session', { writeKey })
    this.#token = opened.body.token
    return opened
  }

  /** The whole flow: a session, a cart, a quote, the checkout. It ends where the shop says no. */
  async buy(wish: Wish): Promise<Bought> {
    if (!this.#token) await this.enter(wish.writeKey)
    for (const [sku, quantity] of wish.lines) {
      const added = await this.ask('POST', '/api/shop/cart/lines', { sku, quantity })
      if (added.status !== 200) return this.#outcome(added)
    }
    for (const code of wish.codes ?? []) await this.ask('POST', '/api/shop/cart/codes', { code })
    await wish.before?.()
    const quote = await this.ask('POST', '/api/shop/quote', {})
    if (quote.status !== 200) return this.#outcome(quote)
    return this.checkout(wish.card, wish.insists ? quote.body.total : undefined)
  }

  async checkout(card: string, total?: number): Promise<Bought> {
    const email = `${randomUUID()}@example.com`
    const payments = [{ means: 'card', token: card }]
    const input = { contact: { email }, address, payments, ...(total !== undefined && { total }) }
    return this.#outcome(await this.ask('POST', '/api/shop/checkout', input, randomUUID()))
  }

  #outcome({ status, body }: Answer): Bought {
    const { id: orderId, state } = body.order ?? {}
    return { status, code: body.code ?? '', orderId, state, turned: this.turned }
  }
}

/** How many had each outcome: `200 confirmed`, `409 orders/insufficient-stock` … */
export function outcomes(all: readonly Bought[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, state, code } of all) {
    const name = `${status} ${state ?? code}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
