import type { DemoEvent } from './event.ts'
import { newLife, type World } from './life.ts'
import { type Arrival, visitOnline } from './online-visit.ts'
import { personOf } from './person.ts'
import { mix, type Random, randomFrom } from './random.ts'
import { visitShop } from './shop-visit.ts'

interface Today {
  readonly seed: number
  readonly customers: number
  readonly shopUrl: string
}

export interface Passing extends DemoEvent {
  /** The same whoever makes this minute up, and whenever. */
  readonly messageId: string
}

/** A visit lasts no longer than this: what began before has ended. */
const longest = 25
const minute = 60_000
const again: Arrival = { source: 'direct', medium: 'none' }

/**
 * What happens between two moments, from the first up to, but not including, the second. Each minute of
 * the calendar has its own few visits, made up from the minute itself: nothing need be remembered, and
 * processes that look at the same time see the same.
 */
export function passersBetween(today: Today, from: number, to: number): Passing[] {
  const events: Passing[] = []
  const first = Math.floor(from / minute) - longest
  for (let number = first; number * minute < to; number++) {
    let count = 0
    for (const event of visitsOf(today, number)) {
      const messageId = `demo-live-${number}-${count++}`
      if (event.at >= from && event.at < to) events.push({ ...event, messageId })
    }
  }
  return events.sort((one, other) => one.at - other.at)
}

function visitsOf(today: Today, number: number): DemoEvent[] {
  const random = randomFrom(mix(today.seed, 5, number))
  const events: DemoEvent[] = []
  const world: World = {
    shopUrl: today.shopUrl,
    wordingChangedAt: 0,
    emit: (event) => events.push(event),
    orderId: (series) => `${series}-${number.toString(36).toUpperCase()}${events.length}`,
  }
  for (let visits = random.chance(0.5) ? 2 : 1; visits > 0; visits--) {
    visit(world, today, (number + random.next()) * minute, random)
  }
  return events
}

/** Half of them are known from the year, the other half come for the first time. */
function visit(world: World, { seed, customers }: Today, at: number, random: Random): void {
  const known = random.chance(0.5)
  const index = known ? random.below(customers) : customers + (mix(seed, at) % 1_000_000)
  const person = personOf(seed, index)
  const life = newLife(person)
  // Who has an account is signed in again, so that the visit joins their thread.
  life.account = known && person.style !== 'passing'
  if (known && (person.style === 'shop' || (person.style === 'everywhere' && random.chance(0.3)))) {
    visitShop(world, life, at, random)
    return
  }
  const channel = person.style === 'app' && random.chance(0.65) ? 'app' : 'web'
  life.hasApp = true
  visitOnline(world, life, at, channel, random, known ? again : person.acquisition)
}
