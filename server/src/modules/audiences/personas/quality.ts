import { chanceOf, drawn } from './chance.ts'
import { type Clustering, clustersOf, nearest, squared, type Vector } from './clusters.ts'
import type { Trial } from './contract.ts'

const pairs = (n: number) => (n * (n - 1)) / 2

/** How much two groupings of the same things agree beyond chance: 1 is entirely, about 0 not at all. */
export function adjustedRand(one: readonly number[], other: readonly number[]): number {
  const cells = new Map<string, number>()
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()]
  for (const [index, row] of one.entries()) {
    const column = other[index] as number
    const cell = `${row} ${column}`
    cells.set(cell, (cells.get(cell) ?? 0) + 1)
    rows.set(row, (rows.get(row) ?? 0) + 1)
    columns.set(column, (columns.get(column) ?? 0) + 1)
  }
  const together = (counts: Map<unknown, number>) =>
    [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)
  const [inBoth, inOne, inOther] = [together(cells), together(rows), together(columns)]
  const expected = one.length > 1 ? (inOne * inOther) / pairs(one.length) : 0
  const most = (inOne + inOther) / 2
  return most === expected ? 1 : (inBoth - expected) / (most - expected)
}

/** How much nearer points are to their own centre than to the next: the mean over all, from -1 to 1. */
export function separationOf(points: readonly Vector[], { centres, places }: Clustering): number {
  if (centres.length < 2) return 0
  const sum = points.reduce((all, point, index) => {
    const own = Math.sqrt(squared(point, centres[places[index] as number] as Vector))
    const next = centres.reduce(
      (least, centre, place) =>
        place === places[index] ? least : Math.min(least, Math.sqrt(squared(point, centre))),
      Number.POSITIVE_INFINITY,
    )
    const larger = Math.max(own, next)
    return all + (larger > 0 ? (next - own) / larger : 0)
  }, 0)
  return sum / points.length
}

const resamples = 8
const part = 0.7

/**
 * How much alike the groups come out when only a part of the points is known: groups are found in
 * samples, every point is given to the nearest, and the groupings are compared with the first.
 */
export function stabilityOf(points: readonly Vector[], first: Clustering, seed: string): number {
  const k = first.centres.length
  const found = Array.from({ length: resamples }, (_, turn) => {
    const sample = drawn(points, Math.ceil(points.length * part), chanceOf(`${seed} part ${turn}`))
    const { centres } = clustersOf(sample, k, { seed: `${seed} ${turn}`, beginnings: 2 })
    return adjustedRand(
      first.places,
      points.map((point) => nearest(point, centres)),
    )
  })
  return found.reduce((sum, one) => sum + one, 0) / resamples
}

/** Groups that come out so differently from another sample are no groups. */
const leastStability = 0.6

/** The number of groups that lie furthest apart, of those that come out alike from other samples. */
export function bestOf(trials: readonly Trial[]): Trial | undefined {
  const stable = trials.filter(({ stability }) => stability >= leastStability)
  if (stable.length === 0) return trials.toSorted((a, b) => b.stability - a.stability)[0]
  return stable.toSorted((a, b) => b.separation - a.separation || a.k - b.k)[0]
}
