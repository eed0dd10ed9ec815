import { expect, test } from 'vitest'
import { differenceBetween, shareBetween } from './shares.ts'

const rounded = (all: object) =>
  Object.values(all).map((value: number) => Math.round(value * 10_000) / 10_000)

test('a share lies where the literature says (Newcombe 1998)', () => {
  expect(rounded(shareBetween(81, 263))).toEqual([0.308, 0.2553, 0.3662])
  expect(rounded(shareBetween(15, 148))).toEqual([0.1014, 0.0624, 0.1605])
  expect(rounded(shareBetween(0, 20))).toEqual([0, 0, 0.1611])
  expect(rounded(shareBetween(29, 29))).toEqual([1, 0.883, 1])
})

test('so does the difference of two', () => {
  const between = (a: number, m: number, b: number, n: number) =>
    rounded(differenceBetween({ hits: a, of: m }, { hits: b, of: n }))
  expect(between(56, 70, 48, 80)).toEqual([0.2, 0.0524, 0.3339])
  expect(between(9, 10, 3, 10)).toEqual([0.6, 0.1705, 0.809])
  expect(between(0, 10, 0, 20)).toEqual([0, -0.1611, 0.2775])
})

test('who compares several with one is less sure of each', () => {
  const [a, b] = [
    { hits: 56, of: 70 },
    { hits: 48, of: 80 },
  ]
  const [one, four] = [differenceBetween(a, b), differenceBetween(a, b, 4)]
  expect(four.low).toBeLessThan(one.low)
  expect(four.high).toBeGreaterThan(one.high)
})

test('of nobody nothing is known', () => {
  expect(shareBetween(0, 0)).toEqual({ share: 0, low: 0, high: 1 })
})
