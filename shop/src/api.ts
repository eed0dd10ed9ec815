import type { Language } from './language.ts'

/** A product as a list shows it. Prices in cents, VAT included. */
export interface Product {
  readonly code: string
  /** Of its first variant, or of the one that was asked for. */
  readonly sku: string
  readonly image: string | null
  readonly kind: 'cosmetics' | 'books'
  readonly category: string
  readonly name: Readonly<Record<Language, string>>
  readonly price: number
  readonly vat: number
  readonly author?: string
  readonly year?: number
  readonly pages?: number
  readonly age?: number
  readonly series?: string
  readonly line?: string
  readonly size?: string
  readonly skin?: string
  readonly rating: number | null
  readonly weight: number
}

export interface FullProduct extends Product {
  readonly ean: string
  readonly description: Readonly<Record<Language, string>>
  readonly ingredients?: readonly string[]
  readonly variants: readonly {
    readonly sku: string
    readonly name: Readonly<Record<Language, string>>
    readonly price: number
  }[]
}

/** A shop of the brand, as the public API tells of it. */
export interface Location {
  readonly code: string
  readonly name: string
  readonly address: { readonly street: string; readonly postalCode: string; readonly city: string }
  readonly phone: string | null
  /** Whether it is open now, and when that changes. */
  readonly now: {
    readonly open: boolean
    readonly until?: string | null
    readonly opensAt?: string | null
  }
}

export interface Wording {
  readonly purpose: string
  readonly channel: string
  readonly version: string
  readonly language: Language
  readonly text: string
}

interface Settings {
  readonly writeKey: string | null
  readonly wordings: readonly Wording[]
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`/shop/api/${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}

/** Asked once and kept, unless it failed. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined
  return () => {
    answer ??= ask().catch((error) => {
      answer = undefined
      throw error
    })
    return answer
  }
}

export const allProducts = () => get<Product[]>('products')
export const settings = once(() => get<Settings>('settings'))
export async function locations(): Promise<Location[]> {
  const answer = await fetch('/api/shop/locations')
  if (!answer.ok) throw new Error(`locations: ${answer.status}`)
  return answer.json()
}
/** Undefined when it is not on sale, or no more. */
export async function fullProduct(sku: string): Promise<FullProduct | undefined> {
  const answer = await fetch(`/shop/api/products/${encodeURIComponent(sku)}`)
  if (answer.status === 404) return undefined
  if (!answer.ok) throw new Error(`products: ${answer.status}`)
  return answer.json()
}
