import { ask } from './shopper.ts'

/** How an order may reach its customer, and what that costs for this cart; in cents, VAT included. */
export interface Option {
  readonly code: string
  readonly kind: 'ship' | 'collect' | 'reserve' | 'drive'
  readonly name: string
  readonly price: number
  readonly freeFrom: number | null
  readonly days: readonly [number, number] | null
}

export interface Quote {
  readonly options: readonly Option[]
  readonly chosen: string
  readonly lines: readonly {
    readonly sku: string
    readonly name: string
    readonly quantity: number
  }[]
  readonly subtotal: number
  readonly discount: number
  readonly delivery: number
  readonly vat: number
  readonly total: number
  readonly parcels: number
  readonly missing: readonly { readonly sku: string; readonly available: number }[]
  readonly readyFrom: string | null
}

export interface Wanted {
  readonly option: string
  readonly shop?: string
}

export interface Order {
  readonly id: string
  readonly number: string
  readonly state: 'pending' | 'confirmed' | 'completed' | 'cancelled' | 'refused' | 'expired'
  readonly placedAt: string
  readonly total: number
  readonly fulfilments: readonly {
    readonly kind: Option['kind']
    readonly code: string | null
    readonly place: { readonly name: string } | null
  }[]
  /** The order's own page. */
  readonly page: string
}

export interface ShopStock {
  readonly code: string
  readonly name: string
  readonly address: { readonly street: string; readonly postalCode: string; readonly city: string }
  readonly services: readonly string[]
  readonly metres: number | null
  readonly open: boolean
  readonly until: string | null
  readonly readyFrom: string
  /** When what is brought there from elsewhere could be collected; null where nothing is. */
  readonly broughtFrom: string | null
  readonly articles: readonly {
    readonly sku: string
    readonly available: number
    readonly elsewhere: number
  }[]
}

export interface Availability {
  readonly delivered: readonly { readonly sku: string; readonly available: number }[]
  readonly shops: readonly ShopStock[]
}

export interface Place {
  readonly latitude: number
  readonly longitude: number
}

export const quote = (wanted: Wanted) => ask<Quote>('POST', 'quote', wanted)
export const orders = () => ask<{ orders: readonly Order[] }>('GET', 'orders')

/** Where these articles are, the nearest shops first if somebody says where they stand. */
export function availability(skus: readonly string[], near?: Place): Promise<Availability> {
  const query = new URLSearchParams({ skus: skus.slice(0, 20).join(','), limit: '12' })
  for (const [name, value] of Object.entries(near ?? {})) query.set(name, String(value))
  return ask('GET', `availability?${query}`)
}

/** Follows where an article is; gives how to stop. */
export function followAvailability(
  sku: string,
  near: Place | undefined,
  hear: (now: Availability) => void,
): () => void {
  const query = new URLSearchParams({ skus: sku, limit: '12' })
  for (const [name, value] of Object.entries(near ?? {})) query.set(name, String(value))
  const source = new EventSource(`/api/shop/availability/live?${query}`)
  source.addEventListener('availability', ({ data }) => hear(JSON.parse(data)))
  return () => source.close()
}

interface Checkout extends Wanted {
  readonly contact: {
    readonly email: string
    readonly firstName: string
    readonly lastName: string
  }
  readonly address?: object
  readonly payments: readonly object[]
  readonly resumes?: string
  readonly total: number
}

let last: { readonly input: string; readonly key: string } | undefined

/** Orders. Asked again with the same words, because no answer was heard, it is the same order. */
export function order(input: Checkout): Promise<{ order: Order; redirectUrl: string | null }> {
  const said = JSON.stringify(input)
  if (last?.input !== said) last = { input: said, key: crypto.randomUUID() }
  return ask('POST', 'checkout', input, { 'idempotency-key': last.key })
}
