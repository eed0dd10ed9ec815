import { allProducts, type Product } from './api.ts'
import { language } from './language.ts'
import { tell } from './thread.ts'

export interface Line {
  readonly product: Product
  readonly quantity: number
}

interface Kept {
  readonly id: string
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}

const place = 'colombe.cart'
const orderedPlace = 'colombe.ordered'
const freeDelivery = 4500
const deliveryCost = 490
const changed = new EventTarget()

export const onCartChange = (listener: () => void) => changed.addEventListener('change', listener)

function kept(): Kept {
  try {
    const cart = JSON.parse(localStorage.getItem(place) ?? '')
    if (cart && Array.isArray(cart.lines)) return cart
  } catch {
    // Nothing there, or not ours: an empty cart.
  }
  return { id: newCartId(), lines: [] }
}

function keep(cart: Kept): void {
  localStorage.setItem(place, JSON.stringify(cart))
  changed.dispatchEvent(new Event('change'))
}

const newCartId = () =>
  `c-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join('')}`

export const cartCount = (): number => kept().lines.reduce((sum, { quantity }) => sum + quantity, 0)

export async function cart(): Promise<{ id: string; lines: Line[] }> {
  const { id, lines } = kept()
  const bySku = new Map((await allProducts()).map((product) => [product.sku, product]))
  return {
    id,
    lines: lines.flatMap(({ sku, quantity }) => {
      const product = bySku.get(sku)
      return product ? [{ product, quantity }] : []
    }),
  }
}

/** Puts so many more of a product in, or takes them out when negative, and tells the thread. */
export async function change(product: Product, by: number): Promise<void> {
  const { id, lines } = kept()
  const before = lines.find(({ sku }) => sku === product.sku)?.quantity ?? 0
  const after = Math.max(0, Math.min(99, before + by))
  if (after === before) return
  const line = { sku: product.sku, quantity: after }
  const others = lines.filter(({ sku }) => sku !== product.sku)
  const place = lines.findIndex(({ sku }) => sku === product.sku)
  const next = after === 0 ? others : place < 0 ? [...lines, line] : lines.with(place, line)
  keep({ id, lines: next })
  const now = await cart()
  tell((thread) =>
    thread.track(after > before ? 'Product Added' : 'Product Removed', {
      cart_id: id,
      ...described({ product, quantity: Math.abs(after - before) }),
      currency: 'EUR',
      cart: {
        products: now.lines.map(described),
        total: decimal(sums(now.lines).shown),
        currency: 'EUR',
      },
      cart_url: cartUrl(now.id, now.lines),
    }),
  )
}

/** The lines stand in the link itself: opened on any device, it shows the same cart. */
function cartUrl(id: string, lines: readonly Line[]): string {
  const packed = lines.map(({ product, quantity }) => `${product.sku}.${quantity}`).join('~')
  const asked = language === 'en' ? '&lang=en' : ''
  return `${location.origin}/shop/panier?cart=${id}&lignes=${packed}${asked}`
}

export type Restored = 'restored' | 'ordered' | undefined

/**
 * Takes the cart of a link over. What this device has added meanwhile stays; a cart that was ordered
 * from here is not filled again.
 */
export function restore(query: URLSearchParams): Restored {
  const id = query.get('cart')
  const packed = query.get('lignes')
  if (!id || !packed) return undefined
  const ordered: string[] = JSON.parse(localStorage.getItem(orderedPlace) ?? '[]')
  if (ordered.includes(id)) return 'ordered'
  const here = kept()
  if (here.id === id && here.lines.length > 0) return undefined
  const linked = packed.split('~').flatMap((part) => {
    const [, sku, quantity] = /^(.+)\.(\d{1,2})$/.exec(part) ?? []
    return sku ? [{ sku, quantity: Number(quantity) }] : []
  })
  const own = here.lines.filter(({ sku }) => !linked.some((line) => line.sku === sku))
  keep({ id, lines: [...linked, ...own] })
  return 'restored'
}

/** The cart was bought: the next one is another. */
export function close(id: string): void {
  const ordered: string[] = JSON.parse(localStorage.getItem(orderedPlace) ?? '[]')
  localStorage.setItem(orderedPlace, JSON.stringify([id, ...ordered].slice(0, 20)))
  keep({ id: newCartId(), lines: [] })
}

/** Sums in cents: as on the price tags, and what remains without VAT. */
export function sums(lines: readonly Line[], collected = false) {
  const shown = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const net = lines.reduce(
    (sum, { product, quantity }) => sum + (product.price * quantity) / (1 + product.vat / 10_000),
    0,
  )
  const revenue = Math.round(net)
  const shipping = collected || shown >= freeDelivery || shown === 0 ? 0 : deliveryCost
  return {
    shown,
    revenue,
    tax: shown - revenue,
    shipping,
    total: shown + shipping,
    missing: freeDelivery - shown,
  }
}

export const decimal = (cents: number): number => cents / 100

/** A line as Segment's e-commerce events name it. */
export function described({ product, quantity }: Line) {
  return {
    product_id: product.sku,
    sku: product.sku,
    name: product.name[language],
    category: product.category,
    brand: product.author ?? 'Maison Colombe',
    price: decimal(product.price),
    quantity,
    url: `${location.origin}/shop/produit/${product.sku}`,
    image_url: `${location.origin}/shop/images/${product.sku}.svg`,
  }
}
