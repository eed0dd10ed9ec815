import type { Product } from './api.ts'
import { language } from './language.ts'
import { ask, token } from './shopper.ts'

/** An article in the cart, as the shop's API shows it. Amounts in cents, VAT included. */
export interface CartLine {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly image: string | null
  readonly quantity: number
  readonly available: number
  readonly unit: number | null
  readonly gross: number
  readonly discount: number
}

export interface Cart {
  readonly cartId: string
  readonly version: number
  readonly lines: readonly CartLine[]
  readonly saved: readonly CartLine[]
  readonly codes: readonly string[]
  readonly promotions: readonly { readonly code: string | null; readonly amount: number }[]
  readonly notApplied: readonly {
    readonly code: string | null
    readonly why: string
    readonly missing?: number
  }[]
  readonly subtotal: number
  readonly discount: number
  readonly total: number
  readonly changes: readonly Change[]
}

export interface Change {
  readonly kind: 'price' | 'fewer' | 'sold-out' | 'withdrawn'
  readonly lineId: string
  readonly from?: number
  readonly to?: number
  readonly available?: number
}

const nothing: Cart = {
  ...{ cartId: '', version: 0, lines: [], saved: [], codes: [], promotions: [], notApplied: [] },
  ...{ subtotal: 0, discount: 0, total: 0, changes: [] },
}

const changed = new EventTarget()
let known: Cart | undefined
let followed: EventSource | undefined

export const onCartChange = (listener: () => void) => changed.addEventListener('change', listener)

/** What is known of the cart without asking. */
export const cartNow = (): Cart => known ?? nothing
export const cartCount = (): number =>
  cartNow().lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** Answers may overtake each other: the newest counts. One of before there was a cart names none. */
function keep(cart: Cart): Cart {
  const sameCart = known?.cartId === cart.cartId || cart.version === 0
  if (known && sameCart && known.version > cart.version) return known
  known = cart
  changed.dispatchEvent(new Event('change'))
  return cart
}

/** The cart as it is now. Who has no session has put nothing in. */
export async function cart(): Promise<Cart> {
  return token() ? keep(await ask<Cart>('GET', 'cart')) : keep(nothing)
}

export const add = async (sku: string, quantity = 1) =>
  keep(await ask<Cart>('POST', 'cart/lines', { sku, quantity }))
export const change = async (id: string, what: { quantity?: number; saved?: boolean }) =>
  keep(await ask<Cart>('PATCH', `cart/lines/${id}`, what))
export const addCode = async (code: string) => keep(await ask<Cart>('POST', 'cart/codes', { code }))
export const removeCode = async (code: string) =>
  keep(await ask<Cart>('DELETE', `cart/codes/${encodeURIComponent(code)}`))
/** What changed has been read. */
export const seen = async () => keep(await ask<Cart>('POST', 'cart/seen'))

/** Follows the cart: what another device or a till changes in it is here within a second. */
export function follow(): void {
  followed?.close()
  followed = undefined
  const bearer = token()
  if (!bearer) return
  followed = new EventSource(`/api/shop/live?token=${encodeURIComponent(bearer)}`)
  followed.addEventListener('cart', ({ data }) => keep(JSON.parse(data)))
}

const orderedPlace = 'colombe.ordered'
/** The cart of the link by which somebody came, perhaps one of another device. */
const linkPlace = 'colombe.link'
const ordered = (): string[] => JSON.parse(localStorage.getItem(orderedPlace) ?? '[]')

export type Restored = 'restored' | 'ordered' | undefined

/**
 * Takes the cart of a link over, from a mail or from somebody who shares theirs. What lies in this one
 * already stays as it is; a cart that was ordered from here is not filled again.
 */
export async function restore(query: URLSearchParams): Promise<Restored> {
  const shared = query.get('partage')
  if (shared) {
    keep(await ask<Cart>('POST', 'cart/from-share', { code: shared }))
    return 'restored'
  }
  const id = query.get('cart')
  const packed = query.get('lignes')
  if (!id || !packed) return undefined
  if (ordered().includes(id)) return 'ordered'
  sessionStorage.setItem(linkPlace, id)
  const here = await cart()
  if (here.cartId === id) return undefined
  for (const part of packed.split('~')) {
    const [, sku, quantity] = /^(.+)\.(\d{1,4})$/.exec(part) ?? []
    if (!sku || here.lines.some((line) => line.sku === sku)) continue
    // What is not to be had any more is left out; the cart says what it holds.
    await add(sku, Number(quantity)).catch(() => {})
  }
  return 'restored'
}

/** The cart of the link by which somebody came. */
export const linkedCart = (): string | undefined => sessionStorage.getItem(linkPlace) ?? undefined

/** The cart was bought: under its id, and under that of the link it came by. */
export async function close(id: string): Promise<void> {
  const ids = [id, linkedCart() ?? id, ...ordered()]
  localStorage.setItem(orderedPlace, JSON.stringify(ids.slice(0, 20)))
  sessionStorage.removeItem(linkPlace)
  await cart()
}

/** Another visitor's browser from now on, or the same one under another session: looks anew. */
export async function lookAnew(): Promise<void> {
  known = undefined
  follow()
  await cart()
}

/** Moves what lies in the cart to another session; what is not to be had any more stays behind. */
export async function carryOver(lines: Cart['lines'], askThere: typeof ask): Promise<void> {
  for (const { sku, quantity } of lines) {
    await askThere('POST', 'cart/lines', { sku, quantity }).catch(() => {})
  }
}

/** A product as Segment's e-commerce events name it. */
export function described(product: Product) {
  return {
    product_id: product.sku,
    sku: product.sku,
    name: product.name[language],
    category: product.category,
    brand: product.author ?? 'Maison Colombe',
    price: product.price / 100,
    url: `${location.origin}/shop/produit/${product.sku}`,
    ...(product.image && { image_url: new URL(product.image, location.origin).href }),
  }
}
