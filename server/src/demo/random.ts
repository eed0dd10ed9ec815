/** A stream of numbers that a seed decides entirely; never Math.random, so that a year can be made again. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number
  between(from: number, to: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** Mixes numbers into one of 32 bits, for a stream of its own for each person, visit or minute. */
export function mix(...parts: number[]): number {
  let hash = 0x811c9dc5
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x01000193)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x2c1b3c6d)
    hash ^= hash >>> 12
  }
  return hash >>> 0
}

/** mulberry32: 32 bits of state, fast, and even enough for the life of a shop. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    between: (from, to) => from + next() * (to - from),
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}

/** Draws items in proportion to their weights; `at` is a number from 0 to 1. */
export function weighted<Item>(items: readonly Item[], weight: (item: Item) => number) {
  let sum = 0
  const upTo = items.map((item) => {
    sum += weight(item)
    return sum
  })
  return (at: number): Item => {
    const wanted = at * sum
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return items[low] as Item
  }
}

/** A hash that looks like a UUID: what a browser would have made up for itself. */
export function deviceId(...parts: number[]): string {
  const hex = [1, 2, 3, 4]
    .map((salt) =>
      mix(salt, ...parts)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
