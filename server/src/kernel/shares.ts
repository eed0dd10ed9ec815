/** A share, and between which it lies nineteen times of twenty. */
export interface Between {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** Of the normal distribution: nineteen times of twenty, of each of so many comparisons at once (Bonferroni). */
const sureOf = [
  1.959964, 2.241403, 2.39398, 2.497705, 2.575829, 2.638257, 2.69011, 2.734369, 2.772921,
] as const
const sure = sureOf[0]

/**
 * What some of all show (Wilson): an interval that stays honest for few, and for shares near nothing or
 * all. Of nobody nothing is known.
 */
export function shareBetween(hits: number, of: number, z: number = sure): Between {
  if (of === 0) return { share: 0, low: 0, high: 1 }
  const share = hits / of
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half =
    (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

interface Counted {
  readonly hits: number
  readonly of: number
}

/**
 * By how much one share is above another, made of the intervals of the two (Newcombe's method 10). Where
 * several are compared with one, all intervals hold together nineteen times of twenty.
 */
export function differenceBetween(one: Counted, other: Counted, comparisons = 1): Between {
  const z = sureOf[comparisons - 1]
  if (z === undefined) throw new Error(`${comparisons} comparisons are more than are provided for`)
  const [a, b] = [shareBetween(one.hits, one.of, z), shareBetween(other.hits, other.of, z)]
  const share = a.share - b.share
  return {
    share,
    low: share - Math.hypot(a.share - a.low, b.high - b.share),
    high: share + Math.hypot(a.high - a.share, b.share - b.low),
  }
}
