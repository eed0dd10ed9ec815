import type { WovenEvent } from '../thread/events.ts'

export type Counts = Record<string, number>

/** Where a customer shows nothing else, the brand's. */
const brandZone = 'Europe/Paris'
const acts = new Set(['page', 'screen', 'track'])
/** Of what our own modules tell, that is the customer's doing; to open a mail is not, machines do. */
const ownActs = new Set(['Email Link Clicked'])
const looks = new Set([
  'Product Viewed',
  'Product Clicked',
  'Product Added',
  'Product Added to Wishlist',
  'Product List Viewed',
])
/** Somebody who leafs through more than so many categories is no reader but a machine. */
const mostKeys = 400

/** What an event adds to the habits of who did it; nothing for what is not their doing. */
export function habitsIn(event: WovenEvent): string[] {
  const { type, name, channel, at, context, properties } = event
  if (!acts.has(type) && !ownActs.has(name)) return []
  const keys = [`channel:${channel}`, `hour:${hourAt(at, context.timezone)}`]
  const { category } = properties
  if (looks.has(name) && typeof category === 'string' && category.trim()) {
    keys.push(`viewed:${category.trim().slice(0, 80)}`)
  }
  return keys
}

/** Sums are the same in whatever order and portions they are added up. */
export function addUp(counts: Counts, keys: Iterable<readonly [string, number]>): Counts {
  const sum = { ...counts }
  let size = Object.keys(sum).length
  for (const [key, count] of keys) {
    if (!(key in sum) && ++size > mostKeys) continue
    sum[key] = (sum[key] ?? 0) + count
  }
  return sum
}

/** The counts under one heading, the highest first. */
export function under(counts: Counts, heading: string): [string, number][] {
  return Object.entries(counts)
    .filter(([key]) => key.startsWith(`${heading}:`))
    .map(([key, count]): [string, number] => [key.slice(heading.length + 1), count])
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>()

function hourAt(at: Date, zone: unknown): number {
  const clock = clockOf(typeof zone === 'string' ? zone : brandZone) ?? clockOf(brandZone)
  return Number(clock?.format(at) ?? 0)
}

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    if (clocks.size > 1000) clocks.clear()
    clocks.set(zone, newClock(zone))
  }
  return clocks.get(zone)
}

function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  } catch {
    return undefined // no such zone
  }
}
