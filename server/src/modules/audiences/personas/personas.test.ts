import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf } from './chance.ts'
import { clustersOf, type Vector } from './clusters.ts'
import type { Behaviour } from './features.ts'
import { groupOf, learn } from './learn.ts'
import { learnBeside } from './learn-thread.ts'
import { adjustedRand, bestOf, stabilityOf } from './quality.ts'

/** Points round centres that lie at least ten apart, none further than one from its own. */
const apart = fc
  .record({
    k: fc.integer({ min: 2, max: 5 }),
    size: fc.integer({ min: 15, max: 40 }),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
  })
  .map(({ k, size, seed }) => {
    const chance = chanceOf(`points ${seed}`)
    const truth: number[] = []
    const points: Vector[] = []
    for (let group = 0; group < k; group++) {
      for (let index = 0; index < size; index++) {
        truth.push(group)
        points.push([group * 10 + chance(), (group % 2) * 10 + chance(), chance()])
      }
    }
    return { k, seed, truth, points }
  })

describe('groups', () => {
  test('that lie well apart are found, whatever the seed, and the same seed finds the same', () => {
    fc.assert(
      fc.property(apart, ({ k, seed, truth, points }) => {
        const found = clustersOf(points, k, { seed })
        expect(adjustedRand(found.places, truth)).toBe(1)
        expect(clustersOf(points, k, { seed })).toEqual(found)
        expect(stabilityOf(points, found, seed)).toBeGreaterThan(0.95)
      }),
      { numRuns: 40 },
    )
  })

  test('of points without any are not stable', () => {
    const chance = chanceOf('noise')
    const points = Array.from({ length: 300 }, () => [chance(), chance(), chance(), chance()])
    const found = clustersOf(points, 6, { seed: 'A' })
    expect(stabilityOf(points, found, 'A')).toBeLessThan(0.6)
  })
})

describe('the adjusted Rand index', () => {
  test('is one for the same grouping under other names, near none for chance', () => {
    expect(adjustedRand([0, 0, 1, 1, 2], [5, 5, 3, 3, 9])).toBe(1)
    const chance = chanceOf('rand')
    const [one, other] = [0, 0].map(() =>
      Array.from({ length: 2000 }, () => Math.floor(chance() * 4)),
    )
    expect(Math.abs(adjustedRand(one ?? [], other ?? []))).toBeLessThan(0.02)
  })

  test('has the value of the literature', () => {
    // Hubert and Arabie's index of the two groupings of ten things in the manual of scikit-learn and others.
    expect(adjustedRand([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.5714, 4)
    expect(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0)
  })
})

test('of several numbers the one that lies furthest apart is chosen, of those that are stable', () => {
  expect(
    bestOf([
      { k: 2, separation: 0.5, stability: 0.9 },
      { k: 3, separation: 0.7, stability: 0.95 },
      { k: 4, separation: 0.9, stability: 0.3 },
    ])?.k,
  ).toBe(3)
  expect(bestOf([{ k: 2, separation: 0.1, stability: 0.2 }])?.k).toBe(2)
})

/** Three kinds of customers: who looks at books on the web, who buys care in the shop, who is gone. */
function brandOf(size: number): Behaviour[] {
  const chance = chanceOf('brand')
  const kinds = [
    () => ({
      ...{ recency: 300 + chance() * 60, orders: 1, spent: 1_000 + chance() * 500 },
      ...{ channels: { web: 20 }, categories: { books: 10 } },
    }),
    () => ({
      ...{ recency: chance() * 10, orders: 9 + Math.floor(chance() * 3), spent: 90_000 },
      ...{ channels: { shop: 10, web: 1 }, categories: { care: 40, books: 2 } },
    }),
    () => ({
      ...{ recency: 30 + chance() * 10, orders: 3, spent: 9_000 + chance() * 900 },
      ...{ channels: { app: 30 }, categories: { perfume: 20 } },
    }),
  ]
  return Array.from({ length: size }, (_, index) => ({
    customerId: `customer-${index}`,
    ...(kinds[index % 3] as () => Omit<Behaviour, 'customerId'>)(),
  }))
}

describe('personas', () => {
  const people = brandOf(300)

  test('are as many as there are, are marked by what sets them apart, and everyone is given to their own', () => {
    const found = learn({ people, seed: 'A' })
    expect(found.k).toBe(3)
    expect(found.trials.find(({ k }) => k === 3)?.stability).toBeGreaterThan(0.95)
    const places = people.map((one) => groupOf(one, found))
    expect(
      adjustedRand(
        places,
        people.map((_, index) => index % 3),
      ),
    ).toBe(1)
    const ofCare = found.groups[groupOf(people[1] as Behaviour, found)]
    const marks = ofCare?.marks.map(({ name }) => name) ?? []
    expect(marks).toEqual(expect.arrayContaining(['category:care']))
    const care = ofCare?.marks.find(({ name }) => name === 'category:care')
    expect(care?.theirs).toBeCloseTo(40 / 42)
    expect(care?.usual).toBeCloseTo(40 / 42 / 3)
    expect(care?.score).toBeGreaterThan(1)
  })

  test('are the same for the same seed, also when they are learned beside the thread', async () => {
    const found = learn({ people, seed: 'B' })
    expect(learn({ people, seed: 'B' })).toEqual(found)
    expect(await learnBeside({ people, seed: 'B' })).toEqual(found)
  })

  test('are as many as somebody asks for', () => {
    expect(learn({ people, seed: 'A', wanted: 5 }).groups).toHaveLength(5)
  })
})
