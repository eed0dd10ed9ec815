import type { Vector } from './clusters.ts'
import type { Feature, Mark } from './contract.ts'

/** What was seen of one customer within the time that counts. */
export interface Behaviour {
  readonly customerId: string
  /** Days since they last bought; as long as counts, for who did not. */
  readonly recency: number
  readonly orders: number
  /** In minor units, less what was given back. */
  readonly spent: number
  /** Acts by channel. */
  readonly channels: Readonly<Record<string, number>>
  /** Looks and purchases by category, a purchase weighing more. */
  readonly categories: Readonly<Record<string, number>>
}

const mostCategories = 8
/** Of what hardly anybody does, no persona is made. */
const leastShare = 0.02

const figures = ['recency', 'orders', 'spent', 'basket'] as const
type Figure = (typeof figures)[number]

const figureOf = (one: Behaviour, figure: Figure): number =>
  figure === 'basket' ? one.spent / Math.max(1, one.orders) : one[figure]

function shareIn(counts: Readonly<Record<string, number>>, name: string): number {
  const sum = Object.values(counts).reduce((all, one) => all + one, 0)
  return sum > 0 ? (counts[name] ?? 0) / sum : 0
}

/** A feature in plain units: days, orders, money, or a share. */
export function plain(one: Behaviour, name: string): number {
  if (name.startsWith('channel:')) return shareIn(one.channels, name.slice(8))
  if (name.startsWith('category:')) return shareIn(one.categories, name.slice(9))
  return figureOf(one, name as Figure)
}

/** Money and numbers are compared by their order of magnitude: ten orders are not ten times one. */
const scaled = (one: Behaviour, name: string): number => {
  const value = plain(one, name)
  return name.includes(':') ? value : Math.log1p(Math.max(0, value))
}

/** The channels and categories that enough people use, and the figures: what to compare customers by. */
export function featuresOf(people: readonly Behaviour[]): Feature[] {
  const names = [
    ...figures,
    ...frequent(people, 'channels').map((name) => `channel:${name}`),
    ...frequent(people, 'categories')
      .slice(0, mostCategories)
      .map((name) => `category:${name}`),
  ]
  return names
    .map((name) => {
      const values = people.map((one) => scaled(one, name))
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      return { name, mean, deviation: Math.sqrt(variance) }
    })
    .filter(({ deviation }) => deviation > 1e-9)
}

/** Those that make up some part of what is done, the most frequent first. */
function frequent(people: readonly Behaviour[], of: 'channels' | 'categories'): string[] {
  const shares = new Map<string, number>()
  for (const one of people) {
    for (const name of Object.keys(one[of])) {
      shares.set(name, (shares.get(name) ?? 0) + shareIn(one[of], name) / people.length)
    }
  }
  return [...shares]
    .filter(([, share]) => share >= leastShare)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([name]) => name)
}

const groupOf = (name: string) => name.split(':')[0] ?? ''
const isFigure = (name: string) => !name.includes(':')

/**
 * Standardised, and weighed so that the figures together, the channels together and the categories
 * together count the same: eight categories are not eight times as telling as how often one buys.
 */
export function vectorOf(one: Behaviour, features: readonly Feature[]): Vector {
  const blocks = Map.groupBy(features, ({ name }) => (isFigure(name) ? '' : groupOf(name)))
  return features.map(({ name, mean, deviation }) => {
    const block = blocks.get(isFigure(name) ? '' : groupOf(name)) ?? []
    return (scaled(one, name) - mean) / deviation / Math.sqrt(block.length)
  })
}

/** Of who hardly buys, it is no news that they spend little. */
const followsOrders = new Set(['spent', 'basket', 'recency'])
const fewest = 0.5
const mostMarks = 5
/** Less than so many deviations from the usual marks nobody. */
const leastScore = 0.4

/**
 * What sets a group of customers apart from all of them, the most telling first. What they leave to
 * others tells less than what they do: of shares only the large ones are marks.
 */
export function marksOf(
  group: readonly Behaviour[],
  everybody: readonly Behaviour[],
  features: readonly Feature[],
): Mark[] {
  const mean = (people: readonly Behaviour[], read: (one: Behaviour) => number) =>
    people.reduce((sum, one) => sum + read(one), 0) / people.length
  return features
    .map(({ name, mean: usual, deviation }) => ({
      name,
      score: (mean(group, (one) => scaled(one, name)) - usual) / deviation,
      theirs: mean(group, (one) => plain(one, name)),
      usual: mean(everybody, (one) => plain(one, name)),
    }))
    .filter(({ name, score }) => (isFigure(name) ? Math.abs(score) : score) >= leastScore)
    .filter(({ name }) => !followsOrders.has(name) || mean(group, ({ orders }) => orders) >= fewest)
    .sort((one, other) => Math.abs(other.score) - Math.abs(one.score))
    .slice(0, mostMarks)
}
