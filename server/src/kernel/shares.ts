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

/** A mean, and between which it lies nineteen times of twenty. */
export interface MeanBetween {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Of so many values their sum, and the sum of their squares. */
export interface Summed {
  readonly of: number
  readonly sum: number
  readonly squares: number
}

const meanOf = ({ of, sum }: Summed) => sum / of
/** Of the mean; undefined of fewer than two, who show no spread. */
function varianceOf({ of, sum, squares }: Summed): number | undefined {
  return of < 2 ? undefined : Math.max(0, squares - sum ** 2 / of) / (of - 1) / of
}

/** By the normal distribution, so for many; null where nothing can be said. */
export function meanBetween(one: Summed): MeanBetween | null {
  const variance = varianceOf(one)
  return variance === undefined ? null : around(meanOf(one), sure * Math.sqrt(variance))
}

/** By how much one mean is above another (Welch), as sure as `differenceBetween`. */
export function meanDifference(one: Summed, other: Summed, comparisons = 1): MeanBetween | null {
  const [a, b] = [varianceOf(one), varianceOf(other)]
  if (a === undefined || b === undefined) return null
  return around(meanOf(one) - meanOf(other), sureFor(comparisons) * Math.sqrt(a + b))
}

const around = (mean: number, half: number): MeanBetween => ({
  ...{ mean, low: mean - half, high: mean + half },
})

function sureFor(comparisons: number): number {
  const z = sureOf[comparisons - 1]
  if (z === undefined) throw new Error(`${comparisons} comparisons are more than are provided for`)
  return z
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
  const z = sureFor(comparisons)
  const [a, b] = [shareBetween(one.hits, one.of, z), shareBetween(other.hits, other.of, z)]
  const share = a.share - b.share
  return {
    share,
    low: share - Math.hypot(a.share - a.low, b.high - b.share),
    high: share + Math.hypot(a.high - a.share, b.share - b.low),
  }
}
