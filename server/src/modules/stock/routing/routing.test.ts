import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { type Allocation, type Candidate, criteria, type Rules } from './question.ts'

const place = (locationId: string, available: Record<string, number>, more: object = {}) => ({
  ...{ locationId, available },
  ...more,
})
const stocked = (stock: Record<string, number>) =>
  Object.entries(stock).map(([id, quantity]) => place(id, { X: quantity }))
const from = (answer: Allocation) =>
  answer.ok
    ? Object.fromEntries(answer.parts.map(({ locationId, quantity }) => [locationId, quantity]))
    : answer.short
const reasons = (answer: Allocation) => (answer.ok ? answer.why : [])
const want = (quantity: number) => [{ sku: 'X', quantity }]

const paris = { latitude: 48.8566, longitude: 2.3522 }
const towns = [
  place('lyon', { X: 5 }, { latitude: 45.764, longitude: 4.8357, load: 2 }),
  place('lille', { X: 2 }, { latitude: 50.6292, longitude: 3.0573, load: 9 }),
  place('nice', { X: 9 }, { latitude: 43.7102, longitude: 7.262, load: 0 }),
]

describe('an order is served', () => {
  test('in the given order, or from where most is', () => {
    const places = stocked({ A: 3, B: 10, C: 4 })
    expect(from(allocate(want(9), places, { by: ['given-order'] }))).toEqual({ A: 3, B: 6 })
    expect(from(allocate(want(12), places, { by: ['highest-stock'] }))).toEqual({ B: 10, C: 2 })
    expect(from(allocate(want(18), places, { by: ['given-order'] }))).toEqual({
      ...{ sku: 'X', asked: 18, available: 17 },
    })
  })

  test('from the nearest, and says how far that is', () => {
    const answer = allocate(want(3), towns, { by: ['nearest'], to: paris })
    expect(from(answer)).toEqual({ lille: 2, lyon: 1 })
    expect(reasons(answer)).toEqual([
      { locationId: 'lille', reason: 'nearest', figure: 203_509 },
      { locationId: 'lyon', reason: 'nearest', figure: 391_499 },
    ])
  })

  test('from one place rather than from two nearer ones', () => {
    const answer = allocate(want(3), towns, { by: ['nearest'], to: paris, fewestParcels: true })
    expect(from(answer)).toEqual({ lyon: 3 })
    const far = allocate(want(8), towns, { by: ['nearest'], to: paris, fewestParcels: true })
    expect(from(far)).toEqual({ nice: 8 })
    expect(reasons(far)).toEqual([{ locationId: 'nice', reason: 'fewest-parcels', figure: 1 }])
  })

  test('by who has least to do, and by nobody whose hands are full', () => {
    const rules: Rules = { by: ['least-load'] }
    expect(reasons(allocate(want(3), towns, rules))).toEqual([
      { locationId: 'nice', reason: 'least-load', figure: 0 },
    ])
    const full = towns.map((one) => ({ ...one, capacity: 2 }))
    expect(from(allocate(want(9), full, rules))).toEqual({ nice: 9 })
    expect(allocate(want(10), full, rules)).toMatchObject({ ok: false, short: { available: 9 } })
  })

  test('without what is kept back, unless that is the only way and allowed', () => {
    const places = [place('A', { X: 1 }, { safety: { X: 2 } }), place('B', { X: 1 })]
    const rules: Rules = { by: ['given-order'] }
    expect(from(allocate(want(2), places, { ...rules, breakSafety: true }))).toEqual({ A: 1, B: 1 })
    expect(allocate(want(3), places, rules).ok).toBe(false)
    const answer = allocate(want(3), places, { ...rules, breakSafety: true })
    expect(from(answer)).toEqual({ A: 3 })
    expect(reasons(answer)).toMatchObject([{ locationId: 'A', fromSafety: true }])
  })

  test('where it is collected: of what is there alone, or with the rest brought from elsewhere', () => {
    const places = stocked({ S1: 2, S2: 5, S3: 9 })
    const rules = (way: 'LOCAL' | 'ALL'): Rules => ({
      ...{ by: ['highest-stock'], pickUp: { locationId: 'S1', from: way } },
    })
    expect(allocate(want(10), places, rules('LOCAL'))).toMatchObject({ short: { available: 2 } })
    const all = allocate(want(10), places, rules('ALL'))
    expect(from(all)).toEqual({ S1: 2, S3: 8 })
    expect(reasons(all)).toMatchObject([{ reason: 'pick-up' }, { reason: 'highest-stock' }])
    expect(from(allocate(want(1), places, rules('ALL')))).toEqual({ S1: 1 })
  })

  test('by a place below nothing not at all, and that lowers no other', () => {
    const answer = allocate(want(3), stocked({ A: -4, B: 3 }), { by: ['given-order'] })
    expect(from(answer)).toEqual({ B: 3 })
    expect(reasons(answer)).toEqual([{ locationId: 'B', reason: 'only-one' }])
  })
})

