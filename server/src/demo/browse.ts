import { cartChange, productOf } from './basket.ts'
import type { Product } from './catalogue.ts'
import { happen, type Stay, track } from './life.ts'
import { mix } from './random.ts'
import { temptation } from './taste.ts'

/** A cart is kept for two weeks. */
const cartLasts = 14 * 86_400_000

const searches = [
  'crème mains',
  'sérum',
  'fantasy',
  'cadeau',
  'savon',
  'peau sensible',
  'tome 2',
  'bougie',
  'policier',
  'huile',
]

/** Looks round, and perhaps fills the cart. */
export function browse(stay: Stay): void {
  const { random, life, world } = stay
  if (random.chance(0.12)) {
    happen(stay, track('Products Searched', { query: random.pick(searches) }), 3, 20)
  }
  const views = 1 + (random.chance(0.45) ? 1 : 0) + (random.chance(0.25) ? 1 : 0)
  for (let view = 0; view < views; view++) {
    const product = temptation(life.person, random)
    const line = { product, quantity: 1 }
    const { language } = life.person
    happen(
      stay,
      track('Product Viewed', { ...productOf(line, world.shopUrl, language), currency: 'EUR' }),
      10,
      120,
    )
    if (random.chance(0.13 * life.person.keen)) addToCart(stay, product)
    else if (random.chance(0.03)) {
      happen(
        stay,
        track('Product Added to Wishlist', productOf(line, world.shopUrl, language)),
        3,
        20,
      )
    }
  }
}

function addToCart(stay: Stay, product: Product): void {
  const { life, random, world } = stay
  if (life.cart.length === 0) {
    life.carts++
    life.cartId = `c-${mix(life.person.index, life.carts).toString(36)}`
  }
  const known = life.cart.find((line) => line.product === product)
  const line = { product, quantity: random.chance(0.1) ? 2 : 1 }
  if (known) known.quantity += line.quantity
  else life.cart.push({ ...line })
  const { language } = life.person
  const change = cartChange(life.cartId, line, life.cart, world.shopUrl, language)
  happen(stay, track('Product Added', change), 5, 60)
  stay.filled = true
  life.cartUntil = stay.at + cartLasts
  // What goes with it is one click away.
  if (life.cart.length < 5 && random.chance(0.42)) addToCart(stay, temptation(life.person, random))
}
