import type { Profile } from '../thread/events.ts'
import type { MessageLanguage } from './contract.ts'

/** What a template may say. Absent is absent: no null, no empty text, so that none is sent by mistake. */
export type Scope = Readonly<Record<string, unknown>>

interface Sources {
  readonly profile: Profile
  readonly language: MessageLanguage
  readonly event: object | null
  readonly variables: object | null
  readonly brandName: string
  readonly shopUrl: string | undefined
  /** Where addresses lead that an event names without a host. */
  readonly baseUrl: string
  readonly unsubscribeUrl: string
  readonly preferencesUrl: string
}

export function scopeOf(sources: Sources): Scope {
  const said = present(sources.event ?? {})
  const event = wholeAddresses(said, sources.baseUrl) as Record<string, unknown>
  const given = present(sources.variables ?? {}) as Record<string, unknown>
  return {
    ...(sources.shopUrl && {
      shop_url: sources.shopUrl,
      cart_url: cartUrl(sources.shopUrl, event),
    }),
    ...(event.cart_url !== undefined && { cart_url: event.cart_url }),
    ...cartOf(event),
    ...given,
    event,
    customer: customerOf(sources.profile),
    brand: { name: sources.brandName },
    language: sources.language,
    time_zone: sources.profile.timeZone,
    unsubscribe_url: sources.unsubscribeUrl,
    preferences_url: sources.preferencesUrl,
  }
}

/** The lines stand in the link itself: opened on any device, it shows the same cart. */
function cartUrl(shopUrl: string, { cart_id, cart, products }: Record<string, unknown>): string {
  if (typeof cart_id !== 'string') return `${shopUrl}/panier`
  const named = products ?? (isObject(cart) ? cart.products : undefined)
  const lines = (Array.isArray(named) ? named.filter(isObject) : []).flatMap(({ sku, quantity }) =>
    typeof sku === 'string' ? `${encodeURIComponent(sku)}.${Number(quantity) || 1}` : [],
  )
  const packed = lines.length > 0 ? `&lignes=${lines.join('~')}` : ''
  return `${shopUrl}/panier?cart=${encodeURIComponent(cart_id)}${packed}`
}

/** A mail lies on no site: what an event says of our own must say which. */
function wholeAddresses(value: unknown, baseUrl: string): unknown {
  if (Array.isArray(value)) return value.map((one) => wholeAddresses(one, baseUrl))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const ours = /^(image_)?url$/.test(name) && typeof one === 'string' && /^\/(?!\/)/.test(one)
      return [name, ours ? baseUrl + one : wholeAddresses(one, baseUrl)]
    }),
  )
}

/** Traits under their own names, and `first_name` for `firstName`. */
function customerOf({ customerId, traits }: Profile): Record<string, unknown> {
  const own = present(traits) as Record<string, unknown>
  const aliases = Object.entries(own).map(([name, value]) => [snake(name), value])
  return { ...Object.fromEntries(aliases), ...own, id: customerId }
}

const snake = (name: string) => name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)

/**
 * The lines of a cart, whether the event names its products or is about a single one, and their total.
 * A price that is not a number stays out, so that a line that needs it is missed.
 */
function cartOf(event: Record<string, unknown>) {
  const products = Array.isArray(event.products) ? event.products : single(event)
  const lines = products.filter(isObject).map((product) => {
    const quantity = amount(product.quantity) ?? 1
    const price = amount(product.price)
    return {
      ...product,
      quantity,
      ...(price !== undefined && { price, amount: price * quantity }),
    }
  })
  if (lines.length === 0) return {}
  const amounts = lines.map((line) => ('amount' in line ? (line.amount as number) : Number.NaN))
  const total = amount(event.total) ?? amounts.reduce((sum, one) => sum + one, 0)
  return { lines, ...(Number.isFinite(total) && { total }) }
}

const single = (event: Record<string, unknown>) => (event.name !== undefined ? [event] : [])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function amount(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const number = Number(value)
  return value !== '' && Number.isFinite(number) ? number : undefined
}

/** Without what is null, empty or not a number, all the way down. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present).filter((one) => one !== undefined)
  if (isObject(value)) {
    const entries = Object.entries(value).map(([name, one]) => [name, present(one)] as const)
    return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
  }
  if (value === null || value === '' || Number.isNaN(value)) return undefined
  return typeof value === 'string' && value.trim() === '' ? undefined : value
}
