import fc from 'fast-check'
import { expect, test } from 'vitest'
import { perUnit, roundHalfAway, share, split, unitsOf } from './money.ts'

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0)

test('halves are rounded away from zero, and nothing becomes minus zero', () => {
  expect([0.5, 1.5, -0.5, -1.5, -0.4].map(roundHalfAway)).toEqual([1, 2, -1, -2, 0])
  expect([share(8333, 5000, 10_000), share(-8333, 5000, 10_000)]).toEqual([4167, -4167])
  expect(share(-1, 1, 10)).toBe(0)
})

test('a share is exact, also of amounts whose product no number holds', () => {
  expect(share(900_000_000_000_001, 2000, 10_000)).toBe(180_000_000_000_000)
  expect(share(-900_000_000_000_003, 5000, 10_000)).toBe(-450_000_000_000_002)
})

test.each([
  [[4300, 1400, 2300], 299, [161, 52, 86]],
  [[1000, 1000, 1000], 299, [100, 100, 99]],
  [[10, 20, 10, 30, 50, 20, 10, 40], 93, [5, 10, 5, 15, 24, 10, 5, 19]],
  [[10, 0], 40, [40, 0]],
  [[0, 0], 10, [5, 5]],
  [[100, 100], -20, [-10, -10]],
])('%j share %i as %j', (weights, total, parts) => {
  expect(split(total, weights)).toEqual(parts)
})

test('parts add up to the whole, and none is a whole unit away from its exact share', () => {
  const weights = fc.array(fc.nat({ max: 1_000_000_000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(amount, weights, (total, weights) => {
      const parts = split(total, weights)
      expect(sum(parts)).toBe(total)
      const all = sum(weights)
      if (all === 0) return
      for (const [at, part] of parts.entries()) {
        expect(Math.abs(part - (total * (weights[at] ?? 0)) / all)).toBeLessThan(1)
      }
    }),
  )
})

test('units bear a discount evenly, the last of them the cent that is left', () => {
  expect(perUnit(4, 3)).toEqual([1, 1, 2])
  expect([0, 1, 2].map((before) => unitsOf(296, 3, before, 1))).toEqual([99, 99, 98])
})

test('any partition of the units adds up to what was paid', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(amount, counts, (paid, counts) => {
      const quantity = sum(counts)
      let before = 0
      const parts = counts.map((count) => {
        const part = unitsOf(paid, quantity, before, count)
        before += count
        return part
      })
      expect(sum(parts)).toBe(paid)
      expect(sum(perUnit(paid, quantity))).toBe(paid)
    }),
  )
})
