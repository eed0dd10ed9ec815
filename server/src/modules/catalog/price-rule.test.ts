import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Entry, type List, priceAt, priorPrice } from './price-rule.ts'

const day = 86_400_000
const at = Date.UTC(2026, 5, 1)
let made = 0
const list = (part: Partial<List> = {}): List => ({
  id: `list-${String(made++).padStart(3, '0')}`,
  ...{ channel: null, priceGroup: null, beginsAt: null, endsAt: null, priority: 0 },
  reduction: false,
  ...part,
})
const entry = (of: List, amount: number, from = -1000, to: number | null = null): Entry => ({
  ...{ list: of, amount, beginsAt: at + from * day },
  endsAt: to === null ? null : at + to * day,
})
const asked = (entries: Entry[], days = 0) => priceAt(entries, at + days * day)?.amount

describe('which price is asked', () => {
  const usual = entry(list(), 1000)
  const onTheWeb = entry(list({ channel: 'web' }), 990)
  const forMembers = entry(list({ priceGroup: 'members' }), 1100)
  const season = entry(list({ beginsAt: at - day, endsAt: at + day }), 1200)
  const ordered = entry(list({ priority: 1 }), 2000)

  test('that of the usual list, when no other holds', () => {
    expect(asked([usual])).toBe(1000)
    expect(asked([])).toBeUndefined()
  })
  test('a period over none, a channel over a period, a group over a channel, a priority over all', () => {
    expect(asked([usual, season])).toBe(1200)
    expect(asked([usual, season, onTheWeb])).toBe(990)
    expect(asked([usual, season, onTheWeb, forMembers])).toBe(1100)
    expect(asked([usual, season, onTheWeb, forMembers, ordered])).toBe(2000)
  })
  test('a period holds from its first moment to just before its last', () => {
    expect(asked([usual, season], -1)).toBe(1200)
    expect(asked([usual, season], 1)).toBe(1000)
  })
  test('a list whose article has no price any more leaves it to the others', () => {
    expect(asked([usual, entry(season.list, 1200, -1, 0)])).toBe(1000)
  })
  test('does not depend on the order in which the database tells them', () => {
    const entries = fc.array(
      fc.record({
        amount: fc.integer({ min: 0, max: 5000 }),
        channel: fc.constantFrom(null, 'web'),
        priceGroup: fc.constantFrom(null, 'pro'),
        priority: fc.integer({ min: 0, max: 2 }),
        beginsAt: fc.constantFrom(null, at - day),
        endsAt: fc.constantFrom(null, at + day),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(entries, (parts) => {
        const all = parts.map(({ amount, ...part }) => entry(list(part), amount))
        expect(priceAt([...all].reverse(), at)).toBe(priceAt(all, at))
      }),
    )
  })
})

describe('the price told beside a reduced one', () => {
  const usual = list()
  const sale = list({ beginsAt: at - 5 * day, endsAt: at + 5 * day, reduction: true })
  const prior = (entries: Entry[], days = 0) => priorPrice(entries, at + days * day)

  test('the lowest of the thirty days before the reduction, not the one just before it', () => {
    const entries = [entry(usual, 900, -100, -20), entry(usual, 1000, -20), entry(sale, 700)]
    expect(prior(entries)).toBe(900)
  })
  test('what was asked before those thirty days does not count', () => {
    const entries = [entry(usual, 500, -100, -36), entry(usual, 1000, -36), entry(sale, 700)]
    expect(prior(entries)).toBe(1000)
    const aDayLater = [entry(usual, 500, -100, -34), entry(usual, 1000, -34), entry(sale, 400)]
    expect(prior(aDayLater)).toBe(500)
  })
  test('none when the price was raised before: nothing was dearer than what is asked now', () => {
    expect(
      prior([entry(usual, 700, -100, -10), entry(usual, 1000, -10), entry(sale, 700)]),
    ).toBeUndefined()
  })
  test('a reduction that goes on falling keeps the price of before its first step', () => {
    const entries = [entry(usual, 1000), entry(sale, 800, -5, -2), entry(sale, 600, -2)]
    expect(prior(entries)).toBe(1000)
    const inTwoLists = [
      entry(usual, 1000),
      entry(list({ beginsAt: at - 9 * day, endsAt: at - 5 * day, reduction: true }), 800),
      entry(sale, 600),
    ]
    expect(prior(inTwoLists)).toBe(1000)
  })
  test('one that was taken back between, or rose, is another reduction', () => {
    const earlier = list({ beginsAt: at - 20 * day, endsAt: at - 15 * day, reduction: true })
    expect(prior([entry(usual, 1000), entry(earlier, 650), entry(sale, 600)])).toBe(650)
    expect(
      prior([entry(usual, 1000), entry(sale, 500, -5, -2), entry(sale, 600, -2)]),
    ).toBeUndefined()
  })
  test('a price that simply became lower is announced as nothing', () => {
    expect(prior([entry(usual, 1000, -100, -2), entry(usual, 800, -2)])).toBeUndefined()
  })
  test('an article that was never sold before has none', () => {
    expect(prior([entry(sale, 600)])).toBeUndefined()
  })
  test('is never lower than the price asked, nor dearer than any asked in those days', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 99 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 99 }), (past, now) => {
        const sorted = [...new Map(past).entries()].sort((one, other) => other[0] - one[0])
        const entries = sorted.map(([ago, amount], index) =>
          entry(
            usual,
            amount,
            -ago - 5,
            index + 1 < sorted.length ? -(sorted[index + 1]?.[0] ?? 0) - 5 : null,
          ),
        )
        const told = prior([...entries, entry(sale, now)])
        const inThirtyDays: number[] = []
        for (let days = 35; days > 5; days--) {
          const amount = priceAt(entries, at - days * day)?.amount
          if (amount !== undefined) inThirtyDays.push(amount)
        }
        const lowest = Math.min(...inThirtyDays)
        expect(told).toBe(inThirtyDays.length > 0 && lowest > now ? lowest : undefined)
      }),
    )
  })
})
