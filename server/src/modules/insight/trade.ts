import { minorUnits } from '../../kernel/money.ts'
import type { WovenEvent } from '../thread/events.ts'

export type Channel = WovenEvent['channel']
export type SaleKind = 'order' | 'return'

/** An order or a return, as one event reports it. Amounts in minor units. */
export interface Sale {
  readonly customerId: string
  /** Its source and its number there. */
  readonly reference: string
  readonly kind: SaleKind
  readonly eventId: string
  /** The order's number as people write it, in small letters. */
  readonly number: string | null
  /** Where it was sold, as the till names it. */
  readonly shop: string | null
  readonly at: number
  readonly channel: Channel
  readonly currency: string
  /** Without VAT and delivery; null when the event names no amount. */
  readonly amount: number | null
  readonly units: number
  /** A return that names neither amount nor products: of all that was ordered. */
  readonly whole: boolean
  /** Units by category. */
  readonly categories: Readonly<Record<string, number>>
}

/** The events that tell of a sale, and of which kind. */
const kinds: Record<string, SaleKind> = { 'Order Completed': 'order', 'Order Refunded': 'return' }

export const saleNames = Object.keys(kinds)

export const isSale = ({ name, type }: WovenEvent): boolean =>
  name in kinds && (type === 'track' || type === 'fact')

/** Reads the event of a sale (see isSale). A total function: any properties give a sale. */
export function saleOf(event: WovenEvent, customerId: string): Sale {
  const { properties, sourceId, id } = event
  const kind = kinds[event.name] ?? 'order'
  const number = textOf(properties.order_id)?.trim()
  const amount = amountOf(properties)
  const units = unitsOf(properties)
  const whole = kind === 'return' && Boolean(number) && amount === null && units === 0
  return {
    customerId,
    reference: referenceOf({ kind, whole, source: sourceId ?? 'own', number }) ?? id,
    kind,
    eventId: id,
    number: number?.toLowerCase() || null,
    shop: shopOf(properties),
    at: event.at.getTime(),
    channel: event.channel,
    currency: currencyOf(properties.currency),
    amount,
    units,
    whole,
    categories: categoriesOf(properties),
  }
}

interface Named {
  readonly kind: SaleKind
  readonly whole: boolean
  readonly source: string
  readonly number: string | undefined
}

/** An order has one beginning, and is given back as a whole once, but in parts any number of times. */
function referenceOf({ kind, whole, source, number }: Named): string | undefined {
  if (!number) return undefined
  if (whole) return `return ${source} ${number}`
  return kind === 'order' ? `${source} ${number}` : undefined
}

/** Of two reports of one sale the earlier counts, whichever arrives first. */
export function counting(one: Sale, other: Sale): Sale {
  if (one.at !== other.at) return one.at < other.at ? one : other
  return one.eventId < other.eventId ? one : other
}

/**
 * Net of VAT and delivery, in the order in which Segment's e-commerce events are most likely to say it
 * truly: `revenue`, `subtotal`, `total` less tax and shipping, the lines less the discount.
 */
function amountOf(properties: WovenEvent['properties']): number | null {
  const { revenue, subtotal, total, tax, shipping, discount } = properties
  const whole = numberOf(total)
  const net =
    numberOf(revenue) ??
    numberOf(subtotal) ??
    (whole === undefined ? undefined : whole - (numberOf(tax) ?? 0) - (numberOf(shipping) ?? 0)) ??
    linesOf(properties, discount)
  return net === undefined ? null : minorUnits(net)
}

function linesOf(properties: WovenEvent['properties'], discount: unknown): number | undefined {
  const lines = productsOf(properties).map((line) => ({
    price: numberOf(line.price),
    quantity: numberOf(line.quantity) ?? 1,
  }))
  if (lines.length === 0 || lines.some(({ price }) => price === undefined)) return undefined
  const sum = lines.reduce((all, { price = 0, quantity }) => all + price * quantity, 0)
  return usable(sum - (numberOf(discount) ?? 0))
}

/** Items bought; a line without a quantity is one item. */
function unitsOf(properties: WovenEvent['properties']): number {
  const units = productsOf(properties).reduce(
    (all, line) => all + (numberOf(line.quantity) ?? 1),
    0,
  )
  return Math.round(Math.max(-1e9, Math.min(1e9, units)))
}

function categoriesOf(properties: WovenEvent['properties']): Record<string, number> {
  const categories: Record<string, number> = {}
  for (const line of productsOf(properties).slice(0, 200)) {
    const category = textOf(line.category)?.trim().slice(0, 80)
    const units = Math.round(numberOf(line.quantity) ?? 1)
    if (category && units > 0) categories[category] = (categories[category] ?? 0) + units
  }
  return categories
}

function productsOf({ products }: WovenEvent['properties']): Record<string, unknown>[] {
  if (!Array.isArray(products)) return []
  return products.filter((line) => typeof line === 'object' && line !== null)
}

/** Above ten thousand million an amount is a mistake, and cannot be counted in. */
const usable = (value: number) => (Math.abs(value) <= 1e10 ? value : undefined)

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() !== '') return usable(Number(value))
  return typeof value === 'number' ? usable(value) : undefined
}

function currencyOf(value: unknown): string {
  return typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : 'EUR'
}

const placeNames = ['shop_name', 'store_name', 'shop', 'store', 'shop_id', 'store_id', 'location']

function shopOf(properties: WovenEvent['properties']): string | null {
  return placeNames.map((name) => textOf(properties[name])).find(Boolean) ?? null
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined
}
