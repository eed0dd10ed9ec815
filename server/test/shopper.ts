import type { Cart, ShopperSession } from '../src/modules/carts/contract.ts'
import type { CheckoutAnswer } from '../src/modules/orders/contract.ts'
import type { Line } from './line.ts'

interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

/** Somebody who shops over the public API, as a page or an app does. */
export class TestShopper {
  readonly #line: Line
  token: string
  anonymousId: string | null

  private constructor(line: Line, { token, anonymousId }: ShopperSession) {
    this.#line = line
    this.token = token
    this.anonymousId = anonymousId
  }

  static async enter(
    line: Line,
    writeKey: string,
    more: { anonymousId?: string; language?: 'fr' | 'en'; measured?: boolean } = {},
  ): Promise<TestShopper> {
    const answer = await line.app.http.inject({
      ...{ method: 'POST', url: '/api/shop/session', payload: { writeKey, ...more } },
    })
    if (answer.statusCode !== 201) throw new Error(`no session: ${answer.body}`)
    return new TestShopper(line, answer.json())
  }

  /** The same person by another process of the product, or with another token. */
  by(line: Line, session?: ShopperSession): TestShopper {
    const { token, anonymousId } = session ?? this
    return new TestShopper(line, { token, anonymousId } as ShopperSession)
  }

  async ask<Body = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const answer = await this.#line.app.http.inject({
      ...{ method, url, headers: { authorization: `Bearer ${this.token}`, ...headers } },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: (answer.body ? answer.json() : null) as Body }
  }

  add(sku: string, quantity = 1, options: Record<string, string> = {}) {
    return this.ask<Cart & { code: string; details: Record<string, unknown> }>(
      'POST',
      '/api/shop/cart/lines',
      { sku, quantity, options },
    )
  }

  async cart(): Promise<Cart> {
    return (await this.ask<Cart>('GET', '/api/shop/cart')).body
  }

  checkout(input: object, key: string) {
    return this.ask<CheckoutAnswer & { code: string; details: Record<string, unknown> }>(
      'POST',
      '/api/shop/checkout',
      input,
      { 'idempotency-key': key },
    )
  }
}
