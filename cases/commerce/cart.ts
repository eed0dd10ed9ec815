import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { openFloor } from '../../bench/floor.ts'
import type { Product } from '../product.ts'
import type { Area } from './area.ts'
import { faultsOf } from './compare.ts'

/** An article, how many, and what is wanted done to it. */
const Line = z.union([
  z.tuple([z.string(), z.int()]),
  z.tuple([z.string(), z.int(), z.union([z.string(), z.record(z.string(), z.string())])]),
])
type Line = z.infer<typeof Line>

const Given = z.looseObject({
  account: z.array(Line).default([]),
  guest: z.array(Line).default([]),
  policy: z.string().optional(),
})

/** As cases call the rules, and as the settings do. */
const policies: Readonly<Record<string, string>> = {
  cart: 'guest-wins',
  guest_wins: 'guest-wins',
  guest: 'guest-wins',
  merge: 'guest-wins',
  sum: 'sum',
  max: 'max',
  use_guest: 'use-guest',
  use_guest_if_existing_empty: 'use-guest-if-empty',
  use_guest_if_empty: 'use-guest-if-empty',
  use_existing: 'use-existing',
  existing: 'use-existing',
}

/** Carts: what somebody has after signing in with a guest's cart, by each rule that is named. */
export const carts: Area = async ({ given, then }, product) => {
  const read = Given.parse(given)
  const opened = await product()
  await stock(opened, [...read.account, ...read.guest])
  const found: Record<string, unknown> = {}
  for (const name of Object.keys(then)) {
    const policy = policies[name === 'cart' ? (read.policy ?? name) : name]
    if (policy) found[name] = await afterSignIn(opened, read, policy)
  }
  return faultsOf(then, found)
}

const stocked = new WeakMap<Product, Set<string>>()

async function stock(product: Product, lines: readonly Line[]): Promise<void> {
  const known = stocked.get(product) ?? new Set()
  stocked.set(product, known)
  const fresh = [...new Set(lines.map(([sku]) => sku))].filter((sku) => !known.has(sku))
  if (fresh.length === 0) return
  const code = `cart-${randomUUID().slice(0, 8)}`
  await openFloor(product.inWork, {
    places: [{ code, kind: 'warehouse' }],
    goods: fresh.map((sku) => ({ sku, price: 1000, stock: { [code]: 1000 } })),
  })
  for (const sku of fresh) known.add(sku)
}

async function afterSignIn(
  product: Product,
  { account, guest }: z.infer<typeof Given>,
  merge: string,
): Promise<unknown> {
  await product.call('PUT', '/api/carts/settings', { ...generous, merge })
  const value = `${randomUUID()}@example.com`
  const session = (more: object = {}) =>
    product.call('POST', '/api/carts/sessions', { kind: 'email', value, ...more })
  const before = await session()
  await put(product, before.token, account)
  const visit = { body: { writeKey: product.writeKey } }
  const { body: visitor } = await product.shop('POST', '/api/shop/session', visit)
  await put(product, visitor.token, guest)
  const { token } = await session({ guestToken: visitor.token })
  const { body: cart } = await product.shop('GET', '/api/shop/cart', { token })
  const lines: { sku: string; quantity: number; options: Record<string, string> }[] = cart.lines
  return lines.map(({ sku, quantity, options }) => {
    const said = Object.values(options)
    return said.length > 0 ? [sku, quantity, said.join(' ')] : [sku, quantity]
  })
}

const generous = { callsPerMinute: 1_000_000, sessionsPerMinute: 1_000_000 }

async function put(product: Product, token: string, lines: readonly Line[]): Promise<void> {
  for (const [sku, quantity, said] of lines) {
    const options = typeof said === 'string' ? { text: said } : (said ?? {})
    const body = { sku, quantity, options }
    const answer = await product.shop('POST', '/api/shop/cart/lines', { token, body })
    if (answer.status !== 200) throw new Error(`${sku}: ${JSON.stringify(answer.body)}`)
  }
}
