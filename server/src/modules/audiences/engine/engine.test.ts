import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Condition } from '../condition-contract.ts'
import type { TraitLeaf } from '../customer-leaf-contract.ts'
import type { EventLeaf } from '../event-leaf-contract.ts'
import { comparing } from './comparison.ts'
import { compile } from './compile.ts'
import type { CustomerState } from './state.ts'
import { addTallies, type Tally, tallyKindOf, tallyOf } from './tally.ts'

const second = 1000
const start = Date.UTC(2026, 10, 22)

const nobody: CustomerState = {
  customerId: '00000000-0000-0000-0000-000000000001',
  timeZone: 'Europe/Paris',
  history: [],
  lists: new Set(),
  personas: new Set(),
  predictions: {},
  traits: {},
  firstSeenAt: start,
  lastSeenAt: start,
  tallies: new Map(),
  consents: {},
}

describe('a comparison', () => {
  const holds = (op: TraitLeaf['op'], value: TraitLeaf['value'], actual: unknown) =>
    comparing({ path: 'it', op, value })(actual === undefined ? {} : { it: actual })

  test('compares equality as text, order as numbers even when given as text', () => {
    expect(holds('eq', '10', 10)).toBe(true)
    expect(holds('eq', 'true', true)).toBe(true)
    expect(holds('eq', '10', '10.0')).toBe(false)
    expect(holds('lt', 20.5, '19.5')).toBe(true)
    expect(holds('gte', '9', 10)).toBe(true)
    expect(holds('gt', 9, 'many')).toBe(false)
  })

  test('is false for what is missing or empty, but `ne` is true', () => {
    for (const missing of [undefined, null, '', []]) {
      expect(holds('ne', 'x', missing)).toBe(true)
      for (const op of [
        'eq',
        'lt',
        'gte',
        'contains',
        'startsWith',
        'includes',
        'exists',
      ] as const) {
        expect(holds(op, '', missing), `${op} ${JSON.stringify(missing)}`).toBe(false)
        expect(holds(op, 0, missing)).toBe(false)
      }
    }
  })

  test('looks into texts without regard to capitals, into lists for one of their values', () => {
    expect(holds('contains', 'dupont', 'Sophie DUPONT')).toBe(true)
    expect(holds('startsWith', 'so', 'Sophie')).toBe(true)
    expect(holds('includes', 'books', ['books', 'care'])).toBe(true)
    expect(holds('includes', 'book', ['books'])).toBe(false)
    expect(holds('includes', 'books', 'books')).toBe(false)
  })

  test('reaches nested values by dots, and a key that itself has dots', () => {
    const inner = comparing({ path: 'a.b', op: 'eq', value: 'c' })
    expect(inner({ a: { b: 'c' } })).toBe(true)
    expect(inner({ 'a.b': 'c' })).toBe(true)
    expect(inner({ a: 'c' })).toBe(false)
    expect(comparing({ path: 'toString', op: 'exists' })({})).toBe(false)
  })
})

describe('a condition that makes no sense is refused', () => {
  test.each([
    [{ kind: 'trait', path: 'age', op: 'gte', value: 'old' }],
    [{ kind: 'trait', path: 'age', op: 'eq' }],
    [{ kind: 'event', name: 'Order Completed', count: { op: 'gte', n: 201 }, withinSeconds: 60 }],
    [{ kind: 'event', name: 'Order Completed', count: { op: 'gte', n: -1 } }],
    [{ kind: 'all', of: [{ kind: 'someday' }] }],
    [{ kind: 'not', of: [] }],
  ])('%j', (condition) => {
    expect(Condition.safeParse(condition).success).toBe(false)
  })
})

/** The plain meaning, from all occurrences ever: what every shortcut must agree with. */
function occurs(leaf: EventLeaf, times: readonly number[], now: number): boolean {
  const window = leaf.withinSeconds === undefined ? Number.POSITIVE_INFINITY : leaf.withinSeconds
  const count = times.filter((time) => time + window * second > now).length
  const { op, n } = leaf.count
  return {
    eq: count === n,
    ne: count !== n,
    gt: count > n,
    gte: count >= n,
    lt: count < n,
    lte: count <= n,
  }[op]
}

