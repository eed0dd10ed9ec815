import { chanceOf } from './chance.ts'

/** A customer's features, each as far from the usual as its deviations say. */
export type Vector = readonly number[]

export interface Clustering {
  readonly centres: readonly Vector[]
  /** For each point the place of its centre. */
  readonly places: readonly number[]
  /** Squared distances of the points from their centres, added up. */
  readonly spread: number
}

export function squared(one: Vector, other: Vector): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) {
    const difference = (one[index] as number) - (other[index] as number)
    sum += difference * difference
  }
  return sum
}

/** The place of the nearest centre. Of two as near, the first. */
export function nearest(point: Vector, centres: readonly Vector[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let place = 0; place < centres.length; place++) {
    const distance = squared(point, centres[place] as Vector)
    if (distance < least) [best, least] = [place, distance]
  }
  return best
}

/** The first centres: points far from those chosen before are likelier (k-means++). */
function firstCentres(points: readonly Vector[], k: number, chance: () => number): Vector[] {
  const centres = [points[Math.floor(chance() * points.length)] as Vector]
  const far = points.map((point) => squared(point, centres[0] as Vector))
  while (centres.length < k) {
    const sum = far.reduce((all, one) => all + one, 0)
    let left = chance() * sum
    let chosen = far.findIndex((distance) => {
      left -= distance
      return left < 0
    })
    if (chosen < 0) chosen = points.length - 1
    const centre = points[chosen] as Vector
    centres.push(centre)
    for (const [index, point] of points.entries()) {
      far[index] = Math.min(far[index] as number, squared(point, centre))
    }
  }
  return centres
}

function meansOf(points: readonly Vector[], places: readonly number[], before: readonly Vector[]) {
  const sums = before.map((centre) => centre.map(() => 0))
  const counts = before.map(() => 0)
  for (const [index, point] of points.entries()) {
    const place = places[index] as number
    const sum = sums[place] as number[]
    counts[place] = (counts[place] as number) + 1
    for (let feature = 0; feature < point.length; feature++) {
      sum[feature] = (sum[feature] as number) + (point[feature] as number)
    }
  }
  // A centre that nobody is near stays where it was.
  return sums.map((sum, place) => {
    const count = counts[place] as number
    return count > 0 ? sum.map((value) => value / count) : (before[place] as Vector)
  })
}

const mostRounds = 60

function oneRun(points: readonly Vector[], k: number, chance: () => number): Clustering {
  let centres: readonly Vector[] = firstCentres(points, k, chance)
  let places = points.map((point) => nearest(point, centres))
  for (let round = 0; round < mostRounds; round++) {
    centres = meansOf(points, places, centres)
    const next = points.map((point) => nearest(point, centres))
    const isSettled = next.every((place, index) => place === places[index])
    places = next
    if (isSettled) break
  }
  const spread = points.reduce(
    (sum, point, index) => sum + squared(point, centres[places[index] as number] as Vector),
    0,
  )
  return { centres, places, spread }
}

/** Groups of points that lie together: the tightest of several beginnings. The same seed, the same groups. */
export function clustersOf(
  points: readonly Vector[],
  k: number,
  { seed, beginnings = 5 }: { seed: string; beginnings?: number },
): Clustering {
  if (points.length < k) throw new Error(`${points.length} points for ${k} groups`)
  const chance = chanceOf(`${seed} ${k}`)
  let best = oneRun(points, k, chance)
  for (let turn = 1; turn < beginnings; turn++) {
    const other = oneRun(points, k, chance)
    if (other.spread < best.spread) best = other
  }
  return best
}
