import { minorUnits } from '../../../kernel/money.ts'
import { asNumber } from './compare.ts'
import type { Properties } from './run.ts'

/** The most that a run remembers of a cart: what a mail can show. */
const mostLines = 50

const ofLine = [
  'product_id',
  'sku',
  'variant',
  'name',
  'brand',
  'price',
  'quantity',
  'image_url',
  'url',
]

/**
 * The cart after an event about it, in the shape of Segment's 'Cart Viewed'. An event that brings the
 * whole cart (`cart.products`, or `products`) replaces what was known; 'Product Added' and 'Product
 * Removed' that tell of one product only change its line.
 */
export function cartAfter(known: Properties, name: string, event: Properties): Properties {
  const given = asObject(event.cart)
  const whole = given.products ?? event.products
  const products = Array.isArray(whole)
    ? linesOf(whole)
    : linesAfter(linesOf(known.products), name, event)
  const currency = given.currency ?? event.currency ?? known.currency
  return {
    products: products.slice(0, mostLines),
    total: asNumber(given.total) ?? totalOf(products),
    ...(typeof currency === 'string' && { currency }),
  }
}

/** What an event about a cart says besides its lines: its id, a link to it … */
export function besidesLines(event: Properties): Properties {
  const ofCart = new Set([...ofLine, 'cart', 'products', 'total', 'currency'])
  return Object.fromEntries(Object.entries(event).filter(([name]) => !ofCart.has(name)))
}

function linesAfter(before: Properties[], name: string, event: Properties): Properties[] {
  const added = name === 'Product Added'
  if (!added && name !== 'Product Removed') return before
  const line = lineOf(event)
  const there = before.find((other) => isSameProduct(other, line))
  const change = added ? quantityOf(line) : -quantityOf(line)
  if (!there) return added ? [...before, line] : before
  const quantity = quantityOf(there) + change
  const others = before.filter((other) => other !== there)
  return quantity > 0 ? [...others, { ...there, ...line, quantity }] : others
}

const isSameProduct = (one: Properties, other: Properties) =>
  ['product_id', 'sku', 'variant'].every((part) => String(one[part]) === String(other[part]))

const linesOf = (value: unknown): Properties[] =>
  Array.isArray(value) ? value.map((line) => lineOf(asObject(line))) : []

function lineOf(product: Properties): Properties {
  const known = ofLine.filter((part) => isSmall(product[part]))
  return Object.fromEntries(known.map((part) => [part, product[part]]))
}

const isSmall = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= 1000)

const quantityOf = (line: Properties) => asNumber(line.quantity) ?? 1

/** In decimals, as in the events, though added up in cents. */
function totalOf(lines: readonly Properties[]): number {
  const cents = lines.map((line) => minorUnits(asNumber(line.price) ?? 0) * quantityOf(line))
  return Math.round(cents.reduce((sum, amount) => sum + amount, 0)) / 100
}

const asObject = (value: unknown): Properties =>
  value instanceof Object && !Array.isArray(value) ? (value as Properties) : {}
