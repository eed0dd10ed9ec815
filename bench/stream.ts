/** A stream of shop events that is the same in every run, of so many visitors. */
export class Stream {
  #state = 42
  #count = 0
  readonly #visitors: number
  readonly #run: string

  constructor(visitors: number, run = 'run') {
    this.#visitors = visitors
    this.#run = run
  }

  /** mulberry32: enough chance for load, and none from outside. */
  #draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /**
   * The next event, some 500 bytes: six of ten a page, nearly four a product, one in forty signs in on
   * one of a person's two devices, which joins what was two customers.
   */
  event(): object {
    const visitor = Math.floor(this.#draw() * this.#visitors)
    const device = `device-${visitor}-${this.#draw() < 0.5 ? 'a' : 'b'}`
    const kind = this.#draw()
    const common = {
      anonymousId: device,
      messageId: `${this.#run}-${this.#count++}`,
      timestamp: '2026-11-21T09:59:59.000Z',
      context: {
        library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
        locale: 'fr-FR',
        timezone: 'Europe/Paris',
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0',
        page: { path: '/soins/creme-de-jour', url: 'https://boutique.example/soins/creme-de-jour' },
      },
    }
    const sku = `SKU-${Math.floor(this.#draw() * 300)}`
    if (kind < 0.6) return { ...common, type: 'page', name: 'Produit', properties: { sku } }
    if (kind < 0.975) {
      const event =
        kind < 0.85 ? 'Product Viewed' : kind < 0.95 ? 'Product Added' : 'Order Completed'
      const properties = {
        sku,
        name: 'Crème de jour',
        price: 24.9,
        quantity: 1,
        currency: 'EUR',
        total: 24.9,
      }
      return { ...common, type: 'track', event, properties }
    }
    const traits = {
      email: `visitor-${visitor}@mail.example`,
      firstName: 'Camille',
      lastName: 'Martin',
    }
    return { ...common, type: 'identify', userId: `user-${visitor}`, traits }
  }

  batch(size: number): string {
    const batch = Array.from({ length: size }, () => this.event())
    return JSON.stringify({ batch, sentAt: '2026-11-21T10:00:00.000Z' })
  }
}
