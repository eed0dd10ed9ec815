import { minorUnits } from '../../kernel/money.ts'
import type { WovenEvent } from '../thread/events.ts'
import type { OpenCart } from './profile-contract.ts'

/** The events that say what lies in a cart; older ones speak of a cart that nobody remembers. */
export const cartNames = ['Product Added', 'Product Removed', 'Checkout Started', 'Order Completed']
export const cartDays = 30

interface Line {
  product: string
  quantity: number
  price: number | undefined
}

/** What lies in a person's cart after these events, oldest first: one cart over all their devices. */
export function cartAfter(events: readonly WovenEvent[]): OpenCart | null {
  let lines = new Map<string, Line>()
  let checkoutStarted = false
  let last: WovenEvent | undefined
  for (const event of events) {
    if (event.name === 'Order Completed') {
      // What is bought at the till leaves what waits on the web where it is.
      if (event.channel === 'shop') continue
      lines = new Map()
      checkoutStarted = false
    } else if (event.name === 'Checkout Started') checkoutStarted = lines.size > 0
    else change(lines, event)
    last = event
  }
  if (lines.size === 0 || !last) return null
  const all = [...lines.values()]
  const priced = all.every(({ price }) => price !== undefined)
  const total = all.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0)
  return {
    changedAt: last.at.toISOString(),
    checkoutStarted,
    currency: currencyOf(last.properties.currency),
    total: priced ? minorUnits(total) : null,
    lines: all.map(({ product, quantity }) => ({ product, quantity })),
  }
}

function change(lines: Map<string, Line>, { name, properties }: WovenEvent): void {
  const key = textOf(properties.product_id) ?? textOf(properties.sku) ?? textOf(properties.name)
  if (!key) return
  const before = lines.get(key)
  const said = Math.round(Number(properties.quantity))
  const moved =
    said > 0 && said < 10_000 ? said : name === 'Product Added' ? 1 : (before?.quantity ?? 1)
  const quantity = (before?.quantity ?? 0) + (name === 'Product Added' ? moved : -moved)
  if (quantity <= 0) {
    lines.delete(key)
    return
  }
  const price = Number(properties.price)
  const usable = Number.isFinite(price) && Math.abs(price) < 1e9
  lines.set(key, {
    product: textOf(properties.name) ?? key,
    quantity,
    price: usable && properties.price !== null ? price : before?.price,
  })
}

const currencyOf = (value: unknown) =>
  typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : 'EUR'

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined
}