const skus = ['X', 'Y', 'Z']
const anyStock = fc.record({ X: fc.integer({ min: -2, max: 6 }), Y: fc.nat(4), Z: fc.nat(3) })
const anyPlaces = fc
  .array(fc.record({ available: anyStock, safety: anyStock, load: fc.nat(3), far: fc.nat(50) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((list): Candidate[] =>
    list.map(({ far, ...one }, index) => ({
      ...{ ...one, locationId: `L${index}` },
      ...{ latitude: 40 + far / 10, longitude: 2, capacity: 3 },
    })),
  )
const anyDemand = fc.array(
  fc.record({ sku: fc.constantFrom(...skus), quantity: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 4 },
)
const anyRules = fc.record({
  by: fc.uniqueArray(fc.constantFrom(...criteria), { maxLength: 3 }),
  fewestParcels: fc.boolean(),
  breakSafety: fc.boolean(),
  to: fc.constant(paris),
  pickUp: fc.option(
    fc.record({ locationId: fc.constantFrom('L0', 'L1'), from: fc.constantFrom('LOCAL', 'ALL') }),
    { nil: undefined },
  ),
})

const roomIn = (one: Candidate, sku: string, kept: boolean) =>
  Math.max(0, (one.available[sku] ?? 0) + (kept ? Math.max(0, one.safety?.[sku] ?? 0) : 0))
const wantedOf = (demand: readonly { sku: string; quantity: number }[], sku: string) =>
  demand.filter((one) => one.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0)

test('never more than a place has, and all that is asked for or a no that is true', () => {
  fc.assert(
    fc.property(anyDemand, anyPlaces, anyRules, (demand, places, rules) => {
      const answer = allocate(demand, places, rules)
      if (!answer.ok) {
        const { sku, asked, available } = answer.short
        expect(asked).toBe(wantedOf(demand, sku))
        expect(available).toBeLessThan(asked)
        return
      }
      for (const sku of skus) {
        const given = answer.parts.filter((part) => part.sku === sku)
        expect(given.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(wantedOf(demand, sku))
      }
      for (const { sku, locationId, quantity } of answer.parts) {
        const at = places.find((one) => one.locationId === locationId) as Candidate
        expect(quantity).toBeLessThanOrEqual(roomIn(at, sku, rules.breakSafety))
        expect(answer.why.filter((why) => why.locationId === locationId)).toHaveLength(1)
        if (locationId === rules.pickUp?.locationId) continue
        expect(at.load).toBeLessThan(3)
        expect(rules.pickUp?.from).not.toBe('LOCAL')
      }
    }),
    { numRuns: 2000 },
  )
})

test('fewest parcels is really the fewest, whatever the order of the places', () => {
  const enough = (chosen: readonly Candidate[], demand: { sku: string; quantity: number }[]) =>
    skus.every(
      (sku) =>
        chosen.reduce((sum, one) => sum + roomIn(one, sku, false), 0) >= wantedOf(demand, sku),
    )
  let split = 0
  fc.assert(
    fc.property(anyDemand, anyPlaces, anyRules, (demand, places, { by, to }) => {
      const free = places.map(({ capacity: _, ...one }) => one)
      const answer = allocate(demand, free, { by, to, fewestParcels: true })
      if (!answer.ok) return
      let fewest = free.length
      for (let choice = 0; choice < 2 ** free.length; choice++) {
        const chosen = free.filter((_, index) => choice & (1 << index))
        if (chosen.length < fewest && enough(chosen, demand)) fewest = chosen.length
      }
      expect(answer.why).toHaveLength(fewest)
      if (fewest > 1) split++
    }),
    { numRuns: 1500 },
  )
  expect(split).toBeGreaterThan(100)
})

test('five hundred shops are routed in some milliseconds', () => {
  const places = Array.from({ length: 500 }, (_, n) =>
    place(
      `L${n}`,
      { X: n % 3, Y: (n + 1) % 2, Z: n === 431 ? 1 : 0 },
      { latitude: 40 + n / 100, longitude: 2 },
    ),
  )
  const demand = [
    { sku: 'X', quantity: 6 },
    { sku: 'Y', quantity: 2 },
    { sku: 'Z', quantity: 1 },
  ]
  const begun = performance.now()
  const answer = allocate(demand, places, { by: ['nearest'], to: paris, fewestParcels: true })
  expect(performance.now() - begun).toBeLessThan(2000)
  expect(answer.ok && answer.why.length).toBe(3)
})