function means(condition: Condition, times: readonly number[], now: number): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => means(part, times, now))
    case 'any':
      return condition.of.some((part) => means(part, times, now))
    case 'not':
      return !means(condition.of, times, now)
    case 'event':
      return occurs(condition, times, now)
    case 'seen':
      return Math.max(...times, start) + condition.withinSeconds * second > now
    default:
      throw new Error('not in this test')
  }
}

const anyEvent = fc.record({
  kind: fc.constant('event' as const),
  name: fc.constant('Product Viewed'),
  count: fc.record({
    op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
    n: fc.integer({ min: 0, max: 12 }),
  }),
  withinSeconds: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
})
const anySeen = fc.record({
  kind: fc.constant('seen' as const),
  which: fc.constant('last' as const),
  withinSeconds: fc.integer({ min: 1, max: 40 }),
})
const { condition: anyCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyEvent,
    anySeen,
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      of: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
  ) as fc.Arbitrary<Condition>,
}))
const anyTimes = fc.array(
  fc.integer({ min: 0, max: 60 }).map((seconds) => start + seconds * second),
  { maxLength: 30 },
)

const keepOf = (condition: Condition) =>
  Math.max(8, ...compile(condition).tallies.map(({ keep }) => keep))

function stateOf(times: readonly number[], tally: Tally): CustomerState {
  return {
    ...nobody,
    lastSeenAt: Math.max(...times, start),
    tallies: new Map([['Product Viewed', tally]]),
  }
}

describe('a condition evaluated from tallies', () => {
  test('says what counting all occurrences says, and stays so until the moment it names', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyTimes,
        fc.integer({ min: 0, max: 110 }),
        (condition, times, at) => {
          const now = start + at * second
          const { evaluate } = compile(condition)
          const { is, until } = evaluate(stateOf(times, tallyOf(times, keepOf(condition))), now)
          expect(is).toBe(means(condition, times, now))
          expect(until).toBeGreaterThan(now)
          for (let later = now; later < Math.min(until, now + 200 * second); later += second) {
            expect(means(condition, times, later)).toBe(is)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test('is the same however its occurrences came: late, in portions, from two people who are one', () => {
    fc.assert(
      fc.property(
        anyCondition,
        fc.array(anyTimes, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 110 }),
        (condition, portions, at) => {
          const keep = keepOf(condition)
          const tally = portions
            .map((times) => tallyOf(times, keep))
            .reduce((one, other) => addTallies(one, other, keep))
          const { is } = compile(condition).evaluate(
            stateOf(portions.flat(), tally),
            start + at * second,
          )
          expect(is).toBe(means(condition, portions.flat(), start + at * second))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a list that was kept shorter before never claims what it forgot', () => {
    const forgetful = tallyOf(
      [10, 9, 8, 7].map((time) => start + time),
      2,
    )
    const late = addTallies(forgetful, tallyOf([start + 1], 8), 8)
    expect(late).toEqual({ total: 5, first: start + 1, recent: [start + 10, start + 9] })
    const fresh = addTallies(forgetful, tallyOf([start + 11], 8), 8)
    expect(fresh.recent).toEqual([start + 11, start + 10, start + 9])
  })
})

test('equal filters share a tally, whatever their order', () => {
  const leaf = (where: EventLeaf['where']): EventLeaf => ({
    kind: 'event',
    name: 'Order Completed',
    count: { op: 'gte', n: 1 },
    where,
  })
  const brand = { path: 'brand', op: 'eq', value: 'Lune' } as const
  const price = { path: 'total', op: 'gte', value: 50 } as const
  const keyOf = (where: EventLeaf['where']) => tallyKindOf(leaf(where)).key
  expect(keyOf([brand, price])).toBe(keyOf([price, brand]))
  expect(keyOf([brand])).not.toBe(keyOf([price]))
  expect(keyOf([])).toBe('Order Completed')
})
