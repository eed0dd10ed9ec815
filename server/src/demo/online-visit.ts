import { type Line, orderOf, productOf } from './basket.ts'
import { browse } from './browse.ts'
import {
  happen,
  identify,
  type Life,
  type Stay,
  subscribe,
  track,
  type World,
  wait,
} from './life.ts'
import type { Random } from './random.ts'

/** What led to a visit: an ad, a search, a mail; nothing for those who know the address. */
export interface Arrival {
  readonly source: string
  readonly medium: string
  readonly name?: string
  readonly referrer?: string
  /** Comes back for the cart, by the link of a mail. */
  readonly forCart?: boolean
}

export interface VisitResult {
  readonly endedAt: number
  readonly order?: Order
  /** Left with a full cart. */
  readonly abandoned: boolean
}

export interface Order {
  readonly orderId: string
  readonly lines: readonly Line[]
  readonly at: number
  readonly discount: number
}

/** Somebody comes to the site, or opens the app, and does what people do there. */
export function visitOnline(
  world: World,
  life: Life,
  start: number,
  channel: 'web' | 'app',
  random: Random,
  arrival: Arrival,
): VisitResult {
  const { person } = life
  const phone = random.chance(person.style === 'passing' ? 0 : 0.35)
  const device = channel === 'app' ? person.app : phone ? person.telephone : person.computer
  const source = channel === 'app' ? 'app' : 'site'
  const stay: Stay = { world, life, random, source, device, at: start, filled: false }
  if (life.cartUntil < start) life.cart = []

  arrive(stay, arrival)
  if (life.account && !life.signedIn.has(device) && random.chance(0.7)) identify(stay, 'account')
  if (!arrival.forCart) browse(stay)
  join(stay)
  const order = buy(stay, arrival.forCart === true)
  return {
    endedAt: stay.at,
    abandoned: !order && stay.filled,
    ...(order && { order }),
  }
}

const entrances: Record<'fr' | 'en', readonly (readonly [string, string])[]> = {
  fr: [
    ['/', 'Accueil'],
    ['/rayon/visage', 'Soin du visage'],
    ['/rayon/imaginaire', 'Livres de l’imaginaire'],
    ['/rayon/nouveautes', 'Nouveautés'],
  ],
  en: [
    ['/', 'Home'],
    ['/rayon/visage', 'Face care'],
    ['/rayon/imaginaire', 'Fantasy books'],
    ['/rayon/nouveautes', 'New in'],
  ],
}

function arrive(stay: Stay, arrival: Arrival): void {
  const { life, world, random } = stay
  if (stay.source === 'app') {
    if (!life.hasApp) happen(stay, track('Application Installed', { version: '4.2.0' }), 2, 6)
    life.hasApp = true
    happen(
      stay,
      { type: 'screen', name: life.person.language === 'fr' ? 'Accueil' : 'Home' },
      4,
      20,
    )
    return
  }
  const [path, title] = arrival.forCart
    ? (['/panier', life.person.language === 'fr' ? 'Panier' : 'Cart'] as const)
    : random.pick(entrances[life.person.language])
  const { source, medium, name, referrer } = arrival
  happen(stay, {
    type: 'page',
    name: title,
    properties: { path, title, url: world.shopUrl + path, ...(referrer && { referrer }) },
    ...(medium !== 'none' && {
      context: { campaign: { source, medium, ...(name && { name }) }, page: { path, title } },
    }),
  })
}

/** Becomes known: subscribes to the newsletter or opens an account, on some visit or other. */
function join(stay: Stay): void {
  const { life, random } = stay
  const { style, keen } = life.person
  if (style === 'passing' || life.account) return
  if (life.knownOn.size === 0 && random.chance(0.22 * keen)) {
    identify(stay, 'address')
    if (random.chance(0.85)) subscribe(stay, 'newsletter-footer')
  } else if (random.chance(0.2 * keen)) {
    identify(stay, 'account')
    if (life.newsletter === 'unknown' && random.chance(0.5)) subscribe(stay, 'account')
  }
}

function buy(stay: Stay, cameForIt: boolean): Order | undefined {
  const { life, random, world } = stay
  const { cart, cartId, person } = life
  if (cart.length === 0 || person.style === 'passing') return undefined
  const eager = cameForIt ? 0.7 : stay.filled ? 0.5 : 0.25
  if (!random.chance(eager)) return undefined
  const lines = cart.map((line) => productOf(line, world.shopUrl, person.language))
  const value = cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0) / 100
  happen(
    stay,
    track('Checkout Started', { cart_id: cartId, value, currency: 'EUR', products: lines }),
    30,
    200,
  )
  // Delivery has to be paid below 45 €, and then carts die here.
  if (!random.chance(value < 45 ? 0.55 : 0.75)) return undefined
  if (!life.knownOn.has(stay.device)) identify(stay, life.account ? 'account' : 'address')
  const discount = cameForIt && random.chance(0.5) ? 10 : 0
  return order(stay, discount)
}

function order(stay: Stay, discount: number): Order {
  const { life, world, random, at } = stay
  const orderId = world.orderId(stay.source === 'app' ? 'A' : 'W')
  const lines = life.cart
  const { language } = life.person
  const properties = {
    cart_id: life.cartId,
    ...orderOf(orderId, lines, world.shopUrl, language, { discount, coupon: 'PANIER10' }),
  }
  happen(stay, track('Order Completed', properties), 5, 30)
  if (life.newsletter === 'unknown' && random.chance(0.35)) subscribe(stay, 'checkout')
  life.cart = []
  life.orders++
  stay.at += wait(stay, 5, 30)
  return { orderId, lines, at, discount }
}
