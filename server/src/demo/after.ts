import { orderOf, productOf } from './basket.ts'
import type { SegmentEvent } from './event.ts'
import type { Life, World } from './life.ts'
import type { Arrival, Order } from './online-visit.ts'
import type { Random } from './random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Some orders come back, in part or whole, by post or at the till; some products are reviewed. */
export function afterOrder(world: World, life: Life, order: Order, random: Random): void {
  if (random.chance(0.05)) giveBack(world, life, order, random)
  else if (life.account && random.chance(0.06)) review(world, life, order, random)
}

function giveBack(world: World, life: Life, order: Order, random: Random): void {
  const returned = random.chance(0.6) ? order.lines.slice(0, 1) : order.lines
  const { order_id, revenue, tax, total, currency, products } = orderOf(
    order.orderId,
    returned,
    world.shopUrl,
    life.person.language,
    { collected: true, discount: order.discount },
  )
  const at = order.at + random.between(4, 16) * day
  const inShop = order.orderId.startsWith('T') || random.chance(0.3)
  world.emit({
    source: inShop ? 'till' : 'mailing',
    at: Math.round(inShop ? openingHours(at) : at),
    body: {
      ...named(life, inShop ? undefined : 'web'),
      type: 'track',
      event: 'Order Refunded',
      properties: { order_id, revenue, tax, total, currency, products },
    },
  })
}

function review(world: World, life: Life, order: Order, random: Random): void {
  const { userId, language } = life.person
  const rating = random.chance(0.75) ? 5 : random.chance(0.6) ? 4 : 2
  world.emit({
    source: 'site',
    at: Math.round(order.at + random.between(6, 25) * day),
    body: {
      type: 'track',
      event: 'Product Reviewed',
      userId,
      properties: { ...productOf(random.pick(order.lines), world.shopUrl, language), rating },
    },
  })
}

/** Shops are open from ten to seven, Paris time, near enough. */
function openingHours(at: number): number {
  const hourOfDay = (at % day) / hour
  if (hourOfDay < 9) return at + (9.5 - hourOfDay) * hour
  return hourOfDay > 17 ? at - (hourOfDay - 15) * hour : at
}

export interface Reaction {
  readonly at: number
  readonly arrival: Arrival
}

/** The brand's former mailing tool reminded of carts; some of those who agreed came back by it. */
export function reminded(
  world: World,
  life: Life,
  leftAt: number,
  random: Random,
): Reaction | undefined {
  if (life.newsletter !== 'given') return undefined
  const sentAt = leftAt + hour
  const campaign = 'Panier abandonné'
  mailed(world, life, 'Email Delivered', sentAt, campaign)
  return reaction(world, life, sentAt, random, { campaign, clicks: 0.14, forCart: true })
}

/** The newsletter every other Thursday: few open it measurably, fewer click, hardly anybody leaves. */
export function newsletter(
  world: World,
  life: Life,
  sentAt: number,
  campaign: string,
  random: Random,
): Reaction | undefined {
  if (random.chance(0.004)) {
    life.newsletter = 'withdrawn'
    const at = sentAt + random.between(1, 600) * minute
    world.emit({
      source: 'mailing',
      at: Math.round(at),
      body: {
        ...named(life, 'email'),
        type: 'track',
        event: 'Consent Withdrawn',
        properties: { purpose: 'marketing', channel: 'email', form: 'unsubscribe' },
      },
    })
    return undefined
  }
  return reaction(world, life, sentAt, random, { campaign, clicks: 0.02, forCart: false })
}

function reaction(
  world: World,
  life: Life,
  sentAt: number,
  random: Random,
  { campaign, clicks, forCart }: { campaign: string; clicks: number; forCart: boolean },
): Reaction | undefined {
  const readAt = sentAt + random.next() ** 3 * 30 * hour + 4 * minute
  if (life.opensMeasured && random.chance(0.35))
    mailed(world, life, 'Email Opened', readAt, campaign)
  if (!random.chance(clicks * life.person.keen)) return undefined
  const clickedAt = readAt + random.between(10, 90) * 1000
  mailed(world, life, 'Email Link Clicked', clickedAt, campaign)
  const name = campaign.toLowerCase().replaceAll(' ', '-')
  return {
    at: clickedAt + 4000,
    arrival: { source: 'newsletter', medium: 'email', name, forCart },
  }
}

function mailed(world: World, life: Life, event: string, at: number, campaign: string): void {
  world.emit({
    source: 'mailing',
    at: Math.round(at),
    body: {
      ...named(life, 'email'),
      type: 'track',
      event,
      properties: {
        campaign_name: campaign,
        ...(event === 'Email Link Clicked' && { link_url: world.shopUrl }),
      },
    },
  })
}

/** By account number if there is one, else by address. */
function named({ account, person }: Life, channel: 'email' | 'web' | undefined) {
  const context = channel && { channel }
  if (account)
    return { userId: person.userId, ...(context && { context }) } satisfies Partial<SegmentEvent>
  return {
    context: { ...context, externalIds: [{ type: 'email', id: person.email }] },
  } satisfies Partial<SegmentEvent>
}
