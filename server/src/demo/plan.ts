import type { Life } from './life.ts'
import type { Style } from './person.ts'
import { mix, type Random, randomFrom, weighted } from './random.ts'
import { busyness, daysUpTo, hoursOf, type ParisDay } from './season.ts'

/** A visit that will take place; what happens in it is decided when it does. */
export interface Planned {
  readonly at: number
  readonly person: number
  /** `till`: a ticket of somebody who stays unknown. */
  readonly channel: 'web' | 'app' | 'shop' | 'till'
  /** The first that the brand sees of this person. */
  readonly first: boolean
}

const hour = 3_600_000
const days = 365
/** How often people of each style come in a year, on average: on line, and to the shop. */
const often: Record<Style, { online: number; shop: number; app: number }> = {
  passing: { online: 1.5, shop: 0, app: 0 },
  web: { online: 3.3, shop: 0, app: 0 },
  app: { online: 4.6, shop: 0, app: 0.65 },
  shop: { online: 0, shop: 2.5, app: 0 },
  everywhere: { online: 3.6, shop: 2, app: 0.25 },
}
/** Tickets without a name, for each customer of the year. */
const namelessTickets = 0.35

/** Who comes when, in a year that ends at `now`. */
export function planOf(seed: number, now: number, lives: readonly Life[]) {
  const calendar = daysUpTo(now, days)
  const online = momentsOf(calendar, 'online')
  const shop = momentsOf(calendar, 'shop')
  const visits: Planned[] = []
  for (const [person, { person: who }] of lives.entries()) {
    const random = randomFrom(mix(seed, 3, person))
    const { online: mean, shop: tickets, app } = often[who.style]
    // Many were customers before the year began, the others come to know the brand in it.
    const since = random.chance(0.4) ? 0 : random.next() * 0.97
    const rest = 0.3 + 0.7 * (1 - since)
    const times = visitTimes(random, mean * who.keen * rest, tickets * rest, since, online, shop)
    for (const [index, { at, inShop }] of times.entries()) {
      const channel = inShop ? 'shop' : random.chance(app) ? 'app' : 'web'
      visits.push({ at, person, channel, first: index === 0 })
    }
  }
  const random = randomFrom(mix(seed, 4))
  for (let ticket = 0; ticket < lives.length * namelessTickets; ticket++) {
    const at = shop(random.next(), random)
    visits.push({ at, person: random.below(lives.length), channel: 'till', first: false })
  }
  return { visits: visits.filter(({ at }) => at <= now), newsletters: newslettersOf(calendar) }
}

type MomentAt = (share: number, random: Random) => number

function visitTimes(
  random: Random,
  mean: number,
  tickets: number,
  since: number,
  online: MomentAt,
  shop: MomentAt,
): { at: number; inShop: boolean }[] {
  const share = () => since + random.next() * (1 - since)
  const first = (known: readonly unknown[]) => (known.length === 0 && since > 0 ? since : undefined)
  const times: { at: number; inShop: boolean }[] = []
  for (let count = mean > 0 ? atLeastOne(random, mean) : 0; count > 0; count--) {
    const last = times.at(-1)
    // People hesitate: they come back within a few days almost as often as they come anew.
    const soon = last !== undefined && random.chance(0.4)
    const at = soon
      ? last.at + random.between(0.4, 90) * hour
      : online(first(times) ?? share(), random)
    times.push({ at, inShop: false })
  }
  for (let count = tickets > 0 ? atLeastOne(random, tickets) : 0; count > 0; count--) {
    times.push({ at: shop(first(times) ?? share(), random), inShop: true })
  }
  return times.sort((one, other) => one.at - other.at)
}

/** A count of at least 1 with about this mean, a few of them large. */
function atLeastOne(random: Random, mean: number): number {
  const more = Math.max(0, mean - 1)
  return 1 + Math.min(40, Math.floor(-Math.log(1 - random.next()) * (more + 0.4)))
}

/** Where a share of the year's business lies in time: in the busy weeks there is more of it. */
function momentsOf(calendar: readonly ParisDay[], channel: 'online' | 'shop'): MomentAt {
  const growth = (index: number) => 0.85 + (0.3 * index) / days
  const dayAt = weighted(
    calendar.map((one, index) => ({ one, weight: busyness(one, channel) * growth(index) })),
    ({ weight }) => weight,
  )
  const hourAt = weighted(
    hoursOf(channel).map((weight, index) => ({ index, weight })),
    ({ weight }) => weight,
  )
  return (share, random) => {
    const { start } = dayAt(share).one
    return start + (hourAt(random.next()).index + random.next()) * hour
  }
}

/** Every other Thursday at ten. */
function newslettersOf(calendar: readonly ParisDay[]) {
  return calendar
    .filter(({ weekday }) => weekday === 4)
    .filter((_, index) => index % 2 === 0)
    .map(({ start, month }, index) => ({
      at: start + 10 * hour,
      campaign: `Newsletter ${index + 1} ${monthNames[month - 1] ?? ''}`,
    }))
}

const monthNames = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]
