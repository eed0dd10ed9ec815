import { type Line, orderOf } from './basket.ts'
import { type Shop, shopName } from './catalogue.ts'
import { happen, identify, type Life, type Stay, subscribe, track, type World } from './life.ts'
import type { Order } from './online-visit.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { temptation } from './taste.ts'

/** A known customer buys in the shop and gives their e-mail address or number at the till. */
export function visitShop(world: World, life: Life, start: number, random: Random): Order {
  const { person } = life
  const stay: Stay = { world, life, random, source: 'till', device: '', at: start, filled: false }
  if (!life.account) {
    identify(stay, 'account')
    if (life.newsletter === 'unknown' && random.chance(0.45)) subscribe(stay, 'till')
  }
  const lines = basketOf(person, random)
  const orderId = world.orderId('T')
  const { at } = stay
  const sale = orderOf(orderId, lines, world.shopUrl, person.language, { collected: true })
  happen(stay, track('Order Completed', { ...sale, ...inShop(person.shopId) }))
  life.orders++
  return { orderId, lines, at, discount: 0 }
}

/** A ticket of somebody who stays unknown: it counts in the shop's figures, and is nobody's. */
export function anonymousTicket(
  world: World,
  shop: Shop,
  somebody: Person,
  start: number,
  random: Random,
): void {
  const sale = orderOf(world.orderId('T'), basketOf(somebody, random), world.shopUrl, 'fr', {
    collected: true,
  })
  world.emit({
    source: 'till',
    at: Math.round(start),
    body: {
      type: 'track',
      event: 'Order Completed',
      // A till's own id says which till it was; the thread knows that it is nobody's.
      anonymousId: `caisse-${shop.id}`,
      properties: { ...sale, ...inShop(shop.id) },
    },
  })
}

/** A till says which shop it stands in, for machines and for people. */
const inShop = (shopId: string) => ({ shop_id: shopId, shop_name: shopName(shopId) })

function basketOf(person: Person, random: Random): Line[] {
  const lines: Line[] = []
  const articles = 1 + (random.chance(0.5) ? 1 : 0) + (random.chance(0.25) ? 1 : 0)
  for (let article = 0; article < articles; article++) {
    const product = temptation(person, random)
    if (lines.some((line) => line.product === product)) continue
    lines.push({ product, quantity: random.chance(0.12) ? 2 : 1 })
  }
  return lines
}
